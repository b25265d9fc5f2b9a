//! Did the conversion succeed?

use super::Summary;

/// How a conversion ended, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything was converted, with nothing to look at.
    Done,
    /// Everything was converted; some findings want a look.
    Warned,
    /// Some object was not converted, or some rule was withheld.
    Incomplete,
}

impl Summary {
    /// How the conversion ended.
    pub fn verdict(&self) -> Verdict {
        if self.errors > 0 || self.withheld > 0 {
            Verdict::Incomplete
        } else if self.warnings > 0 {
            Verdict::Warned
        } else {
            Verdict::Done
        }
    }
}
