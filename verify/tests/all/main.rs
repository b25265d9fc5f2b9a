//! What do the models answer to requests a person could send?

#[cfg(test)]
mod desk;

mod compared;
mod filters;
mod guards;
mod listeners;
mod plain;
mod precedence;
mod predicates;
mod sources;
