//! Mails about the watch itself: what is in trouble, and what is well again; that nothing happened; that mails arrive.

use minijinja::{Value, context};

use super::clean::{clean, clipped};
use super::story::Coverage;
use super::view::Frame;
use super::words::{Words, notice as say};
use crate::domain::{About, Notice, PartialDate};

/// The longest reason that is shown.
const REASON: usize = 400;

/// The one notice in a line, or how many are in trouble and well again.
pub(super) fn subject(notices: &[Notice], words: Words) -> String {
    match notices {
        [one] => say::line(words.language, &name(one, words), say::state(words.language, one.about, one.health)),
        _ => {
            let well = notices.iter().filter(|notice| notice.health.is_well()).count();
            say::tally(words.language, notices.iter().all(|notice| notice.about == About::Source), notices.len() - well, well)
        }
    }
}

/// The whole mail.
pub(super) fn mail(frame: &Frame, notices: &[Notice]) -> Value {
    frame.note(&subject(notices, frame.words), notices.iter().map(|one| notice(one, frame.words)).collect())
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
    let last = notice.last_success.map(|moment| words.moment(moment));
    let last = (notice.about == About::Source && !notice.health.is_well()).then(|| say::last_answer(words.language, last.as_deref()));
    let since = say::since(words.language, &words.moment(notice.since));
    let facts: Vec<String> = [Some(since), say::failed(words.language, notice.failures), last].into_iter().flatten().collect();
    context! {
        title => name(notice, words),
        state => say::state(words.language, notice.about, notice.health),
        reason => clipped(&clean(&notice.reason), REASON),
        facts => facts.join(" "),
    }
}

fn name(notice: &Notice, words: Words) -> String {
    say::name(words.language, notice.about, &clean(&notice.name))
}
