//! Which implementations are known, by name and version?

use super::Profile;
use std::fmt;

/// A row of the table of targets.
struct Row {
    name: &'static str,
    /// Releases that are told apart, and the name with each, newest first; the first is taken where none is named.
    versions: &'static [(&'static str, &'static str)],
    profile: fn(Option<&'static str>) -> Profile,
}

/// Every known target, by name.
const PROFILES: &[Row] = &[
    Row {
        name: "envoy-gateway",
        versions: &[("1.9", "envoy-gateway@1.9"), ("1.8", "envoy-gateway@1.8")],
        profile: Profile::envoy_gateway,
    },
    Row { name: "standard", versions: &[], profile: |_| Profile::standard() },
];

/// Why there is no such target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownTarget {
    /// Nobody of that name is known.
    Name(String),
    /// The target's releases are not told apart.
    Unversioned(&'static str),
    /// The target is known, that release is not.
    Version(&'static str, String),
}

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnknownTarget::Name(_) => write!(f, "known targets: {}", names().collect::<Vec<_>>().join(", ")),
            UnknownTarget::Unversioned(name) => {
                write!(f, "`{name}` has no versions of its own; use --gateway-api")
            }
            UnknownTarget::Version(name, _) => {
                let row = PROFILES.iter().find(|row| row.name == *name);
                let known = row.into_iter().flat_map(|row| row.versions).map(|(version, _)| *version);
                let known = known.collect::<Vec<_>>().join(", ");
                write!(f, "known versions of {name}: {known}")
            }
        }
    }
}

/// The names of every known target, with and without their versions.
pub fn names() -> impl Iterator<Item = &'static str> {
    let names = |row: &Row| std::iter::once(row.name).chain(row.versions.iter().map(|(_, name)| *name));
    PROFILES.iter().flat_map(names)
}

/// The names of every known target.
pub fn every() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|row| row.name)
}

/// The newest release of a target.
pub(super) fn newest(name: &str) -> Option<Profile> {
    Profile::by_name(name, None).ok()
}

impl Profile {
    /// The target of this name, in this release or its newest.
    ///
    /// # Errors
    /// When there is none.
    pub fn by_name(name: &str, version: Option<&str>) -> Result<Profile, UnknownTarget> {
        let row = PROFILES.iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| UnknownTarget::Name(name.to_owned()))?;
        let newest = row.versions.first().map(|(version, _)| *version);
        match version {
            None => Ok((row.profile)(newest)),
            Some(_) if newest.is_none() => Err(UnknownTarget::Unversioned(row.name)),
            Some(version) => match row.versions.iter().map(|(known, _)| *known).find(|known| *known == version) {
                Some(known) => Ok((row.profile)(Some(known))),
                None => Err(UnknownTarget::Version(row.name, version.to_owned())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, names};

    #[test]
    fn every_name_that_is_told_is_known() {
        for name in names() {
            let (name, version) = name.split_once('@').map_or((name, None), |(name, at)| (name, Some(at)));
            let profile = Profile::by_name(name, version).unwrap();
            assert_eq!(profile.name, name);
            assert!(version.is_none() || profile.version == version);
        }
    }

    #[test]
    fn the_newest_release_is_taken_where_none_is_named() {
        assert_eq!(Profile::by_name("envoy-gateway", None).unwrap().version, Some("1.9"));
    }

    #[test]
    fn what_is_not_known_says_what_is() {
        let said = |name, version| Profile::by_name(name, version).unwrap_err().to_string();
        assert!(said("envoy", None).contains("envoy-gateway, envoy-gateway@1.9"));
        assert!(said("envoy-gateway", Some("0.1")).contains("1.9, 1.8"));
        assert!(said("standard", Some("1.5")).contains("--gateway-api"));
    }
}
