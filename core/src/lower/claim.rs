//! What a rule claims on one hostname, and how surely it takes a set of requests there.

use super::conjunct::{Conjunct, Reason, Standing};
use super::element::{Element, Meet};
use super::path::Path;
use crate::target::RegexRank;

/// A conjunct on a hostname.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'c, 'a> {
    pub(super) conjunct: &'c Conjunct<'a>,
    /// The conjunct's, or less, because it takes not all of the hostname's hosts.
    pub(super) standing: Standing,
    pub(super) reason: Option<Reason>,
    /// It takes not all of the hostname's hosts.
    pub(super) is_partial: bool,
}

/// What is known about the elements a claim is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    /// Whether whatever two elements have in common is an element too.
    pub(super) complete: bool,
    /// Where the target ranks regular expressions.
    pub(super) regex_rank: RegexRank,
}

impl<'c, 'a> Claim<'c, 'a> {
    /// The claim of a conjunct that takes so much of a hostname.
    pub(super) fn new(conjunct: &'c Conjunct<'a>, host: Standing) -> Claim<'c, 'a> {
        let is_partial = host != Standing::Certain;
        let mut claim = Claim { conjunct, standing: conjunct.standing, reason: conjunct.reason, is_partial };
        claim.weaken(host, Reason::WildcardDepth);
        claim
    }

    /// How surely it takes those requests of an element that no narrower element holds; none where it takes none.
    pub(super) fn takes(&self, element: &Element<'a>, ground: Ground) -> Option<(Standing, Option<Reason>)> {
        let mut sure = *self;
        match share(&self.conjunct.area, element, self.ranked(ground)) {
            Share::None => return None,
            // The area is an element itself, and a narrower one.
            Share::Some(Reason::Cap) if self.conjunct.area.within(element) => return None,
            Share::All => {}
            Share::Some(reason) => sure.weaken(Standing::Unlikely, reason),
        }
        for except in &self.conjunct.except {
            // What is left out has no match of its own that could win.
            let unranked = Ground { regex_rank: RegexRank::Unknown, ..ground };
            match (share(&except.area, element, unranked), except.certain) {
                (Share::None, _) => {}
                (Share::All, true) => return None,
                (Share::All, false) => sure.weaken(Standing::Unlikely, Reason::Negation),
                (Share::Some(reason), _) => sure.weaken(Standing::Likely, reason),
            }
        }
        Some((sure.standing, sure.reason))
    }

    /// What is only perhaps taken may not be said at all, so its match is no help against others.
    fn ranked(&self, ground: Ground) -> Ground {
        match self.standing {
            Standing::Certain | Standing::Likely => ground,
            Standing::Unlikely => Ground { regex_rank: RegexRank::Unknown, ..ground },
        }
    }

    /// The depth of wildcards is announced for all of a hostname, so any other reason counts for more.
    fn weaken(&mut self, standing: Standing, reason: Reason) {
        let hidden = standing == self.standing && self.reason == Some(Reason::WildcardDepth);
        if standing > self.standing || hidden {
            self.standing = standing;
            self.reason = Some(reason);
        }
    }
}

/// How much of an element lies in an area.
enum Share {
    None,
    All,
    Some(Reason),
}

fn share<'a>(area: &Element<'a>, element: &Element<'a>, ground: Ground) -> Share {
    let everywhere = area.path.is_root() && element.path.is_regex();
    let local = everywhere.then(|| Element { path: element.path.clone(), ..area.clone() });
    match local.as_ref().unwrap_or(area).meet(element) {
        Meet::Disjoint => Share::None,
        Meet::Known(meet) if meet == *element => Share::All,
        Meet::Known(_) if ground.complete => Share::None,
        Meet::Known(_) => Share::Some(Reason::Cap),
        Meet::Split { .. } if outranked(&area.path, &element.path, ground.regex_rank) => Share::None,
        Meet::Split { right, .. } if right == *element || !ground.complete => Share::Some(Reason::Rank),
        Meet::Split { .. } => Share::None,
    }
}

/// Whether matches of the first path win over those of the second wherever both hold, by their kinds.
fn outranked(winner: &Path<'_>, other: &Path<'_>, rank: RegexRank) -> bool {
    match (winner, other, rank) {
        (Path::Exact(_), Path::Regex(_), RegexRank::AbovePrefix | RegexRank::BelowPrefix)
        | (Path::Regex(_), Path::Prefix(_), RegexRank::AbovePrefix)
        | (Path::Prefix(_), Path::Regex(_), RegexRank::BelowPrefix) => true,
        (Path::Exact(_) | Path::Prefix(_) | Path::Regex(_), _, _) => false,
    }
}
