//! Whoever understands a vendor: linked in, or behind a sandbox's wall.

use crate::{Manifest, Request, Response, SimRequest, SimResponse};
use std::fmt;

/// A plugin. Each method is a function of its argument alone.
pub trait Plugin {
    /// What it is and what it claims.
    fn describe(&self) -> Manifest;
    /// The objects of its vendor as rules, or its annotations as additions to rules.
    fn translate(&self, request: &Request) -> Result<Response, Fault>;
    /// What its vendor would have answered.
    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault>;
}

/// A plugin could not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happened, in one line.
    pub message: String,
}

impl Fault {
    /// A fault with this message.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
