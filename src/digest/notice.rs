//! Mails about the watch itself: what is in trouble, and what is well again; that nothing happened; that mails arrive.

use minijinja::{Value, context};

use super::clean::{clean, clipped};
use super::story::Coverage;
use super::view::Frame;
use super::words::Words;
use crate::domain::{About, Health, Notice, PartialDate};

/// The longest reason that is shown.
const REASON: usize = 400;

/// "2 sources cannot be read, 1 is well again".
pub(super) fn subject(notices: &[Notice]) -> String {
    match notices {
        [one] => format!("{}: {}", name(one), state(one)),
        _ => {
            let well = notices.iter().filter(|notice| notice.health.is_well()).count();
            let parts = [(notices.len() - well, "in trouble"), (well, "well again")];
            let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            let sources = notices.iter().all(|notice| notice.about == About::Source);
            format!("{}: {}", if sources { "Sources" } else { "The watch" }, parts.join(", "))
        }
    }
}

/// The whole mail.
pub(super) fn mail(frame: &Frame, notices: &[Notice]) -> Value {
    frame.note(&subject(notices), notices.iter().map(|one| notice(one, frame.words)).collect())
}

impl Frame<'_> {
    /// What a reader is told of whom nothing has been heard.
    pub(super) fn silence(&self, heading: &str, coverage: &Coverage) -> Value {
        let words = self.words;
        let failing: Vec<(String, PartialDate)> = coverage.failing.iter().map(|(name, since)| (clean(name), words.day(*since))).collect();
        let entry = context! { title => "", state => "", reason => words.silence(), facts => words.coverage(coverage.sources, &failing) };
        self.note(heading, vec![entry])
    }

    /// What a test says.
    pub(super) fn test(&self) -> Value {
        let entry = context! { title => "", state => "", reason => self.words.test(), facts => "" };
        self.note(self.words.test_heading(), vec![entry])
    }
}

fn notice(notice: &Notice, words: Words) -> Value {
    let failed = match notice.failures {
        0 => String::new(),
        1 => "Failed once.".to_string(),
        many => format!("Failed {many} times in a row."),
    };
    let last = match notice.last_success {
        _ if notice.about != About::Source => String::new(),
        _ if notice.health.is_well() => String::new(),
        Some(moment) => format!("It last answered {}.", words.moment(moment)),
        None => "It has never answered.".to_string(),
    };
    let since = format!("Since {}.", words.moment(notice.since));
    let facts: Vec<String> = [since, failed, last].into_iter().filter(|fact| !fact.is_empty()).collect();
    context! {
        title => name(notice),
        state => state(notice),
        reason => clipped(&clean(&notice.reason), REASON),
        facts => facts.join(" "),
    }
}

/// What the notice is about.
fn name(notice: &Notice) -> String {
    let name = clean(&notice.name);
    match notice.about {
        About::Source => format!("Source {name}"),
        About::Mail => format!("Delivery to {name}"),
    }
}

/// What the operator may conclude: that nothing is heard of a source is no news only where it could be read.
fn state(notice: &Notice) -> &'static str {
    match (notice.about, notice.health) {
        (_, Health::Ok | Health::Unchanged | Health::Slow) => "well again",
        (About::Mail, Health::Refused) => "refused",
        (About::Mail, Health::Gone) => "given up after five days",
        (About::Mail, _) => "fails",
        (_, Health::Silent) => "unusually silent",
        (_, Health::Unreachable) => "cannot be reached",
        (_, Health::Missing) => "is not there",
        (_, Health::Refused) => "refuses us",
        (_, Health::Unauthorised) => "wants other credentials",
        (_, Health::Limited) => "asks for fewer requests",
        (_, Health::Gone) => "has been removed and is not asked any more",
        (_, Health::Malformed) => "cannot be understood",
    }
}
