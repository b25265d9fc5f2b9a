//! Does the model answer as the controller was measured to?

mod simulate {
    mod agreement;
    mod measured;
    mod objects;
    mod rules;
}
