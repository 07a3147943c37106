//! What the languages share.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::PartialDate;

/// How the best source knows it.
pub(in crate::digest) enum Origin<'a> {
    /// The person says so.
    OwnPost,
    OwnWords,
    /// Somebody else says so on a social network.
    Post(&'a str),
    /// A text by an outlet or an organisation.
    Text,
}

/// The day, the time to the minute, and what the zone calls itself then.
pub(super) fn clock(moment: Timestamp, zone: &TimeZone) -> (PartialDate, String, String) {
    let at = moment.to_zoned(zone.clone());
    let zone = at.strftime("%Z").to_string();
    // Zones without letters of their own are called by their offset: "+03".
    let zone = if zone.starts_with(['+', '-']) { format!("UTC{zone}") } else { zone };
    (PartialDate::from(at.date()), format!("{:02}:{:02}", at.hour(), at.minute()), zone)
}
