//! The configuration: a TOML file and those of the `conf.d` beside it, composed of each room's own settings.
//!
//! What is wrong is said in one line with file, line and key. Relative paths count from the folder of the file.

mod edit;
mod error;
#[cfg(test)]
mod example;
mod file;
mod locate;
mod merge;
pub mod metrics;
mod part;
mod place;
mod recipients;
pub mod retention;
mod roster;
mod schema;
mod secret;
mod sources;
mod templates;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::digest::{Identity, Writer};
use crate::domain::{Mailbox, Roster};
use crate::health;
use crate::notify::{self, Notifiers};
use crate::recipient::Recipient;
use crate::source::{Client, Source, discover, http, x};
use edit::Edit;
pub use edit::Pair;
pub use error::Error;
pub use file::DEFAULT_NEWS_WINDOW;
use file::{Discovered, File};
pub use locate::{DEFAULT_FILES, find};
use part::Origin;
use place::{Place, Step};
pub use schema::schema;
use secret::SecretFile;

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
    secrets: Vec<SecretFile>,
}

/// The parts of the configuration that `file` names, as they are now.
fn parts(file: &Path) -> Result<Place, Error> {
    let mut parts = part::files(file)?;
    parts.extend(part::variables(std::env::vars_os())?);
    Ok(Place::new(parts))
}

/// The state folder of a configuration that need not be sound otherwise; `None` where it cannot even be read as TOML.
pub fn state_dir(file: &Path) -> Option<PathBuf> {
    let place = parts(file).ok()?;
    let table = place.table().ok()?;
    let written = table.get_ref().get("state_dir").and_then(|value| value.get_ref().as_str()).map(Path::new);
    Some(locate::state_folder(written, place.folder()))
}

impl Config {
    /// Reads the file, those of its `conf.d`, the environment's variables, and the rosters that they name.
    pub fn load(file: &Path) -> Result<Config, Error> {
        Config::read(parts(file)?)
    }

    fn read(place: Place) -> Result<Config, Error> {
        let table = toml::de::Deserializer::from(place.table()?);
        let mut raw = File::deserialize(table).map_err(|error| Error::new(place.refusal(&error)))?;
        let state_dir = locate::state_folder(raw.state_dir.as_deref(), place.folder());
        let secrets = raw.resolve(place.folder(), &state_dir);
        let discovers = matches!(raw.discovered, Some(Discovered::Any));
        let roster = roster::rosters(&place, &raw.organisations)?;
        let access = x::Access::load(&raw.x).map_err(|error| Error::new(place.complaint(&format!("{error:#}"))))?;
        let sources = sources::sources(&place, raw.sources, &access, &roster)?;
        sources::refuse_nameless(&place, &sources, &raw.http)?;
        let recipients = recipients::recipients(&place, &raw.mail, &raw.recipients, &roster)?;
        let first = recipients.iter().flat_map(Recipient::places).next();
        let operator = raw.mail.operator.clone().or(first).ok_or_else(|| {
            Error::new(place.at(&[Step::Key("mail")], "nobody is told; give [mail] `to`, a list of addresses, or a [[recipient]]"))
        })?;
        let templates = templates::templates(&place, raw.mail.template_dir.as_deref())?;
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
            secrets,
        })
    }

    /// Changes the first of the files that `change` fits, if the changed configuration is sound; the file. `change` says whether it found
    /// what it changes.
    pub fn edit(&self, mut change: impl FnMut(&mut Edit) -> bool) -> Result<PathBuf, Error> {
        let mut parts = self.place.parts();
        for number in 0..parts.len() {
            let Origin::File(file) = parts[number].origin.clone() else { continue };
            let at = |problem: &str| Error::new(format!("{}: {problem}", file.display()));
            let mut edit = Edit::new(&parts[number].text).map_err(|error| at(&error))?;
            if change(&mut edit) {
                let text = edit.text();
                parts[number].text.clone_from(&text);
                Config::read(Place::new(parts))?;
                edit::replace(&file, &text).map_err(|error| at(&format!("cannot be written: {error}")))?;
                return Ok(file);
            }
        }
        Err(Error::new(format!("{}: the change does not fit the file; edit it by hand", self.file().display())))
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

    /// The files of `conf.d` and the variables of the environment that were read after it.
    pub fn additions(&self) -> Vec<String> {
        self.place.parts().into_iter().skip(1).map(|part| part.origin.to_string()).collect()
    }

    /// Whether posts are read through X's API, which bills them.
    pub fn reads_x_api(&self) -> bool {
        self.access.token.is_some()
    }

    /// What is sound and not safe: one line each.
    pub fn warnings(&self) -> Vec<String> {
        self.secrets.iter().filter_map(SecretFile::warning).collect()
    }

    /// Whose mails are sent.
    pub fn identity(&self) -> Identity {
        let notify::Settings { from, reply_to, unsubscribe, .. } = self.mail.clone();
        Identity { from, list_id: self.mail.list_id(), reply_to, unsubscribe }
    }

    /// Who writes the mails, with the operator's own templates.
    pub fn writer(&self) -> Result<Writer, Error> {
        let step = [Step::Key("mail"), Step::Key("template_dir")];
        Writer::new(self.identity(), &self.templates).map_err(|error| Error::new(self.place.at(&step, &format!("{error:#}"))))
    }

    /// Fails where a template of the operator's own does not fit.
    pub fn rehearse(&self) -> Result<(), Error> {
        let step = [Step::Key("mail"), Step::Key("template_dir")];
        self.writer()?.rehearse().map_err(|error| Error::new(self.place.at(&step, &format!("{error:#}"))))
    }

    /// The ways out that `[mail]` asks for. Reads the files that it names, connects nowhere.
    pub fn notifiers(&self) -> Result<Notifiers, Error> {
        Notifiers::new(&self.mail).map_err(|error| Error::new(self.place.complaint(&format!("{error:#}"))))
    }

    /// A client for the network as `[http]` asks for.
    pub fn client(&self) -> Result<Client, Error> {
        Client::new(&self.http).map_err(|error| Error::new(self.place.complaint(&format!("{error:#}"))))
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
