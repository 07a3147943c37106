//! How a source is: whether it could be looked at, and whether it still tells anything.

use jiff::Timestamp;

use super::finding::words;

/// The state of a source after its last visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Health {
    /// It answered with something new.
    #[default]
    Ok,
    /// It answered that nothing is new.
    Unchanged,
    /// It answered, and took long.
    Slow,
    /// It answers as it should, and has told nothing for far longer than is usual for it.
    Silent,
    /// No complete answer: name, connection, time, a server in trouble.
    Unreachable,
    /// It is not there (404).
    Missing,
    /// The server or a rule does not let us.
    Refused,
    /// Credentials are missing, wrong or expired.
    Unauthorised,
    /// It asks for fewer requests.
    Limited,
    /// It has been removed for good (410): it is not asked any more.
    Gone,
    /// It answers with something that cannot be read.
    Malformed,
}

impl Health {
    /// All of them, from well to worst.
    pub const ALL: [Health; 11] = [
        Health::Ok,
        Health::Unchanged,
        Health::Slow,
        Health::Silent,
        Health::Limited,
        Health::Unreachable,
        Health::Malformed,
        Health::Missing,
        Health::Refused,
        Health::Unauthorised,
        Health::Gone,
    ];

    /// The word for it, in the database, on the command line and in mails.
    pub fn as_str(self) -> &'static str {
        match self {
            Health::Ok => "ok",
            Health::Unchanged => "unchanged",
            Health::Slow => "slow",
            Health::Silent => "silent",
            Health::Unreachable => "unreachable",
            Health::Missing => "missing",
            Health::Refused => "refused",
            Health::Unauthorised => "unauthorised",
            Health::Limited => "limited",
            Health::Gone => "gone",
            Health::Malformed => "malformed",
        }
    }

    /// The reverse of [`Health::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|health| health.as_str() == word)
    }

    /// Whether the source could be looked at and tells something from time to time.
    pub fn is_well(self) -> bool {
        matches!(self, Health::Ok | Health::Unchanged | Health::Slow)
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    Source,
    /// A way out, or a recipient.
    Mail,
    /// The guard that bounds what is paid for.
    Spending,
    Database,
}

words!(About { Source => "source", Mail => "mail", Spending => "spending", Database => "database" });

/// What the operator is told about the watch itself, once each way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub about: About,
    /// The configured source's name, the way out, the recipient, who bills, the file.
    pub name: String,
    /// What it is now; well where it has recovered.
    pub health: Health,
    /// Since when it was not well.
    pub since: Timestamp,
    /// Failures in a row; none for a source that answers and is silent, or has recovered.
    pub failures: u32,
    /// Why, in one line; empty where it has recovered.
    pub reason: String,
    /// The last time that it answered, where it ever did.
    pub last_success: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_one_state() {
        for health in Health::ALL {
            assert_eq!(Health::from_word(health.as_str()), Some(health));
        }
        assert_eq!(Health::from_word("fine"), None);
    }
}
