//! How does a piece of the report look on a terminal?

use std::fmt::{self, Display, Formatter};

/// Whether the rendering has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Escape sequences of a terminal.
    Ansi,
    /// Text alone.
    Plain,
}

/// The part a piece of text plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Something was lost.
    Error,
    /// Something differs.
    Warning,
    /// Good to know.
    Info,
    /// What to do.
    Help,
    /// All is well.
    Good,
    /// What counts.
    Strong,
    /// What stands beside it.
    Quiet,
}

/// A text in its role.
pub(crate) struct Painted<'a> {
    text: &'a str,
    role: Role,
    colour: Colour,
}

impl Colour {
    pub(crate) fn paint(self, role: Role, text: &str) -> Painted<'_> {
        Painted { text, role, colour: self }
    }
}

impl Display for Painted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.colour {
            Colour::Plain => f.write_str(self.text),
            Colour::Ansi if self.text.is_empty() => Ok(()),
            Colour::Ansi => write!(f, "\x1b[{}m{}\x1b[0m", code(self.role), self.text),
        }
    }
}

fn code(role: Role) -> &'static str {
    match role {
        Role::Error => "1;31",
        Role::Warning => "1;33",
        Role::Info => "1;34",
        Role::Help => "36",
        Role::Good => "32",
        Role::Strong => "1",
        Role::Quiet => "2",
    }
}
