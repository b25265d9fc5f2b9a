//! How does text become text on a page, whatever it holds?

use crate::report::clean;
use std::fmt::{self, Display, Formatter, Write};

/// A text that is shown as it is.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in clean::clean(self.0).chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '`' => f.write_str("&#96;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
