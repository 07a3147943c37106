//! What reading everything anew does to what was told, and to the roster.

use std::collections::{HashMap, HashSet};

use super::identity::same_tenure;
use crate::domain::{Change, Difference, Position, Roster, Support, Tenure, TenureStep};

/// What was told against what would be told.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Redone {
    pub added: Vec<Change>,
    pub lost: Vec<Change>,
    /// As they were told, and as they would be; both under the id by which they are known.
    pub altered: Vec<(Change, Change)>,
}

impl Redone {
    /// Whether everything stays.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.lost.is_empty() && self.altered.is_empty()
    }
}

/// Compares the changes on the books with those that a second reading gives. What the operator decided is left out: it stays as it is. A change
/// that only has another id, because its title is read otherwise, is the same one.
pub fn redone(told: &[Change], again: Vec<Change>) -> Redone {
    let decided: HashSet<&str> = told.iter().filter(|change| change.verdict.is_some()).map(|change| change.id.as_str()).collect();
    let mut before: Vec<&Change> = told.iter().filter(|change| change.verdict.is_none()).collect();
    let mut again: Vec<Change> = again.into_iter().filter(|change| !decided.contains(change.id.as_str())).collect();
    let mut pairs: Vec<(&Change, Change)> = Vec::new();
    for same in [|a: &Change, b: &Change| a.id == b.id, is_same_claim] {
        let mut open = Vec::new();
        for change in again {
            match before.iter().position(|known| same(known, &change)) {
                Some(place) => pairs.push((before.remove(place), change)),
                None => open.push(change),
            }
        }
        again = open;
    }
    let ids: HashMap<String, String> = pairs.iter().map(|(known, change)| (change.id.clone(), known.story.clone())).collect();
    let mut redone = Redone { lost: before.into_iter().cloned().collect(), ..Redone::default() };
    for (known, change) in pairs {
        let after = Change { id: known.id.clone(), story: known.story.clone(), detected: known.detected, ..change };
        if told_as(known) != told_as(&after) {
            redone.altered.push((known.clone(), after));
        }
    }
    redone.added = again;
    for change in &mut redone.added {
        if let Some(story) = ids.get(&change.story) {
            change.story.clone_from(story);
        }
    }
    redone
}

fn is_same_claim(a: &Change, b: &Change) -> bool {
    let first = |change: &Change| change.support.first().map(|support| support.key.clone());
    a.person == b.person && a.organisation == b.organisation && a.kind.claimed() == b.kind.claimed() && first(a) == first(b)
}

/// All that is told of a change, for comparing.
fn told_as(change: &Change) -> impl PartialEq {
    let position = |position: &Position| (position.role.clone(), position.status, position.until);
    let support =
        |support: &Support| (support.key.clone(), support.certainty, support.first_party, support.outlet.clone(), support.quote.clone());
    (
        (change.person.clone(), change.kind, change.role.clone(), change.interim, change.manner, change.certainty, change.standing),
        (change.effective, change.before.as_ref().map(position), position(&change.after)),
        change.support.iter().map(support).collect::<Vec<_>>(),
    )
}

/// The rows of one roster that become those of another.
pub fn rows(from: &Roster, to: &Roster) -> Difference {
    let mut free: Vec<&Tenure> = from.tenures.iter().collect();
    let mut open: Vec<&Tenure> = Vec::new();
    let mut difference = Difference::default();
    for row in &to.tenures {
        match free.iter().position(|known| *known == row) {
            Some(place) => {
                free.remove(place);
                difference.unchanged += 1;
            }
            None => open.push(row),
        }
    }
    for row in open {
        let before = closest(&free, row).map(|place| free.remove(place).clone());
        difference.tenures.push(TenureStep { before, after: row.clone() });
    }
    difference.removed = free.into_iter().cloned().collect();
    difference
}

/// One thing that the operator's hand did to a row: put it there, made it another, or took it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    pub before: Option<Tenure>,
    pub after: Option<Tenure>,
}

/// The same done to another roster, as far as it has such rows.
pub fn by_hand(roster: &Roster, steps: &[ByHand]) -> Difference {
    let mut free: Vec<&Tenure> = roster.tenures.iter().collect();
    let mut difference = Difference::default();
    for ByHand { before, after } in steps {
        let exact = before.as_ref().and_then(|before| free.iter().position(|row| *row == before));
        match (after, exact) {
            (Some(after), None) if free.contains(&after) => {}
            (Some(after), exact) => {
                let place = exact.or_else(|| closest(&free, before.as_ref()?));
                let before = place.map(|place| free.remove(place).clone());
                if before.as_ref() != Some(after) {
                    difference.tenures.push(TenureStep { before, after: after.clone() });
                }
            }
            (None, Some(place)) => difference.removed.push(free.remove(place).clone()),
            (None, None) => {}
        }
    }
    difference
}

fn closest(free: &[&Tenure], row: &Tenure) -> Option<usize> {
    free.iter().position(|known| known.person == row.person && known.organisation == row.organisation && same_tenure(known, row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Role, Status};

    fn row(person: &str, code: &str, status: Status) -> Tenure {
        Tenure {
            person: person.into(),
            organisation: "Acme".into(),
            role: Role { title: code.into(), code: code.into(), unit: None },
            interim: false,
            status,
            since: None,
            status_since: None,
            until: None,
        }
    }

    fn roster(rows: &[Tenure]) -> Roster {
        Roster { tenures: rows.to_vec(), ..Roster::default() }
    }

    #[test]
    fn rows_become_others_come_and_go() {
        let (ceo, cfo, coo) = (row("Ann", "CEO", Status::Current), row("Bob", "CFO", Status::Current), row("Cid", "COO", Status::Current));
        let left = Tenure { status: Status::Former, ..ceo.clone() };
        let difference = rows(&roster(&[ceo.clone(), cfo.clone()]), &roster(&[left.clone(), coo.clone()]));
        assert_eq!(difference.tenures, [TenureStep { before: Some(ceo), after: left }, TenureStep { before: None, after: coo }]);
        assert_eq!(difference.removed, [cfo]);
    }

    #[test]
    fn what_was_done_by_hand_is_done_again_where_the_row_is_another_and_not_twice() {
        let (is, was) = (row("Ann", "CEO", Status::Current), row("Ann", "CEO", Status::Former));
        let dated = Tenure { since: "2020".parse().ok(), ..is.clone() };
        let step = ByHand { before: Some(is), after: Some(dated.clone()) };
        let difference = by_hand(&roster(std::slice::from_ref(&was)), std::slice::from_ref(&step));
        assert_eq!(difference.tenures, [TenureStep { before: Some(was), after: dated.clone() }]);
        assert!(by_hand(&roster(std::slice::from_ref(&dated)), &[step]).is_empty());
        assert!(by_hand(&roster(&[]), &[ByHand { before: Some(dated), after: None }]).is_empty(), "what is not there cannot go");
    }
}
