//! The traffic check for JavaScript: the models, in a module of their own that is loaded when somebody asks.
//!
//! The engine writes a letter about a conversion, this module reads it. They share nothing else.

mod guest;
mod member;
mod shown;
mod traffic;

pub use traffic::{Desk, Traffic};
