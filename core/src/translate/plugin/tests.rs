//! Plugins of a few lines, and what the engine makes of their answers.

mod answers;
mod ownership;
mod requests;
mod scripted;
