//! What must an installation of a target be and have?

/// For whoever installs a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// What it is, in a sentence or two.
    pub about: &'static str,
    /// The oldest release that takes what is written, and how it is installed.
    pub least: &'static str,
    /// A kind of object, and what must be set for it.
    pub settings: &'static [(&'static str, &'static str)],
    /// What it does by itself, other than one would think.
    pub defaults: &'static [&'static str],
}
