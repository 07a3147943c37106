//! How sure a frame is: announced, reported, rumoured, denied, or nothing at all.

use super::mention::{Frame, Stance};
use crate::domain::Certainty;

/// `None` for a hypothesis, a question or a demand: nothing is claimed. With the reason.
pub fn certainty(frame: &Frame) -> (Option<Certainty>, &'static str) {
    match (frame.stance, frame.sourced) {
        (Stance::Asserted, false) => (Some(Certainty::Announced), "told as fact"),
        (Stance::Asserted, true) => (Some(Certainty::Reported), "told as fact, by unnamed sources"),
        (Stance::Expected, _) => (Some(Certainty::Reported), "told as expected"),
        (Stance::Possible, _) => (Some(Certainty::Rumoured), "told as possible"),
        (Stance::Negated, _) => (Some(Certainty::Denied), "said not to be so"),
        (Stance::Hypothetical, _) => (None, "a hypothesis, a question or a demand claims nothing"),
    }
}
