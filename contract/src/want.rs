//! What a rule needs beyond routing, and what must happen where a target has no way to do it.

use serde::{Deserialize, Serialize};

/// Something only some targets can do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// An annotation nobody understands and whose name says it may keep somebody out.
    PossibleGuard {
        /// The annotation's key.
        key: String,
        /// What to do where it is not granted.
        on_loss: OnLoss,
    },
}

/// What becomes of a rule whose want cannot be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnLoss {
    /// The rule is closed: same requests, no backend.
    Close,
    /// The rule stays, and a finding says what is lost.
    Warn,
    /// The rule stays; the loss changes nothing a client could see.
    Ignore,
}

impl Want {
    /// What must happen when the target cannot do it.
    pub fn on_loss(&self) -> OnLoss {
        match self {
            Want::PossibleGuard { on_loss, .. } => *on_loss,
        }
    }

    /// Whether it decides who gets through.
    pub fn guards(&self) -> bool {
        match self {
            Want::PossibleGuard { .. } => true,
        }
    }
}
