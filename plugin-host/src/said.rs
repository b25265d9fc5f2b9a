//! What did a plugin say? The same reading and the same checks, whatever WebAssembly it ran in.

use crate::{letter, manifest, plain};
use gatewright_contract::{Fault, Manifest, Response, SimRequest, SimResponse};

/// The manifest in what `describe` answered.
///
/// # Errors
/// One line: the first thing wrong with it.
pub fn described(text: &str) -> Result<Manifest, String> {
    let mut said = letter::read::<Manifest>(text)?;
    manifest::check(&said)?;
    plain::manifest(&mut said);
    Ok(said)
}

/// The response in what `translate` answered.
///
/// # Errors
/// When it is outside of the contract.
pub fn translated(text: &str) -> Result<Response, Fault> {
    plain::readable(letter::read(text).map_err(Fault::new))
}

/// The answers in what `simulate` answered, one for each request.
///
/// # Errors
/// When it is outside of the contract.
pub fn simulated(text: &str, request: &SimRequest) -> Result<SimResponse, Fault> {
    counted(letter::read(text).map_err(Fault::new)?, request)
}

/// Refuses answers that are not one for each request.
pub(crate) fn counted(answer: SimResponse, request: &SimRequest) -> Result<SimResponse, Fault> {
    if answer.answers.len() == request.requests.len() {
        return Ok(answer);
    }
    let (answers, requests) = (answer.answers.len(), request.requests.len());
    Err(Fault::new(format!("answered {answers} of {requests} requests")))
}
