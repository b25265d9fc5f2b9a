//! The codes of doubts, and why each cannot be avoided.

use super::conjunct::Reason;

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
