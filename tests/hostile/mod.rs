//! What can a plugin do to whoever runs it? One guest for each abuse, in `guests`, and what comes of it.

mod calls;
mod conversion;
mod files;
pub(crate) mod guest;
mod limits;
