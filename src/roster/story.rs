//! Which changes are one story to a reader.

use jiff::Timestamp;

use super::corroborate::is_recent;
use super::identity::{is_same_post, is_sole};
use crate::domain::{Change, ChangeKind, Kind};

/// The story that a new change goes on with, by the changes that were told or rumoured before; `None` where it begins one. First that
/// of the post (whoever leaves and whoever takes it), then the person's at this organisation (ousted and reinstated, rumoured and true),
/// then the person's elsewhere ("leaves A to join B").
pub fn story_of(new: &Change, told: &[Change], published: Timestamp) -> Option<String> {
    let recent = || told.iter().filter(|other| is_recent(other, published) && other.id != new.id);
    let succession = recent().find(|other| other.organisation == new.organisation && (is_succession(new, other) || is_twin(new, other)));
    let here = || recent().find(|other| other.person == new.person && other.organisation == new.organisation);
    let elsewhere = || recent().find(|other| other.person == new.person && is_move(new, other));
    succession.or_else(here).or_else(elsewhere).map(|other| other.story.clone())
}

/// Whether one of them leaves the post that the other takes.
fn is_succession(a: &Change, b: &Change) -> bool {
    let same = || a.role.as_ref().zip(b.role.as_ref()).is_some_and(|(a, b)| is_same_post(a, b));
    a.person != b.person && leaves(a) != leaves(b) && (comes(a) || comes(b)) && same()
}

/// Whether one document tells that both leave, or both take, a post that they share.
fn is_twin(a: &Change, b: &Change) -> bool {
    let key = |change: &Change| change.support.first().map(|first| first.key.clone());
    let same = || a.role.as_ref().zip(b.role.as_ref()).is_some_and(|(a, b)| is_same_post(a, b) && is_sole(a));
    a.person != b.person && leaves(a) == leaves(b) && key(a) == key(b) && same()
}

/// Whether the person leaves one organisation and comes to the other.
fn is_move(a: &Change, b: &Change) -> bool {
    (leaves(a) && comes(b)) || (comes(a) && leaves(b))
}

fn leaves(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Departed | ChangeKind::OnLeave)
}

fn comes(change: &Change) -> bool {
    change.kind.claimed() == Some(Kind::Appointed)
}
