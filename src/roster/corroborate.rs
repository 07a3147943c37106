//! Corroboration: how sure a claim must be, and how evidence adds up.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::{Certainty, Change, ChangeKind, Standing, Support, Verdict};

/// How long after a change was first told, in days, a document still counts as telling that one. News reaches about 90 days
/// back from a document's publication; the rest is room for a late follow-up.
pub const RECENT_DAYS: i64 = 120;

/// Independent outlets that make a claim confirmed.
const OUTLETS: usize = 2;

/// Whether a claim of this certainty may change the roster, or add to what did. Rumours and denials are recorded beside it.
pub fn may_alert(certainty: Certainty) -> bool {
    certainty >= Certainty::Reported
}

/// The certainty of several documents together: that of the surest. `None` without any.
pub fn together(support: &[Support]) -> Option<Certainty> {
    support.iter().map(|support| support.certainty).max()
}

/// What documents and the operator's verdict come to.
///
/// Confirmed is what the person or the organisation itself announces, and what two outlets tell that do not copy one another. A denial
/// by those concerned, or one that came last, outweighs what is only attributed to sources, and not what is told as a fact.
///
/// A contradiction is a lead as long as one outlet alone tells it.
pub fn standing(kind: ChangeKind, support: &[Support], verdict: Option<Verdict>) -> Standing {
    match verdict {
        Some(Verdict::Confirmed) => return Standing::Confirmed,
        Some(Verdict::Rejected) => return Standing::Denied,
        None => {}
    }
    let telling = || support.iter().filter(|one| may_alert(one.certainty));
    let own = telling().any(|one| one.first_party && one.certainty == Certainty::Announced);
    let outlets: BTreeSet<&str> = telling().map(|one| one.outlet.as_str()).collect();
    let surest = together(support).unwrap_or(Certainty::Rumoured);
    let denied = || support.iter().filter(|one| one.certainty == Certainty::Denied);
    let last = support.iter().filter(|one| one.certainty != Certainty::Denied).map(|one| one.published).max();
    let outweighed = denied().any(|denial| denial.first_party || last.is_none_or(|last| denial.published >= last));
    match surest {
        _ if own => Standing::Confirmed,
        Certainty::Denied | Certainty::Rumoured | Certainty::Reported if outweighed => Standing::Denied,
        _ if outlets.len() >= OUTLETS => Standing::Confirmed,
        _ if kind == ChangeKind::Contradiction => Standing::Rumoured,
        surest => Standing::from(surest),
    }
}

/// Those of the `unsettled` that are still to be settled: rumours and contradictions that nobody denied, decided or made true.
pub fn still_open(unsettled: &[Change], told: &[Change]) -> Vec<Change> {
    let came_true = |lead: &Change| {
        let same =
            |change: &&Change| change.story == lead.story && change.person == lead.person && change.kind.claimed() == lead.kind.claimed();
        told.iter().any(|change| same(&change))
    };
    let open = |lead: &&Change| lead.standing == Standing::Rumoured && lead.verdict.is_none() && !came_true(lead);
    unsettled.iter().filter(open).cloned().collect()
}

/// When the change was first told: the publication of its first document.
pub fn first_told(change: &Change) -> Timestamp {
    change.support.first().map_or(change.detected, |support| support.published)
}

/// Whether a document published at `published` is near enough to the change to be about it, or to its day, if that lay ahead.
pub fn is_recent(change: &Change, published: Timestamp) -> bool {
    let told = first_told(change);
    let ahead = change.effective.and_then(|date| date.last_day().to_zoned(jiff::tz::TimeZone::UTC).ok()).map(|zoned| zoned.timestamp());
    let latest = ahead.map_or(told, |ahead| ahead.max(told));
    published.as_second().saturating_sub(latest.as_second()) <= RECENT_DAYS * 86_400
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(outlet: &str, certainty: Certainty, day: &str) -> Support {
        Support {
            source: "wire".into(),
            key: format!("{outlet} {day}"),
            url: format!("https://{outlet}/"),
            title: String::new(),
            author: None,
            published: format!("2024-09-{day}T12:00:00Z").parse().unwrap(),
            certainty,
            first_party: false,
            outlet: outlet.into(),
            likeness: None,
            quote: String::new(),
        }
    }

    fn of(support: &[Support], verdict: Option<Verdict>) -> Standing {
        standing(ChangeKind::Departed, support, verdict)
    }

    #[test]
    fn a_contradiction_is_a_lead_until_a_second_outlet_tells_it() {
        let (a, b) = (support("a.example", Certainty::Announced, "01"), support("b.example", Certainty::Announced, "02"));
        assert_eq!(standing(ChangeKind::Contradiction, std::slice::from_ref(&a), None), Standing::Rumoured);
        assert_eq!(standing(ChangeKind::Contradiction, &[a, b], None), Standing::Confirmed);
    }

    #[test]
    fn rumours_and_denials_never_alert() {
        assert!(may_alert(Certainty::Announced) && may_alert(Certainty::Reported));
        assert!(!may_alert(Certainty::Rumoured) && !may_alert(Certainty::Denied));
    }

    #[test]
    fn two_outlets_confirm_and_one_does_not_however_often_it_tells() {
        use Certainty::{Announced, Reported, Rumoured};
        let (a, again, b) =
            (support("a.example", Reported, "01"), support("a.example", Announced, "02"), support("b.example", Reported, "03"));
        assert_eq!(of(std::slice::from_ref(&a), None), Standing::Reported);
        assert_eq!(of(&[a.clone(), again.clone()], None), Standing::Announced);
        assert_eq!(of(&[a.clone(), b], None), Standing::Confirmed);
        let rumours = [support("a.example", Rumoured, "01"), support("b.example", Rumoured, "02")];
        assert_eq!(of(&rumours, None), Standing::Rumoured, "two rumours are no report");
        assert_eq!(of(&[a], Some(Verdict::Rejected)), Standing::Denied);
    }

    #[test]
    fn ones_own_word_confirms() {
        let own = Support { first_party: true, ..support("x.com/@jo", Certainty::Announced, "01") };
        assert_eq!(of(&[own], None), Standing::Confirmed);
    }

    #[test]
    fn a_denial_outweighs_rumours_and_reports_until_somebody_says_it_as_a_fact() {
        use Certainty::{Announced, Denied, Reported, Rumoured};
        let rumour = support("a.example", Rumoured, "01");
        let denial = support("b.example", Denied, "02");
        assert_eq!(of(&[rumour.clone(), denial.clone()], None), Standing::Denied);
        let report = support("c.example", Reported, "03");
        assert_eq!(of(&[rumour.clone(), denial.clone(), report], None), Standing::Reported, "a later report");
        let fact = support("c.example", Announced, "01");
        assert_eq!(of(&[rumour, denial, fact], None), Standing::Announced);
    }
}
