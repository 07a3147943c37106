//! An invented change with everything that a template can meet.

use jiff::Timestamp;

use super::story::Told;
use crate::domain::{Certainty, Change, ChangeKind, Level, Manner, Position, Role, Standing, Status, Support, Telling};

/// Ann Poe leaves Example Corporation.
pub(super) fn told() -> Told {
    let held = |status| Position { role: Some("CTO".into()), status, until: None };
    let support = Support {
        source: "Example newsroom".into(),
        key: "rehearsal".into(),
        url: "https://www.example.org/news/1".into(),
        title: "Ann Poe leaves".into(),
        author: Some("A. Reporter".into()),
        published: Timestamp::UNIX_EPOCH,
        certainty: Certainty::Announced,
        first_party: true,
        outlet: "example.org".into(),
        likeness: None,
        quote: "Ann Poe, our technology chief, is leaving.".into(),
    };
    let change = Change {
        id: "rehearsal".into(),
        story: "rehearsal".into(),
        person: "Ann Poe".into(),
        organisation: "Example Corporation".into(),
        kind: ChangeKind::Departed,
        role: Some(Role { title: "CTO".into(), code: "CTO".into(), unit: None }),
        interim: false,
        manner: Manner::Resigned,
        certainty: Certainty::Announced,
        standing: Standing::Confirmed,
        verdict: None,
        effective: "1970-02".parse().ok(),
        before: Some(held(Status::Current)),
        after: held(Status::Outgoing),
        detected: Timestamp::UNIX_EPOCH,
        support: vec![support; 6],
    };
    Told { change, telling: Telling::Confirmed, level: Level::Chief }
}
