//! What a mail says, in its reader's language and time zone. Another language is another file with these functions.

mod en;
pub(super) mod notice;
mod shared;
mod zh;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Certainty, Change, Language, PartialDate, Position, Standing, Telling};
pub(super) use shared::Origin;

/// The phrases of one reader.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub language: Language,
    pub zone: &'a TimeZone,
}

/// Each phrase is taken from the file of the reader's language.
macro_rules! phrases {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)+) => {$(
        pub fn $name(self, $($argument: $type),*) -> $result {
            match self.language {
                Language::English => en::$name($($argument),*),
                Language::Chinese => zh::$name($($argument),*),
            }
        }
    )+};
}

impl Words<'_> {
    phrases! {
        headline(change: &Change) -> String;
        happened(change: &Change) -> String;
        more(count: usize) -> String;
        heading(organisations: &[&str], count: usize) -> String;
        kind(change: &Change) -> String;
        status(position: &Position, effective: Option<PartialDate>) -> String;
        effective(effective: Option<PartialDate>) -> String;
        standing(standing: Standing) -> &'static str;
        surety(standing: Standing, sources: usize) -> String;
        why(certainty: Certainty, origin: &Origin<'_>, host: &str, others: usize) -> String;
        more_sources(count: usize) -> String;
        mark(telling: Telling) -> &'static str;
        mark_note(telling: Telling) -> &'static str;
        next(successor: Option<&str>) -> String;
        digest_heading(day: PartialDate, changes: usize, organisations: usize) -> String;
        coverage(sources: usize, failing: &[(String, PartialDate)]) -> String;
        line(change: &Change, day: PartialDate) -> String;
        vacancy(role: &str, person: &str, since: Option<PartialDate>) -> String;
        silence_heading(days: i64) -> String;
        footer(list_id: &str, operator: &str) -> String;
        colophon(batch: &str) -> String;
    }

    /// BCP 47 tag of the phrases.
    pub fn tag(self) -> &'static str {
        match self.language {
            Language::English => "en",
            Language::Chinese => "zh-Hans",
        }
    }

    /// The day on which it is `moment` for the reader.
    pub fn day(self, moment: Timestamp) -> PartialDate {
        PartialDate::from(moment.to_zoned(self.zone.clone()).date())
    }

    /// Day, time and zone of a moment, as the reader's clock shows it.
    pub fn moment(self, moment: Timestamp) -> String {
        match self.language {
            Language::English => en::moment(moment, self.zone),
            Language::Chinese => zh::moment(moment, self.zone),
        }
    }

    /// The language of a piece of text where it is not that of the mail, for the reader's fonts and screen reader.
    pub fn foreign(self, text: &str) -> Option<&'static str> {
        let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        let chinese = text.chars().any(han);
        match self.language {
            Language::English => chinese.then_some("zh"),
            Language::Chinese => (!chinese && text.chars().any(|c| c.is_ascii_alphabetic())).then_some("en"),
        }
    }
}

/// The phrases that stand alone, by name.
macro_rules! constants {
    ($($name:ident = $constant:ident: $type:ty;)+) => {
        impl Words<'_> {$(
            pub fn $name(self) -> $type {
                match self.language {
                    Language::English => en::$constant,
                    Language::Chinese => zh::$constant,
                }
            }
        )+}
    };
}

constants! {
    labels = LABELS: [(&'static str, &'static str); 16];
    unknown_before = UNKNOWN_BEFORE: &'static str;
    unknown_role = UNKNOWN_ROLE: &'static str;
    acts = ACTS: [(&'static str, &'static str); 3];
    silence = SILENCE: &'static str;
    test_heading = TEST_HEADING: &'static str;
    test = TEST: &'static str;
}
