//! On which lines do the parts of the output stand once it is printed?

use super::Report;
use crate::options::Options;

/// Lines of the printed output.
pub(crate) struct Printed {
    /// First line of every output in the whole stream, from 1.
    pub(crate) starts: Vec<u32>,
    /// First and last line of every node, in its own document, all outputs one after the other, parents first.
    pub(crate) lines: Vec<(u32, u32)>,
}

/// Lines of the output as these options print it.
pub(crate) fn of(_report: &Report, _options: &Options) -> Printed {
    Printed { starts: Vec::new(), lines: Vec::new() }
}
