//! The codes of lowering's findings, and why each difference cannot be avoided.

use super::conjunct::Reason;

/// Every code lowering uses, with what it means.
pub const CODES: [(&str, &str); 25] = [
    (
        "core/unranked-overlap",
        "Two matches overlap, neither lies within the other, and no match can say what they have in common. Implementations rank such matches differently, so either rule may answer.",
    ),
    (
        "core/string-prefix",
        "A path prefix by characters takes `/foobar` with `/foo`. The Gateway API matches prefixes by element, so only `/foo` and what lies below `/foo/` is kept.",
    ),
    (
        "core/regex-syntax",
        "A regular expression uses what the target's dialect lacks, is not well formed, is too long, or stands beside another path condition. It cannot be printed.",
    ),
    (
        "core/path-value",
        "The Gateway API does not accept this path as it is. It is percent-encoded, said as a regular expression, or left out.",
    ),
    (
        "core/match-conditions",
        "One match can have one condition for each header or parameter name, and sixteen in all. What goes beyond is not checked.",
    ),
    ("core/match-value", "The name or value of a header or parameter condition is nothing a match can hold."),
    ("core/match-method", "A match can name only the nine standard methods."),
    (
        "core/negated-pattern",
        "What a negated regular expression or character prefix leaves cannot be said; the area around it is not handed to the rule.",
    ),
    ("core/client-address", "A route cannot look at the client's address."),
    (
        "core/opaque-condition",
        "Nobody understood a condition of this rule, so the rule is not printed where it would decide.",
    ),
    ("core/hostname", "The Gateway API does not accept this host name."),
    (
        "core/too-many-overlaps",
        "A rule has more alternatives, or a host more overlapping rules, than are followed one by one.",
    ),
    (
        "core/closed-beside-guard",
        "Requests of a rule with a guard cannot be told apart from those of another. They are refused, so that nothing passes unguarded.",
    ),
    ("core/wildcard-depth", "An Ingress wildcard stands for one label, a Gateway API wildcard for any number."),
    (
        "core/not-found-as-500",
        "A hostname must answer what none of its rules takes, because a wider hostname might. A rule without backends does; it answers 500, where 404 was answered before.",
    ),
    (
        "core/no-direct-response",
        "The target cannot answer with a status of its own; a rule without backends answers 500.",
    ),
    ("core/duplicate-match", "Two rules take the same requests. The first one gets them; the other is not printed."),
    ("core/unreachable-rule", "No request ever reaches this rule."),
    ("core/rewrite-host", "A host rewrite needs a plain host name."),
    ("core/rewrite-twice", "Two path rewrites of one rule cannot be said as one."),
    ("core/rewrite-of-pattern", "A prefix can only be replaced where a prefix is matched."),
    ("core/response-headers", "An answer without a backend carries no headers of its own."),
    (
        "core/header-change",
        "A rule can remove, set or add a header once, to one value that is not empty, and sixteen of each kind.",
    ),
    ("core/too-many-backends", "A rule can have sixteen backends."),
    ("core/redirect", "A redirect needs a plain host name and one of five statuses."),
];

/// The code of a doubt.
pub(super) fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::WildcardDepth => "core/wildcard-depth",
        Reason::Rank => "core/unranked-overlap",
        Reason::TextPrefix => "core/string-prefix",
        Reason::Pattern => "core/regex-syntax",
        Reason::PathValue => "core/path-value",
        Reason::Conditions => "core/match-conditions",
        Reason::Value => "core/match-value",
        Reason::Method => "core/match-method",
        Reason::Negation => "core/negated-pattern",
        Reason::ClientAddress => "core/client-address",
        Reason::Opaque => "core/opaque-condition",
        Reason::Host => "core/hostname",
        Reason::Cap => "core/too-many-overlaps",
    }
}

/// Why, and what to do.
pub(super) fn reason(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::WildcardDepth => {
            ("a Gateway API wildcard stands for any number of labels", "write the hosts out one by one")
        }
        Reason::Rank => (
            "their matches overlap and implementations rank them differently",
            "make one of the two a path prefix within the other, or choose a target that ranks regular expressions",
        ),
        Reason::TextPrefix => (
            "a prefix by characters becomes a prefix by path elements",
            "end the prefix with `/`, or list the paths that continue it",
        ),
        Reason::Pattern => (
            "the regular expression cannot be written for the target",
            "write it without look-around and back-references, or as a path prefix",
        ),
        Reason::PathValue => (
            "the Gateway API does not accept the path as it is written",
            "write the path as it appears in a request line, without empty or dotted elements",
        ),
        Reason::Conditions => (
            "one match can have one condition for each header or parameter",
            "say both conditions in one regular expression",
        ),
        Reason::Value => {
            ("a match cannot hold the name or value of a condition", "use a name and a value that HTTP allows")
        }
        Reason::Method => ("a match can name only the nine standard methods", "use a standard method"),
        Reason::Negation => ("what a negated pattern leaves cannot be said", "list what the rule is meant to take"),
        Reason::ClientAddress => {
            ("a route cannot look at the client's address", "use the target's own policy for client addresses")
        }
        Reason::Opaque => (
            "a condition was not understood",
            "say the condition in terms of host, path, method, headers or parameters",
        ),
        Reason::Host => ("the Gateway API does not accept its host name", "use a lower-case DNS name"),
        Reason::Cap => {
            ("there are more combinations than are followed one by one", "split the rule, or simplify its conditions")
        }
    }
}
