//! Which plugins take part, and what is whose?
//!
//! Every plugin is described once. Two that claim the same thing cannot both be right: the second by id is left out.

mod settings;

pub use settings::check_settings;

use crate::options::Options;
use crate::source::Set;
use gatewright_contract::collections::Arrange;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Finding, Manifest, Plugin, Role, SettingType, Severity};

/// A plugin and what it said of itself.
pub struct Member<'p> {
    /// The plugin.
    pub plugin: &'p dyn Plugin,
    /// What it said.
    pub manifest: Manifest,
    /// Its settings, defaults filled in.
    pub settings: SortedMap<String, String>,
    /// What stands before the `/` of its annotations.
    pub prefixes: Vec<String>,
}

/// The plugins of one conversion, by id.
#[derive(Default)]
pub struct Plugins<'p> {
    /// Those that take part.
    pub members: Vec<Member<'p>>,
    findings: Vec<Finding>,
}

/// Whose an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Place of the plugin among all.
    pub plugin: usize,
    /// What it does.
    pub role: Role,
}

impl<'p> Plugins<'p> {
    /// Describes plugins and settles their claims.
    pub fn describe(plugins: &[&'p dyn Plugin], options: &Options) -> Plugins<'p> {
        let mut all = Plugins::default();
        let mut described: Vec<(&'p dyn Plugin, Manifest)> =
            plugins.iter().map(|plugin| (*plugin, plugin.describe())).collect();
        described.arrange_by(|one, other| one.1.id.cmp(&other.1.id));
        for (plugin, manifest) in described {
            if manifest.contract.split('.').next() != Some("1") {
                let help = "use a release of the plugin for contract 1";
                let text = format!("plugin {} speaks contract {}", manifest.id, manifest.contract);
                all.refuse("host/plugin-contract", text, help);
                continue;
            }
            let settings = settings::filled(&manifest, options);
            let prefixes = settings::prefixes(&manifest, &settings);
            let member = Member { plugin, manifest, settings, prefixes };
            match all.overlap(&member) {
                Some(what) => {
                    let text = format!("plugin {} is left out: {what}", member.manifest.id);
                    all.refuse(
                        "host/claims-overlap",
                        text,
                        "leave one of the two out, with --no-builtin or without --plugin",
                    );
                }
                None => all.members.push(member),
            }
        }
        all
    }

    /// Writes down what is wrong with plugins themselves.
    pub(crate) fn tell(&self, set: &mut Set) {
        for finding in &self.findings {
            set.ledger.find(finding.clone());
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whose an annotation is.
    pub fn annotation(&self, key: &str) -> Option<Claim> {
        let prefix = key.rsplit_once('/').map(|(prefix, _)| prefix)?;
        let owns = |member: &Member<'_>| member.prefixes.iter().any(|own| own == prefix);
        let plugin = self.members.iter().position(owns)?;
        Some(Claim { plugin, role: self.members.get(plugin)?.manifest.role })
    }

    /// The source whose IngressClasses have this controller.
    pub fn controller(&self, controller: &str) -> Option<usize> {
        let claims =
            |member: &Member<'_>| member.manifest.claims.controllers.iter().any(|claimed| claimed == controller);
        self.sources().find(|(_, member)| claims(member)).map(|(at, _)| at)
    }

    /// The source that claims a class by name.
    pub fn class(&self, class: &str) -> Option<usize> {
        let claims = |member: &Member<'_>| member.manifest.claims.classes.iter().any(|claimed| claimed == class);
        self.sources().find(|(_, member)| claims(member)).map(|(at, _)| at)
    }

    /// The plugin of this id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.members.iter().position(|member| member.manifest.id == id)
    }

    /// The plugin that claims a kind, `group/Kind`.
    pub fn kind(&self, group: &str, kind: &str) -> Option<usize> {
        let full = format!("{group}/{kind}");
        self.members.iter().position(|member| member.manifest.claims.kinds.contains(&full))
    }

    /// The plugin whose settings a ConfigMap holds.
    pub fn config_map(&self, namespace: &str, name: &str) -> Option<usize> {
        self.members.iter().position(|member| {
            let full = format!("{namespace}/{name}");
            let option = |setting: &&gatewright_contract::Setting| setting.value == SettingType::ConfigMap;
            let named = member.manifest.options.iter().filter(option);
            let mut named =
                named.filter_map(|setting| member.settings.get(&setting.name)).filter(|value| !value.is_empty());
            member.manifest.claims.config_maps.iter().any(|claimed| claimed == name)
                || named.any(|value| *value == full)
        })
    }

    /// Whether some plugin must see objects of a kind.
    pub fn needs(&self, kind: &str) -> bool {
        self.members.iter().any(|member| member.manifest.needs.iter().any(|needed| needed == kind))
    }

    /// The sources, with their places.
    pub fn sources(&self) -> impl Iterator<Item = (usize, &Member<'p>)> {
        self.members.iter().enumerate().filter(|(_, member)| member.manifest.role == Role::Source)
    }

    fn refuse(&mut self, code: &str, message: String, help: &str) {
        self.findings.push(Finding {
            code: code.to_owned(),
            severity: Severity::Error,
            message,
            help: Some(help.to_owned()),
            at: Vec::new(),
            object: None,
            announces: None,
        });
    }

    /// What another plugin claims already.
    fn overlap(&self, member: &Member<'_>) -> Option<String> {
        self.members.iter().find_map(|other| {
            let (mine, theirs) = (&member.manifest.claims, &other.manifest.claims);
            let id = &other.manifest.id;
            if *id == member.manifest.id {
                return Some(format!("there are two plugins called {id}"));
            }
            let lists = [
                ("controller", &mine.controllers, &theirs.controllers),
                ("class", &mine.classes, &theirs.classes),
                ("prefix", &member.prefixes, &other.prefixes),
                ("kind", &mine.kinds, &theirs.kinds),
            ];
            lists.iter().find_map(|(what, mine, theirs)| {
                let both = mine.iter().find(|claimed| theirs.contains(claimed))?;
                Some(format!("it claims the {what} `{both}`, and so does {id}"))
            })
        })
    }
}
