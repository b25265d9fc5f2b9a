//! Are the documents of the families true? Every code and every published name has its place, and every example converts.

#[cfg(test)]
mod docs {
    mod codes;
    mod conversion;
    mod families;
    mod names;
}
