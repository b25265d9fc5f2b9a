//! How are outcomes spelled, for programs and for people?

use super::Outcome;

impl Outcome {
    /// Every outcome, in the order a person reads them: from settled to lost.
    pub const ALL: [Outcome; 6] = [
        Outcome::Exact,
        Outcome::Approximate,
        Outcome::NeedsPolicy,
        Outcome::Unsupported,
        Outcome::Invalid,
        Outcome::Inert,
    ];

    /// The spelling of the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Inert => "inert",
            Outcome::Exact => "exact",
            Outcome::Approximate => "approximate",
            Outcome::NeedsPolicy => "needs-policy",
            Outcome::Unsupported => "unsupported",
            Outcome::Invalid => "invalid",
        }
    }

    /// What it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Outcome::Inert => "changes no traffic",
            Outcome::Exact => "does the same as before",
            Outcome::Approximate => "nearly the same; the report says what differs",
            Outcome::NeedsPolicy => "needs a policy of the target",
            Outcome::Unsupported => "not in the output",
            Outcome::Invalid => "was never valid",
        }
    }
}
