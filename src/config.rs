//! The configuration: one TOML file, composed of each room's own settings.
//!
//! What is wrong is said in one line with file, line and key. Relative paths count from the folder of the file.

mod edit;
mod place;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::digest::Identity;
use crate::domain::{Organisation, Roster};
use crate::notify::{self, Notifiers};
use crate::source::{self, Client, Kind, Source, discover, http, human, x};
use crate::{extract, health, roster};
use edit::Edit;
pub use edit::Pair;
use place::{Place, Step};

/// Where the configuration is looked for when nobody names it.
pub const DEFAULT_FILES: [&str; 2] = ["rosterwatch.toml", "/etc/rosterwatch/config.toml"];

/// `news_window`: the same ninety days within which a text's own news is news.
pub const DEFAULT_NEWS_WINDOW: SignedDuration = SignedDuration::from_hours(90 * 24);

/// One line: file, line, key, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    /// An error of what the operator wrote or named; `line` says what, where and what to do.
    pub fn new(line: String) -> Self {
        Error(line)
    }
}

/// Everything that the daemon is told before it starts.
#[derive(Debug)]
pub struct Config {
    place: Place,
    /// The database, and the mails where no relay is given.
    pub state_dir: PathBuf,
    /// The watched organisations with their people and tenures, as their files have them.
    pub roster: Roster,
    /// Whether every organisation gets a roster that a document names.
    pub discovers: bool,
    pub sources: Vec<Source>,
    /// What was published longer ago alerts nobody.
    pub news_window: SignedDuration,
    pub mail: notify::Settings,
    pub health: health::Settings,
    /// What may be read of X, shared by the sources that do.
    pub x_budget: Arc<x::Budget>,
    http: http::Settings,
    access: x::Access,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    state_dir: Option<PathBuf>,
    #[serde(default = "default_news_window", deserialize_with = "human::limit")]
    news_window: SignedDuration,
    #[serde(default, rename = "organisation")]
    organisations: Vec<OrganisationSettings>,
    #[serde(rename = "organisations")]
    discovered: Option<Discovered>,
    mail: notify::Settings,
    #[serde(default)]
    health: health::Settings,
    #[serde(default)]
    http: http::Settings,
    #[serde(default)]
    x: x::Settings,
    #[serde(default, rename = "source")]
    sources: Vec<source::Settings>,
}

fn default_news_window() -> SignedDuration {
    DEFAULT_NEWS_WINDOW
}

impl File {
    /// Makes the paths count from `base` and mail go somewhere; the state folder.
    fn resolve(&mut self, base: &Path) -> PathBuf {
        let state_dir = match (&self.state_dir, std::env::var_os("STATE_DIRECTORY")) {
            (Some(written), _) => base.join(written),
            (None, Some(given)) => PathBuf::from(given),
            (None, None) => base.join("state"),
        };
        if let Some(smtp) = &mut self.mail.smtp {
            for path in [&mut smtp.password_file, &mut smtp.ca_file].into_iter().flatten() {
                *path = base.join(&*path);
            }
        }
        let http = &mut self.http;
        for path in [&mut self.x.bearer_token_file, &mut http.proxy_credentials_file, &mut http.ca_file].into_iter().flatten() {
            *path = base.join(&*path);
        }
        for path in self.sources.iter_mut().flat_map(|source| source.secret_headers.values_mut()) {
            *path = base.join(&*path);
        }
        for webhook in &mut self.mail.webhooks {
            for path in [&mut webhook.url_file, &mut webhook.secret_file].into_iter().flatten() {
                *path = base.join(&*path);
            }
        }
        match &mut self.mail.maildir {
            Some(maildir) => maildir.path = base.join(&maildir.path),
            None if self.mail.smtp.is_none() && self.mail.command.is_none() => {
                self.mail.maildir = Some(notify::maildir::Settings { path: state_dir.join("mail") })
            }
            None => {}
        }
        state_dir
    }
}

/// An `[[organisation]]` table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationSettings {
    /// As mails and the database call it.
    name: String,
    /// Other names under which articles mention it.
    #[serde(default)]
    aliases: Vec<String>,
    /// Its own sites: what stands there it says itself.
    #[serde(default)]
    domains: Vec<String>,
    /// Its own accounts.
    #[serde(default)]
    handles: Vec<String>,
    #[serde(default)]
    tickers: Vec<String>,
    /// The organisations that it belongs to.
    #[serde(default)]
    parents: Vec<String>,
    /// A CSV file of people and roles; see `roster::file`.
    roster: PathBuf,
}

/// Which organisations are watched beside those that have a table.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Discovered {
    /// Every one that a document names.
    Any,
}

/// Why a file gives no text.
enum Unread {
    System(std::io::Error),
    /// The first line that is not UTF-8, counted from 1.
    NotText {
        line: usize,
    },
}

impl Unread {
    fn told(&self, file: &Path) -> String {
        match self {
            Unread::System(error) => format!("cannot read {}: {error}", file.display()),
            Unread::NotText { line } => format!("{}:{line}: is not UTF-8 text; save the file as UTF-8", file.display()),
        }
    }
}

fn text_of(file: &Path) -> Result<String, Unread> {
    let bytes = std::fs::read(file).map_err(Unread::System)?;
    String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Unread::NotText { line: sound.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })
}

/// The first of [`DEFAULT_FILES`] that exists.
pub fn find() -> Result<PathBuf, Error> {
    let found = DEFAULT_FILES.iter().map(PathBuf::from).find(|file| file.exists());
    found.ok_or_else(|| {
        let [here, system] = DEFAULT_FILES;
        Error(format!("there is neither {here} in this folder nor {system}; `rosterwatch init` writes one, -c names another"))
    })
}

impl Config {
    /// Reads the file and the rosters that it names.
    pub fn load(file: &Path) -> Result<Config, Error> {
        let text = text_of(file).map_err(|problem| match problem {
            Unread::System(error) if error.kind() == ErrorKind::NotFound => {
                Error(format!("cannot read {}: {error}; `rosterwatch init` writes a configuration to start from", file.display()))
            }
            problem => Error(problem.told(file)),
        })?;
        Config::read(Place::new(file, text))
    }

    fn read(place: Place) -> Result<Config, Error> {
        let mut raw: File = toml::from_str(place.text()).map_err(|error| Error(place.refusal(&error)))?;
        let state_dir = raw.resolve(place.folder());
        let discovers = matches!(raw.discovered, Some(Discovered::Any));
        let roster = rosters(&place, &raw.organisations)?;
        let access = x::Access::load(&raw.x).map_err(|error| Error(place.complaint(&format!("{error:#}"))))?;
        let sources = sources(&place, raw.sources, &access, &roster)?;
        refuse_nameless(&place, &sources, &raw.http)?;
        if raw.mail.to.is_empty() {
            return Err(Error(place.at(&[Step::Key("mail")], "nobody is told; give [mail] `to`, a list of addresses")));
        }
        let File { news_window, mail, health, http, .. } = raw;
        Ok(Config {
            place,
            state_dir,
            roster,
            discovers,
            sources,
            news_window,
            mail,
            x_budget: access.budget.clone(),
            health,
            http,
            access,
        })
    }

    /// Changes the file, if the changed one is sound. `change` says whether it found what it changes.
    pub fn edit(&self, change: impl FnOnce(&mut Edit) -> bool) -> Result<(), Error> {
        let at = |problem: &str| Error(format!("{}: {problem}", self.file().display()));
        let mut edit = Edit::new(self.place.text()).map_err(|error| at(&error))?;
        if !change(&mut edit) {
            return Err(at("the change does not fit the file; edit it by hand"));
        }
        let text = edit.text();
        Config::read(Place::new(self.file(), text.clone()))?;
        edit::replace(self.file(), &text).map_err(|error| at(&format!("cannot be written: {error}")))
    }

    /// A source for what an address holds, which need not be in the file.
    pub fn source_of(&self, found: &discover::Found) -> anyhow::Result<Source> {
        let mut table = toml::Table::new();
        for (key, value) in [("name", found.value.as_str()), ("kind", found.kind), (found.key, found.value.as_str())] {
            table.insert(key.to_string(), value.into());
        }
        Source::new(table.try_into()?, &self.access)
    }

    /// The file that was read.
    pub fn file(&self) -> &Path {
        self.place.file()
    }

    /// Whose mails are sent.
    pub fn identity(&self) -> Identity {
        Identity { from: self.mail.from.clone(), list_id: self.mail.list_id() }
    }

    /// The ways out that `[mail]` asks for. Reads the files that it names, connects nowhere.
    pub fn notifiers(&self) -> Result<Notifiers, Error> {
        Notifiers::new(&self.mail).map_err(|error| Error(self.place.complaint(&format!("{error:#}"))))
    }

    /// A client for the network as `[http]` asks for.
    pub fn client(&self) -> Result<Client, Error> {
        Client::new(&self.http).map_err(|error| Error(self.place.complaint(&format!("{error:#}"))))
    }

    /// The same watch with another state folder, and its mails written into a Maildir there: for a replay.
    pub fn relocated(mut self, state_dir: PathBuf, mail: PathBuf) -> Config {
        self.state_dir = state_dir;
        // Before its first recorded answer a source is not there, which is no trouble.
        self.health.notify_after = 0;
        self.mail.smtp = None;
        self.mail.command = None;
        self.mail.maildir = Some(notify::maildir::Settings { path: mail });
        self
    }
}

/// The rosters of all organisations as one.
fn rosters(place: &Place, organisations: &[OrganisationSettings]) -> Result<Roster, Error> {
    if organisations.is_empty() {
        return Err(Error(place.at(&[], "nobody is watched; add an [[organisation]] with `name` and `roster`")));
    }
    let mut all = Roster::default();
    for (number, organisation) in organisations.iter().enumerate() {
        let at = |key, message: &str| Error(place.at(&[Step::Key("organisation"), Step::Index(number), Step::Key(key)], message));
        let name = organisation.name.trim();
        if name.is_empty() {
            return Err(at("name", "`name` is empty; say whose leadership is watched"));
        }
        if all.organisations.iter().any(|known| known.name == name) {
            return Err(at("name", &format!("the organisation \"{name}\" stands here twice; keep one")));
        }
        let file = place.folder().join(&organisation.roster);
        let text = text_of(&file).map_err(|problem| match problem {
            Unread::System(_) => at("roster", &format!("`roster`: {}; an empty one has the header line only", problem.told(&file))),
            Unread::NotText { .. } => Error(problem.told(&file)),
        })?;
        let (people, tenures) = roster::file::parse(&text, name, extract::title::role).map_err(|errors| roster_refusal(&file, &errors))?;
        let OrganisationSettings { aliases, domains, handles, tickers, parents, .. } = organisation;
        let (people, tenures) = roster::keep_apart(&all.people, people, tenures, name);
        all.organisations.push(Organisation {
            name: name.to_string(),
            aliases: aliases.clone(),
            domains: domains.clone(),
            handles: handles.clone(),
            tickers: tickers.clone(),
            parents: parents.clone(),
        });
        all.people.extend(people);
        all.tenures.extend(tenures);
    }
    Ok(all)
}

/// The first bad line; the others are counted.
fn roster_refusal(file: &Path, errors: &[roster::file::LineError]) -> Error {
    let rest = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
    let first = errors.first().map(|error| {
        let column = error.column.as_ref().map(|column| format!("`{column}`: ")).unwrap_or_default();
        format!(":{}: {column}{}{rest}", error.line, error.problem)
    });
    Error(format!("{}{}", file.display(), first.unwrap_or_default()))
}

/// A source's keys in the order in which a complaint is looked through for them.
const KEYS: [&str; 18] = [
    "interval",
    "handle",
    "query",
    "preset",
    "follow",
    "oembed",
    "replies",
    "reposts",
    "ciks",
    "name_selector",
    "title_selector",
    "selector",
    "heed_hints",
    "organisation",
    "secret_headers",
    "headers",
    "kind",
    "url",
];

/// The SEC turns away programs that do not say whose they are.
fn refuse_nameless(place: &Place, sources: &[Source], http: &http::Settings) -> Result<(), Error> {
    let Some(number) = sources.iter().position(|source| matches!(source.kind, Kind::Sec8K(_))) else { return Ok(()) };
    if http.contact.is_some() {
        return Ok(());
    }
    let steps = [Step::Key("source"), Step::Index(number), Step::Key("kind")];
    Err(Error(place.at(&steps, "kind = \"sec-8k\" needs `contact` in [http]: the SEC turns away programs without one")))
}

fn sources(place: &Place, settings: Vec<source::Settings>, access: &x::Access, roster: &Roster) -> Result<Vec<Source>, Error> {
    if settings.is_empty() {
        return Err(Error(place.at(&[], "no source is watched; add a [[source]] with `name`, `kind` and `url`")));
    }
    let watched: Vec<String> =
        roster.organisations.iter().flat_map(|known| std::iter::once(&known.name).chain(&known.aliases)).cloned().collect();
    let mut ready: Vec<Source> = Vec::new();
    for (number, mut one) in settings.into_iter().enumerate() {
        let at = |message: &str| {
            let key = KEYS.into_iter().find(|key| mentions(message, key)).unwrap_or("name");
            Error(place.at(&[Step::Key("source"), Step::Index(number), Step::Key(key)], message))
        };
        if let Some(hint) = one.organisation.as_deref().filter(|hint| !roster.organisations.iter().any(|known| known.name == *hint)) {
            return Err(at(&format!("`organisation`: \"{hint}\" is none of the [[organisation]] names")));
        }
        one.watched.clone_from(&watched);
        let source = Source::new(one, access).map_err(|error| at(&format!("{error:#}")))?;
        if ready.iter().any(|known| known.name == source.name) {
            return Err(at(&format!("the name \"{}\" is given twice; give each source its own", source.name)));
        }
        ready.push(source);
    }
    Ok(ready)
}

fn mentions(message: &str, key: &str) -> bool {
    message.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == key)
}
