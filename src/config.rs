//! The configuration: one TOML file, composed of each room's own settings.
//!
//! What is wrong is said in one line with file, line and key. Relative paths count from the folder of the file.

mod edit;
pub mod metrics;
mod place;
pub mod retention;
mod secret;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::digest::{self, Identity, Writer};
use crate::domain::{Mailbox, Organisation, Roster};
use crate::notify::{self, Notifiers};
use crate::recipient::{self, Recipient};
use crate::source::{self, Client, Kind, Source, discover, http, human, x};
use crate::{extract, health, roster};
use edit::Edit;
pub use edit::Pair;
use place::{Place, Step};

/// Where the configuration is looked for when nobody names it.
pub const DEFAULT_FILES: [&str; 2] = ["rosterwatch.toml", "/etc/rosterwatch/config.toml"];

/// `news_window`: the same ninety days within which a text's own news is news.
pub const DEFAULT_NEWS_WINDOW: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The folder of a system-wide configuration, and where such a watch keeps its state.
const SYSTEM_FOLDER: &str = "/etc/rosterwatch";
const SYSTEM_STATE: &str = "/var/lib/rosterwatch";

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
    /// Those of `[mail] to`, then each `[[recipient]]`.
    pub recipients: Vec<Recipient>,
    /// Who is told about the watch itself.
    pub operator: Mailbox,
    /// The operator's own templates, by name.
    templates: BTreeMap<String, String>,
    pub health: health::Settings,
    /// Where `/metrics` is served, if anywhere.
    pub metrics: Option<metrics::Settings>,
    /// For how long texts are kept, if not for ever.
    pub retention: Option<retention::Settings>,
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
    #[serde(default, rename = "recipient")]
    recipients: Vec<recipient::Settings>,
    #[serde(default)]
    health: health::Settings,
    metrics: Option<metrics::Settings>,
    retention: Option<retention::Settings>,
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
        let state_dir = state_folder(self.state_dir.as_deref(), base);
        let (smtp, http) = (self.mail.smtp.as_mut(), &mut self.http);
        let (password, relay_ca) = smtp.map(|smtp| (&mut smtp.password_file, &mut smtp.ca_file)).unzip();
        for path in [relay_ca, Some(&mut http.ca_file)].into_iter().flatten().flatten() {
            *path = base.join(&*path);
        }
        if let Some(folder) = &mut self.mail.template_dir {
            *folder = base.join(&*folder);
        }
        let dkim = self.mail.dkim.as_mut().map(|dkim| &mut dkim.key_file);
        let secrets = [password, dkim, Some(&mut self.x.bearer_token_file), Some(&mut http.proxy_credentials_file)];
        let of_sources = self.sources.iter_mut().flat_map(|source| source.secret_headers.values_mut());
        let of_webhooks = self.mail.webhooks.iter_mut().flat_map(|webhook| [&mut webhook.url_file, &mut webhook.secret_file]);
        for path in secrets.into_iter().flatten().chain(of_webhooks).flatten().chain(of_sources) {
            *path = secret::place(base, path);
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

/// Where state is kept by a configuration in `base` that has `written` as its `state_dir`.
fn state_folder(written: Option<&Path>, base: &Path) -> PathBuf {
    match (written, std::env::var_os("STATE_DIRECTORY")) {
        (Some(written), _) => base.join(written),
        (None, Some(given)) => PathBuf::from(given),
        (None, None) if base == Path::new(SYSTEM_FOLDER) => PathBuf::from(SYSTEM_STATE),
        (None, None) => base.join("state"),
    }
}

/// The state folder of a configuration that need not be sound otherwise; `None` where it cannot even be read as TOML.
pub fn state_dir(file: &Path) -> Option<PathBuf> {
    let table: toml::Table = text_of(file).ok()?.parse().ok()?;
    let written = table.get("state_dir").and_then(toml::Value::as_str).map(Path::new);
    Some(state_folder(written, file.parent().unwrap_or(Path::new(""))))
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
        let recipients = recipients(&place, &raw.mail, &raw.recipients, &roster)?;
        let first = recipients.iter().flat_map(Recipient::places).next();
        let operator = raw.mail.operator.clone().or(first).ok_or_else(|| {
            Error(place.at(&[Step::Key("mail")], "nobody is told; give [mail] `to`, a list of addresses, or a [[recipient]]"))
        })?;
        let templates = templates(&place, raw.mail.template_dir.as_deref())?;
        let File { news_window, mail, health, metrics, retention, http, .. } = raw;
        Ok(Config {
            place,
            state_dir,
            roster,
            discovers,
            sources,
            news_window,
            mail,
            recipients,
            operator,
            templates,
            x_budget: access.budget.clone(),
            health,
            metrics,
            retention,
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
        let notify::Settings { from, reply_to, unsubscribe, .. } = self.mail.clone();
        Identity { from, list_id: self.mail.list_id(), reply_to, unsubscribe }
    }

    /// Who writes the mails, with the operator's own templates.
    pub fn writer(&self) -> Result<Writer, Error> {
        let step = [Step::Key("mail"), Step::Key("template_dir")];
        Writer::new(self.identity(), &self.templates).map_err(|error| Error(self.place.at(&step, &format!("{error:#}"))))
    }

    /// Fails where a template of the operator's own does not fit.
    pub fn rehearse(&self) -> Result<(), Error> {
        let step = [Step::Key("mail"), Step::Key("template_dir")];
        self.writer()?.rehearse().map_err(|error| Error(self.place.at(&step, &format!("{error:#}"))))
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
        self.mail.dkim = None;
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

/// The recipients in their order. An address stands for one of them only: what was told to it is known by it.
fn recipients(place: &Place, mail: &notify::Settings, settings: &[recipient::Settings], roster: &Roster) -> Result<Vec<Recipient>, Error> {
    let organisations: Vec<String> = roster.organisations.iter().map(|organisation| organisation.name.clone()).collect();
    let mut ready: Vec<Recipient> = mail.to.iter().cloned().map(Recipient::plain).collect();
    for (number, one) in settings.iter().enumerate() {
        let at = |key: &'static str, problem: &str| {
            Error(place.at(&[Step::Key("recipient"), Step::Index(number), Step::Key(key)], &format!("`{key}`: {problem}")))
        };
        let address = |text: &str| notify::place(text).map_err(|error| error.to_string());
        let recipient = one.read(address, &organisations).map_err(|refusal| match refusal.rule {
            None => at(refusal.key, &refusal.problem),
            Some(rule) => {
                let steps = [Step::Key("recipient"), Step::Index(number), Step::Key("rule"), Step::Index(rule), Step::Key(refusal.key)];
                Error(place.at(&steps, &format!("`{}`: {}", refusal.key, refusal.problem)))
            }
        })?;
        if let Some(name) = recipient.webhook.as_ref().filter(|name| !mail.webhooks.iter().any(|webhook| webhook.name == **name)) {
            return Err(at("webhook", &format!("\"{name}\" is none of the [[mail.webhook]] names")));
        }
        if ready.iter().any(|known| known.name == recipient.name) {
            return Err(at("name", &format!("\"{}\" is given twice; give each recipient its own", recipient.name)));
        }
        let known = |place: &Mailbox| ready.iter().flat_map(Recipient::places).any(|known| known.address == place.address);
        if let Some(twice) = recipient.places().find(known) {
            return Err(at("to", &format!("{} is told already; keep it in one place", twice.address)));
        }
        ready.push(recipient);
    }
    Ok(ready)
}

/// The templates of a folder, by their names. Other files in there are not looked at.
fn templates(place: &Place, folder: Option<&Path>) -> Result<BTreeMap<String, String>, Error> {
    let Some(folder) = folder else { return Ok(BTreeMap::new()) };
    let at = |problem: &str| Error(place.at(&[Step::Key("mail"), Step::Key("template_dir")], &format!("`template_dir`: {problem}")));
    let mut own = BTreeMap::new();
    for name in digest::TEMPLATES {
        let file = folder.join(name);
        if file.exists() {
            own.insert(name.to_string(), text_of(&file).map_err(|problem| at(&problem.told(&file)))?);
        }
    }
    if own.is_empty() {
        return Err(at(&format!("{} holds none of {}", folder.display(), digest::TEMPLATES.join(", "))));
    }
    Ok(own)
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
