//! What a conversion is given: names and texts, nothing else.

/// The files of one conversion.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// In any order; the order never changes what is printed.
    pub files: Vec<SourceFile>,
}

/// One file's name, as the user knows it, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Shown in findings; never opened.
    pub name: String,
    /// YAML or JSON.
    pub text: String,
}

/// Index of a file in [`Input::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A range of bytes and the file it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The range.
    pub span: Span,
}
