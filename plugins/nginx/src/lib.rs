//! ingress-nginx: what its Ingresses and annotations meant, as rules.
//!
//! The controller never looked at one Ingress alone: it merged all of them into servers (one for each host), locations
//! (one for each path) and upstreams (one for each Service port). [`cluster`] does the same, [`features`] say what the
//! annotations of one Ingress ask for, and [`table`] writes both down in the order in which nginx decides.

/// A family's document. The `.wasm` file goes without: its size is counted, and the command has the documents anyway.
/// The engine in a browser goes without too, and loads them as a file of their own.
macro_rules! document {
    ($file:literal) => {
        if cfg!(any(feature = "component", not(feature = "docs"))) { "" } else { include_str!($file) }
    };
}

pub mod backend;
pub mod cluster;
pub mod effects;
pub mod features;
pub mod manifest;
pub mod names;
pub mod settings;
pub mod site;
pub mod table;
pub mod variable;

use features::Families;
use gatewright_plugin_sdk::contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_plugin_sdk::{Answer, IngressView, Objects, View};
use settings::Settings;
use site::{Site, World};

/// The plugin's id: owner in reports, first part of codes.
pub use gatewright_nginx_simulate::ID;

/// The plugin.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nginx;

gatewright_plugin_sdk::export!(Nginx, source);

impl Plugin for Nginx {
    fn describe(&self) -> Manifest {
        manifest::manifest()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let objects = Objects::new(&request.objects);
        let mut answer = Answer::new(ID, settings::prefix(&request.options));
        let world = World::read(objects);
        let settings = Settings::read(&request.options, objects, &mut answer);
        let mut views: Vec<View<'_>> = objects.of_kind("Ingress").filter(|view| view.gateway().is_some()).collect();
        cluster::by_age(&mut views);
        let ingresses: Vec<IngressView<'_>> = views.into_iter().map(IngressView::read).collect();
        let own: Vec<_> = ingresses.iter().map(Site::own).collect();
        let sites: Vec<Site<'_>> =
            ingresses.iter().zip(&own).map(|(ingress, own)| Site::new(ingress, (&settings, &world), own)).collect();
        let families = Families::new();
        let effects: Vec<effects::Effects> = sites.iter().map(|site| families.read(site, &mut answer)).collect();
        let members = cluster::members(&sites, effects);
        let cluster = cluster::build(&members, &mut answer);
        table::write(&cluster, &members, &settings, &mut answer);
        features::settle_rest(&members, &mut answer);
        features::settle_controller(&settings, &mut answer);
        // `settle_rest` has been through the Ingresses, and left their class to the engine.
        let others = objects.all().filter(|view| view.kind() != "Ingress" || view.gateway().is_none());
        Ok(answer.finish(others.flat_map(View::facts)))
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        gatewright_nginx_simulate::simulate(request)
    }
}
