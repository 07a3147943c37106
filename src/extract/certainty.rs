//! How sure a frame is: announced, reported, rumoured, denied, or nothing at all.

use super::mention::{Frame, Stance};
use crate::domain::Certainty;

/// `None` for a hypothesis, a question or a demand: nothing is claimed.
pub fn certainty(frame: &Frame) -> Option<Certainty> {
    match (frame.stance, frame.sourced) {
        (Stance::Asserted, false) => Some(Certainty::Announced),
        (Stance::Asserted, true) | (Stance::Expected, _) => Some(Certainty::Reported),
        (Stance::Possible, _) => Some(Certainty::Rumoured),
        (Stance::Negated, _) => Some(Certainty::Denied),
        (Stance::Hypothetical, _) => None,
    }
}
