//! Who holds which role where, as far as we know.

use super::finding::words;
use super::{PartialDate, Role};

/// A watched organisation, or one that was met where every organisation is watched.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Organisation {
    pub name: String,
    /// Other names under which documents mention it.
    pub aliases: Vec<String>,
    /// Its own sites, without scheme and `www.`: what stands there it says itself.
    pub domains: Vec<String>,
    /// Its own accounts, with the leading `@`.
    pub handles: Vec<String>,
    /// Ticker symbols, such as `NKE`.
    pub tickers: Vec<String>,
    /// The organisations that it belongs to.
    pub parents: Vec<String>,
}

/// A person of the roster.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Person {
    pub name: String,
    /// Other names under which documents mention the person; first names count within the organisation's articles.
    pub aliases: Vec<String>,
    /// The name in the person's own script, where that is not the script of `name`.
    pub native_names: Vec<String>,
    /// On X, with the leading `@`.
    pub x_handle: Option<String>,
    /// On other networks, as these write them: `@jo.bsky.social`, `@jo@mastodon.social`.
    pub handles: Vec<String>,
    /// The operator's own words.
    pub notes: Option<String>,
}

impl Person {
    /// Whatever the person is called: the name, other names, names in another script.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.native_names)
    }

    /// The person's accounts on all networks.
    pub fn accounts(&self) -> impl Iterator<Item = &String> {
        self.x_handle.iter().chain(&self.handles)
    }
}

impl Organisation {
    /// Whatever the organisation is called.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.tickers)
    }
}

/// Where a tenure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Current,
    OnLeave,
    /// Announced to end on a day ahead.
    Outgoing,
    /// Announced to begin on a day ahead.
    Incoming,
    Former,
}

words!(Status { Current => "current", OnLeave => "on_leave", Outgoing => "outgoing", Incoming => "incoming", Former => "former" });

/// A person in a role at an organisation, from a date to a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    pub person: String,
    pub organisation: String,
    /// Its title is how the roster shows it ([`Role::display`] for a role that came from a document): kept as written.
    pub role: Role,
    /// Acting, interim or caretaker.
    pub interim: bool,
    pub status: Status,
    /// When the role began; `None` where we do not know.
    pub since: Option<PartialDate>,
    /// When the present status began, where it is not the role's beginning.
    pub status_since: Option<PartialDate>,
    /// When the role ended or will end.
    pub until: Option<PartialDate>,
}

/// The whole roster at one moment: the organisations watched, the people known, and their latest tenures.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Roster {
    pub organisations: Vec<Organisation>,
    pub people: Vec<Person>,
    /// In the order of the roster's file, then of learning.
    pub tenures: Vec<Tenure>,
}

impl Status {
    /// Whether the person still has the role today.
    pub fn is_held(self) -> bool {
        matches!(self, Status::Current | Status::OnLeave | Status::Outgoing)
    }
}

impl Tenure {
    /// The role as the roster and mails show it: the title, with "(interim)" where it does not say so itself.
    pub fn title(&self) -> String {
        let title = &self.role.title;
        let says_so = ["interim", "acting", "caretaker"].iter().any(|word| title.to_lowercase().contains(word));
        if self.interim && !says_so { format!("{title} (interim)") } else { title.clone() }
    }
}
