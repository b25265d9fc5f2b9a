//! What does the controller answer to a request? The host, then the directives of the host, then its locations.

use super::acl::{Acl, Admission};
use super::address;
use super::catalog::Catalog;
use super::choice::{self, Chosen, Place};
use super::client::Client;
use super::directive::{self, Directive};
use super::effect::{self, Effect};
use super::headers::{self, Changes};
use super::host::Taker;
use super::path::{Target, Unread, joined};
use super::pcre::{Case, Pattern};
use super::policy::Certificate;
use super::script::{Flow, Walk};
use super::server::{Server, Site};
use super::settings::Settings;
use gatewright_plugin_sdk::contract::collections::Arrange;
use gatewright_plugin_sdk::contract::{Answer, AnswerKind, Guard, HttpRequest, SimAnswer};

/// How often a location may be chosen anew.
const ROUNDS: usize = 10;

/// A controller over a site.
#[derive(Debug)]
pub(super) struct Controller<'c, 'm, 'r> {
    /// Its settings.
    pub(super) settings: &'c Settings<'r>,
    /// What is known of other objects.
    pub(super) catalog: &'c Catalog<'r>,
    /// What it serves.
    pub(super) site: Site<'m, 'r>,
    /// Changes of every request and response.
    globals: (Changes, Changes),
    /// The ConfigMap's directives for every host.
    server_snippet: Vec<Directive>,
    /// The ConfigMap's directives for every location.
    pub(super) location_snippet: Vec<Directive>,
}

impl<'c, 'm, 'r> Controller<'c, 'm, 'r> {
    /// A controller that read a site.
    pub(super) fn new(settings: &'c Settings<'r>, catalog: &'c Catalog<'r>, site: Site<'m, 'r>) -> Self {
        let snippet = |key: &str| directive::parse(settings.text(key).unwrap_or_default());
        Controller {
            globals: headers::global(settings, catalog),
            server_snippet: snippet("server-snippet"),
            location_snippet: snippet("location-snippet"),
            settings,
            catalog,
            site,
        }
    }

    /// The answer to a request.
    pub(super) fn answer(&self, request: &HttpRequest) -> SimAnswer {
        let client = Client::read(request, self.settings);
        let Some(taker) = self.site.taker(&client.host) else {
            return SimAnswer { serves: true, answer: None, decided_by: None };
        };
        let mut decided_by = None;
        let (serves, answer) = match taker {
            Taker::Server(server) => (server.spoken, self.serve(server, &client, &mut decided_by)),
            Taker::Other(name) => (true, Some(self.other_name(name, &client))),
        };
        SimAnswer { serves, answer, decided_by }
    }

    /// The redirect to the other of `x` and `www.x`.
    fn other_name(&self, name: &str, client: &Client<'_>) -> Answer {
        let port = if client.request.scheme == "https" { "443" } else { "80" };
        let forwarded = client.header("x-forwarded-port").filter(|_| self.settings.on("use-forwarded-headers"));
        let path = client.request.path.strip_suffix('/').unwrap_or(&client.request.path);
        let location = format!("{}://{name}:{}{path}", client.scheme, forwarded.unwrap_or(port));
        Answer { location: Some(location), ..Answer::plain(AnswerKind::Redirect, Some(self.settings.redirect_code())) }
    }

    /// The answer of a host; none where it is not known. Says which location gave it.
    fn serve(&self, server: &Server<'m, 'r>, client: &Client<'_>, decided_by: &mut Option<String>) -> Option<Answer> {
        // nginx refuses such a host and stays with what it had, which is not in the objects.
        if server.refused {
            return None;
        }
        if self.settings.passthrough && server.passthrough && client.request.scheme == "https" {
            return self.passed_on(server, client);
        }
        let target = match Target::read(&client.request.path) {
            Ok(target) => target,
            Err(Unread::Malformed) => return Some(Answer::plain(AnswerKind::Respond, Some(400))),
            Err(Unread::Foreign) => return None,
        };
        let guards = match self.before(server, client)? {
            Ok(guards) => guards,
            Err(status) => return Some(Answer::plain(AnswerKind::Respond, Some(status))),
        };
        let own = server.snippet.map(|policy| policy.server_snippet.as_slice()).unwrap_or_default();
        let snippet: Vec<Directive> = self.server_snippet.iter().chain(own).cloned().collect();
        let mut walk = Walk::new(client, target);
        let flow = walk.run(&snippet)?;
        let filled = |changes: &Changes| effect::filled(changes, walk.scope());
        let (request, response) = (filled(&self.globals.0), filled(&self.globals.1));
        let mut effect = Effect { request, response, ..Effect::default() };
        let inherited = inherited(&snippet);
        let followed = effect.add(&inherited, walk.scope()).and_then(|()| effect.add(&walk.block, walk.scope()));
        let answer = match flow {
            Flow::Done(answer) => Answer { response_headers: effect.response, ..*answer },
            Flow::Next | Flow::Stop | Flow::Again => match app_root(server, &walk).filter(|_| flow == Flow::Next) {
                Some(answer) => Answer { response_headers: effect.response, ..answer },
                None => {
                    followed.ok()?;
                    self.travel((server, &snippet), walk, effect, decided_by)?
                }
            },
        };
        Some(with_guards(answer, &guards))
    }

    /// What is settled before any directive of the host: guards, or the status that ends it.
    fn before(&self, server: &Server<'m, 'r>, client: &Client<'_>) -> Option<Result<Vec<&'static str>, u16>> {
        if self.blocked(client)? {
            return Some(Err(403));
        }
        let https = client.request.scheme == "https";
        let mut guards = match self.block_list().admits(client.address) {
            Admission::Out => return Some(Err(403)),
            Admission::Unknown => vec!["ip-access"],
            Admission::In | Admission::Silent => Vec::new(),
        };
        let shown = client.request.client_cert.as_deref().filter(|_| https);
        match server.certificate {
            Certificate::Unasked => {}
            Certificate::Broken => return Some(Err(403)),
            Certificate::Asked { name: Some(_), .. } if !https => return Some(Err(403)),
            Certificate::Asked { name: Some(name), .. } if shown.is_some() => {
                let subject = format!("CN={}", shown.unwrap_or_default());
                if !Pattern::new(name, Case::Counts).finds(&subject)? {
                    return Some(Err(403));
                }
                guards.push("client-certificate");
            }
            Certificate::Asked { required, name } => {
                if https && (required || name.is_some()) {
                    guards.push("client-certificate");
                }
            }
        }
        Some(Ok(guards))
    }

    /// Addresses that the ConfigMap shuts out everywhere.
    fn block_list(&self) -> Acl {
        Acl::new(self.settings.text("block-cidrs").and_then(address::ranges).unwrap_or_default(), Vec::new())
    }

    /// Whether the ConfigMap shuts out what a client says of itself.
    fn blocked(&self, client: &Client<'_>) -> Option<bool> {
        for (key, header) in [("block-user-agents", "user-agent"), ("block-referers", "referer")] {
            let said = client.header(header).unwrap_or_default();
            for entry in self.settings.words(key) {
                let held = match entry.strip_prefix("~*") {
                    Some(pattern) => Pattern::new(pattern, Case::Ignored).finds(said)?,
                    None => match entry.strip_prefix('~') {
                        Some(pattern) => Pattern::new(pattern, Case::Counts).finds(said)?,
                        None => entry.eq_ignore_ascii_case(said),
                    },
                };
                if held {
                    return Some(true);
                }
            }
        }
        Some(false)
    }

    /// Chooses locations until one answers.
    fn travel(
        &self,
        (server, snippet): (&Server<'m, 'r>, &[Directive]),
        mut walk: Walk<'_>,
        effect: Effect,
        decided_by: &mut Option<String>,
    ) -> Option<Answer> {
        let candidates = choice::candidates(snippet, &server.locations);
        for _ in 0..ROUNDS {
            match choice::choose(&candidates, &walk.uri)? {
                Chosen::Slash(location) => {
                    *decided_by = Some(location.shown());
                    walk.relative = location.policy.is_some_and(|policy| policy.redirect.relative);
                    let target = joined(
                        &format!("{}/", super::path::escaped(&walk.uri)),
                        walk.args.as_deref().filter(|args| !args.is_empty()),
                    );
                    return Some(walk.redirect(301, &target));
                }
                Chosen::This(Place::Path(location)) => {
                    *decided_by = Some(location.shown());
                    if let Some(answer) = self.at(location, &mut walk, effect.clone())? {
                        return Some(answer);
                    }
                }
                Chosen::This(Place::Block(block)) => {
                    if let Some(answer) = super::block::at(block, &mut walk, effect.clone())? {
                        return Some(answer);
                    }
                }
            }
        }
        Some(Answer::plain(AnswerKind::Respond, Some(500)))
    }
}

/// What locations inherit from their host: each sets request headers of its own, which hides those of the host.
fn inherited(snippet: &[Directive]) -> Vec<Directive> {
    let kept = snippet.iter().filter(|directive| !directive.name.ends_with("_set_header"));
    kept.cloned().collect()
}

/// The redirect of `/` that some Ingress of the host asks for.
fn app_root(server: &Server<'_, '_>, walk: &Walk<'_>) -> Option<Answer> {
    let policies = server.locations.iter().filter(|location| !location.plain).filter_map(|location| location.policy);
    let root = policies.filter_map(|policy| policy.rewrite.app_root).next().filter(|_| walk.uri == "/")?;
    let request = walk.client.request;
    Some(Answer {
        location: Some(format!("{}://{}{root}", request.scheme, request.host)),
        ..Answer::plain(AnswerKind::Redirect, Some(302))
    })
}

/// An answer behind guards.
pub(super) fn with_guards(mut answer: Answer, kinds: &[&'static str]) -> Answer {
    answer.guards.extend(kinds.iter().map(|kind| Guard { kind: (*kind).to_owned(), granted_by: None }));
    answer.guards.arrange();
    answer.guards.dedup();
    answer
}
