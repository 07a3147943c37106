//! What the roster follows when the operator confirms something that was only on the books.

use jiff::Timestamp;

use super::desk::month_of;
use super::identity::same_role;
use super::reconcile::reconcile;
use crate::domain::{
    Article, Certainty, Change, ChangeKind, DocumentKind, Evidence, Finding, Findings, Kind, Outcome, Roster, Status, Tenure, TenureStep,
};

/// The steps that make a rumour or a contradiction true. `told` are the other changes on the books of those concerned. A contradicted
/// holder is former as of the month of the first document.
pub fn confirmed(roster: &Roster, told: &[Change], change: &Change, now: Timestamp) -> Vec<TenureStep> {
    let others: Vec<Change> = told.iter().filter(|other| other.id != change.id && other.is_settled()).cloned().collect();
    let findings = Findings { changes: vec![claim(change)], ..Findings::default() };
    let outcomes = reconcile(roster, &others, &document(change, now), &findings, now);
    let mut steps: Vec<TenureStep> = outcomes
        .into_iter()
        .flat_map(|outcome| match outcome {
            Outcome::New { tenures, .. } | Outcome::Refine { tenures, .. } => tenures,
            Outcome::Support { .. } | Outcome::Question(_) => Vec::new(),
        })
        .collect();
    if change.kind == ChangeKind::Contradiction {
        steps.extend(contradicted(roster, change));
    }
    steps
}

fn contradicted(roster: &Roster, change: &Change) -> Vec<TenureStep> {
    let when = change.effective.unwrap_or_else(|| month_of(change.support.first().map_or(change.detected, |first| first.published)));
    let holds = |row: &&Tenure| {
        let same = change.role.as_ref().is_some_and(|role| same_role(&row.role, role));
        row.organisation == change.organisation && row.person != change.person && row.status.is_held() && same
    };
    let former = |row: &Tenure| Tenure { status: Status::Former, status_since: Some(when), until: Some(when), ..row.clone() };
    roster.tenures.iter().filter(holds).map(|row| TenureStep { before: Some(row.clone()), after: former(row) }).collect()
}

fn claim(change: &Change) -> Finding {
    let quotes = change.support.iter().take(1).map(|first| Evidence { start: 0, end: 0, text: first.quote.clone() });
    Finding {
        person: change.person.clone(),
        organisation: Some(change.organisation.clone()),
        kind: change.kind.claimed().unwrap_or(Kind::Appointed),
        role: change.role.clone(),
        manner: change.manner,
        interim: change.interim,
        certainty: Certainty::Announced,
        effective: change.effective,
        news: true,
        evidence: quotes.collect(),
        rule: "confirmed".to_string(),
    }
}

fn document(change: &Change, now: Timestamp) -> Article {
    let first = change.support.first();
    Article {
        source: first.map(|first| first.source.clone()).unwrap_or_default(),
        key: format!("confirmed {}", change.id),
        url: first.map(|first| first.url.clone()).unwrap_or_default(),
        title: String::new(),
        author: None,
        published: first.map_or(change.detected, |first| first.published),
        fetched: now,
        language: None,
        kind: DocumentKind::Article,
        text: String::new(),
    }
}
