//! A plugin behind the wall, and what it answers.

use crate::budget::Limiter;
use crate::call::Call;
use crate::{HostError, letter, plain, said};
use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use serde::de::DeserializeOwned;
use wasmtime::component::InstancePre;

/// A plugin that described itself well enough to be asked.
pub struct Loaded {
    plugin: InstancePre<Limiter>,
    manifest: Manifest,
}

/// An answer and what it took.
pub struct Measured<T> {
    /// What was answered.
    pub answer: Result<T, Fault>,
    /// Fuel used.
    pub fuel: u64,
}

impl Loaded {
    /// Asks a plugin what it is.
    pub(crate) fn new(plugin: InstancePre<Limiter>, name: &str) -> Result<Loaded, HostError> {
        let failed = |why: String| HostError::DescribeFailed { name: name.to_owned(), why };
        let mut call = Call::start(&plugin, 0).map_err(|fault| failed(fault.message))?;
        call.check().map_err(|why| HostError::WrongWorld { name: name.to_owned(), why })?;
        let text = call.describe().map_err(|fault| failed(fault.message))?;
        let wrong = |why: String| HostError::BadManifest { name: name.to_owned(), why };
        let manifest = said::described(&text).map_err(wrong)?;
        Ok(Loaded { plugin, manifest })
    }

    /// A plugin that was asked when it was compiled.
    pub(crate) fn known(plugin: InstancePre<Limiter>, manifest: Manifest) -> Loaded {
        Loaded { plugin, manifest }
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Translates, and says what that took.
    pub fn measure(&self, request: &Request) -> Measured<Response> {
        let Measured { answer, fuel } = self.ask("translate", request.letter(self.manifest.facts));
        Measured { answer: plain::readable(answer), fuel }
    }

    fn ask<A: DeserializeOwned>(&self, function: &str, request: Result<String, serde_json::Error>) -> Measured<A> {
        let request = match request {
            Ok(request) => request,
            Err(error) => return Measured { answer: Err(Fault::new(error.to_string())), fuel: 0 },
        };
        match Call::start(&self.plugin, request.len()) {
            Ok(call) => {
                let (answer, fuel) = call.ask(function, &request);
                Measured { answer: answer.and_then(|text| letter::read(&text).map_err(Fault::new)), fuel }
            }
            Err(fault) => Measured { answer: Err(fault), fuel: 0 },
        }
    }
}

impl Plugin for Loaded {
    fn describe(&self) -> Manifest {
        self.manifest.clone()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        self.measure(request).answer
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        said::counted(self.ask::<SimResponse>("simulate", serde_json::to_string(request)).answer?, request)
    }
}
