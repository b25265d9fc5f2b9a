//! Who took part in the conversion, and whom of them can be asked what was answered before?

use crate::guest::{self, Guest};
use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_nginx_simulate::{ID, simulate};

/// A plugin that took part.
pub(crate) struct Member {
    pub(crate) manifest: Manifest,
    pub(crate) guest: Option<Guest>,
}

impl Plugin for Member {
    fn describe(&self) -> Manifest {
        self.manifest.clone()
    }

    fn translate(&self, _: &Request) -> Result<Response, Fault> {
        Err(Fault::new("nobody translates here"))
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        match &self.guest {
            Some(guest) => guest::ask(guest, request),
            None if self.manifest.id == ID => simulate(request),
            None => Err(Fault::new("it is not at hand")),
        }
    }
}
