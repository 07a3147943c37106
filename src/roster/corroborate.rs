//! Corroboration: how sure a claim must be, and how evidence adds up.

use jiff::Timestamp;

use crate::domain::{Certainty, Change, Support};

/// How long after a change was first told, in days, a document still counts as telling that one. News reaches about 90 days
/// back from a document's publication; the rest is room for a late follow-up.
pub const RECENT_DAYS: i64 = 120;

/// Whether a claim of this certainty may become a change, or add to one. Rumours and denials are recorded, never alerted.
pub fn may_alert(certainty: Certainty) -> bool {
    certainty >= Certainty::Reported
}

/// The certainty of several documents together: that of the surest. `None` without any.
pub fn together(support: &[Support]) -> Option<Certainty> {
    support.iter().map(|support| support.certainty).max()
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

    #[test]
    fn rumours_and_denials_never_alert() {
        assert!(may_alert(Certainty::Announced) && may_alert(Certainty::Reported));
        assert!(!may_alert(Certainty::Rumoured) && !may_alert(Certainty::Denied));
    }
}
