//! A mail about sources: which could not be read or tell nothing, and which are well again. What the templates see is plain strings.

use minijinja::{Value, context};

use super::clean::{clean, clipped};
use super::words;
use crate::domain::{Health, Notice};

/// The longest reason that is shown.
const REASON: usize = 400;

/// "2 sources cannot be read, 1 is well again".
pub(super) fn subject(notices: &[Notice]) -> String {
    match notices {
        [one] => format!("Source {}: {}", clean(&one.source), state(one)),
        _ => {
            let well = notices.iter().filter(|notice| notice.health.is_well()).count();
            let parts = [(notices.len() - well, "in trouble"), (well, "well again")];
            let parts: Vec<String> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
            format!("Sources: {}", parts.join(", "))
        }
    }
}

/// The whole mail.
pub(super) fn mail(list_id: &str, operator: &str, batch: &str, notices: &[Notice]) -> Value {
    context! {
        lang => words::LANG,
        heading => subject(notices),
        notices => notices.iter().map(notice).collect::<Vec<Value>>(),
        footer => words::footer(&clean(list_id), &clean(operator)),
        colophon => words::colophon(&clean(batch)),
    }
}

fn notice(notice: &Notice) -> Value {
    let failed = match notice.failures {
        0 => String::new(),
        1 => "Failed once.".to_string(),
        many => format!("Failed {many} times in a row."),
    };
    let last = match notice.last_success {
        _ if notice.health.is_well() => String::new(),
        Some(moment) => format!("It last answered {}.", words::moment(moment)),
        None => "It has never answered.".to_string(),
    };
    let since = format!("Since {}.", words::moment(notice.since));
    let facts: Vec<String> = [since, failed, last].into_iter().filter(|fact| !fact.is_empty()).collect();
    context! {
        source => clean(&notice.source),
        state => state(notice),
        reason => clipped(&clean(&notice.reason), REASON),
        facts => facts.join(" "),
    }
}

/// What the operator may conclude: that nothing is heard of a source is no news only where it could be read.
fn state(notice: &Notice) -> String {
    let said = match notice.health {
        Health::Ok | Health::Unchanged | Health::Slow => "well again",
        Health::Silent => "unusually silent",
        Health::Unreachable => "cannot be reached",
        Health::Missing => "is not there",
        Health::Refused => "refuses us",
        Health::Unauthorised => "wants other credentials",
        Health::Limited => "asks for fewer requests",
        Health::Gone => "has been removed and is not asked any more",
        Health::Malformed => "cannot be understood",
    };
    said.to_string()
}
