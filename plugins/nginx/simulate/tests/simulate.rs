//! Does the model answer as the controller does: case by case where it was measured, rule by rule everywhere?

#[cfg(test)]
mod simulate {
    mod agreement;
    mod canaries;
    mod guards;
    mod hosts;
    mod measured;
    mod objects;
    mod paths;
    mod redirects;
    mod rewrites;
    mod scene;
    mod snippets;
    mod validation;
}
