//! Forms and lists: facts that stand in fields and headings and not in sentences.

use super::context::Context;
use super::scan::Atom;
use super::sentence::Cut;
use crate::extract::mention::Frame;

/// The frames of a sentence that is a field or an item of a list; `None` for running text.
pub fn frames(_cuts: &[Cut], _atoms: &[Vec<Atom>], _index: usize, _context: &mut Context) -> Option<Vec<Frame>> {
    None
}
