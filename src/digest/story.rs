//! What a mail is made of beside its words: what is told, and what the reader should know beside it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clean;
use crate::domain::{Change, ChangeKind, Language, Level, Mailbox, PartialDate, Person, Telling, Tenure};

/// Whose mails these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub from: Mailbox,
    /// Without angle brackets, such as `rosterwatch.example.org` (RFC 2919).
    pub list_id: String,
    /// Where answers go; without it to `from`.
    pub reply_to: Option<Mailbox>,
    /// Where the list is left: a `mailto:` or `https:` address.
    pub unsubscribe: Option<String>,
}

/// For whom a mail is written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub to: &'a Mailbox,
    pub language: Language,
    pub zone: &'a TimeZone,
}

/// One change that is told, and as what.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub change: Change,
    pub telling: Telling,
    /// Of the role that it is about.
    pub level: Level,
}

impl Told {
    pub(super) fn cleaned(&self) -> Told {
        Told { change: clean::change(&self.change), ..*self }
    }
}

/// What is known around the changes that are told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Background<'a> {
    /// The roster's people, whose handles say which posts are a person's own.
    pub people: &'a [Person],
    pub tenures: &'a [Tenure],
    /// The changes of the last 90 days, those that are told among them.
    pub recent: &'a [Change],
}

/// What a digest says beside its changes.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// Rumours that are neither settled nor denied.
    pub rumours: Vec<Change>,
    pub vacancies: Vec<Vacancy>,
    /// Changes with a day ahead.
    pub ahead: Vec<Change>,
    pub coverage: Coverage,
}

/// A post that stands empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    pub organisation: String,
    pub role: String,
    /// Who left it.
    pub person: String,
    pub since: Option<PartialDate>,
}

/// How much of the world is in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    pub sources: usize,
    /// The names of those that are not well, and since when.
    pub failing: Vec<(String, Timestamp)>,
}

impl Background<'_> {
    /// Who takes over what somebody left: by a change of the same story or of the same post, else by the roster. `None` where nobody does.
    /// `None` also where the post is not named.
    pub fn successor(&self, left: &Change) -> Option<String> {
        let role = left.role.as_ref();
        let same_post = |change: &&Change| {
            let same =
                role.is_some_and(|role| change.role.as_ref().is_some_and(|theirs| theirs.code == role.code && theirs.unit == role.unit));
            change.organisation == left.organisation
                && change.person != left.person
                && matches!(change.kind, ChangeKind::Appointed | ChangeKind::TitleChanged | ChangeKind::RoleCreated)
                && change.is_settled()
                && same
        };
        let by_change = self.recent.iter().filter(same_post).max_by_key(|change| change.detected).map(|change| change.person.clone());
        let by_roster = || {
            let holds = |tenure: &&Tenure| {
                let held = tenure.status.is_held() || tenure.status == crate::domain::Status::Incoming;
                let same = role.is_some_and(|role| tenure.role.code == role.code && tenure.role.unit == role.unit);
                held && same && tenure.organisation == left.organisation && tenure.person != left.person
            };
            self.tenures.iter().find(holds).map(|tenure| tenure.person.clone())
        };
        by_change.or_else(by_roster).map(|name| clean::clean(&name))
    }
}
