//! `rosterwatch roster edit`.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail, ensure};
use jiff::Timestamp;

use super::difference;
use super::show::organisation;
use crate::cli::ask::{agreed, is_somebody_there};
use crate::cli::report::{line, say};
use crate::config::{Config, Error};
use crate::domain::Roster;
use crate::extract;
use crate::pipeline::begun;
use crate::roster::{edited, file};
use crate::store::{Origin, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The organisation, by its name or an alias
    organisation: String,
    /// Do what was edited without asking
    #[arg(long)]
    yes: bool,
}

/// The sheet in a temporary file, which goes only when nothing in it can be lost.
struct Sheet {
    path: PathBuf,
    shown: String,
}

pub fn execute(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let mut store = begun(config, Timestamp::now())?;
    let stored = store.roster()?;
    let name = organisation(&stored, &args.organisation)?;
    let sheet = Sheet::write(&stored, &name)?;
    let Some(wanted) = sheet.edit(&name)? else {
        sheet.remove();
        say("nothing was changed")?;
        return Ok(ExitCode::SUCCESS);
    };
    let done = take_over(&mut store, &sheet, &name, &wanted, args.yes).with_context(|| sheet.kept())?;
    if done {
        sheet.remove();
    } else {
        say(&format!("nothing was changed; {}", sheet.kept()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows what the edit does, asks and does it; whether it is done, or there was nothing to do.
fn take_over(store: &mut Store, sheet: &Sheet, name: &str, wanted: &Roster, yes: bool) -> anyhow::Result<bool> {
    let stored = store.roster()?;
    ensure!(text_of(&stored, name) == sheet.shown, "the roster of {name} has changed meanwhile; edit it again");
    let shown = read(&sheet.shown, name).map_err(|problems| anyhow::anyhow!(problems.join("; ")))?;
    let difference = edited(&stored, name, &shown, wanted);
    say(&difference::text(&difference, "Before", "After"))?;
    if difference.is_empty() {
        return Ok(true);
    }
    if !agreed("Change the roster so?", yes)? {
        return Ok(false);
    }
    store.apply_difference(&difference, Origin::Edit, Timestamp::now())?;
    say("the roster is as edited")?;
    Ok(true)
}

impl Sheet {
    fn write(stored: &Roster, name: &str) -> anyhow::Result<Sheet> {
        let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(40).collect();
        let path = std::env::temp_dir().join(format!("roster-{plain}-{}.csv", std::process::id()));
        let shown = text_of(stored, name);
        let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        written.and_then(|mut file| file.write_all(shown.as_bytes())).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Sheet { path, shown })
    }

    /// The sheet after the editor; `None` where it is as it was. What cannot be read is opened again, as long as somebody is there.
    fn edit(&self, name: &str) -> anyhow::Result<Option<Roster>> {
        loop {
            open(&self.path).with_context(|| self.kept())?;
            let text = fs::read_to_string(&self.path).with_context(|| self.kept())?;
            if text == self.shown {
                return Ok(None);
            }
            let problems = match read(&text, name) {
                Ok(roster) => return Ok(Some(roster)),
                Err(problems) => problems,
            };
            let problems = line(&problems.join("; "));
            if !is_somebody_there() {
                return Err(Error::new(format!("{problems}; {}", self.kept())).into());
            }
            eprintln!("{problems}");
            if !agreed("Open it again?", false)? {
                bail!("nothing was changed; {}", self.kept());
            }
        }
    }

    fn kept(&self) -> String {
        format!("the edited sheet is kept in {}", self.path.display())
    }

    /// What remains is the system's to clear.
    fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn text_of(roster: &Roster, name: &str) -> String {
    file::write_all(roster, name, true).replace("\r\n", "\n")
}

/// Every column must be there: what a sheet does not have would be taken for deleted.
fn read(text: &str, name: &str) -> Result<Roster, Vec<String>> {
    let header = |text: &str| text.lines().next().unwrap_or_default().trim_end().to_string();
    let whole = text_of(&Roster::default(), name);
    if header(text) != header(&whole) {
        return Err(vec![format!("line 1: the columns must stay as they were: {}", header(&whole))]);
    }
    let (people, tenures) =
        file::parse(text, name, extract::title::role).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    Ok(Roster { organisations: Vec::new(), people, tenures })
}

/// Runs the user's editor as a shell would, for it may have arguments.
fn open(path: &Path) -> anyhow::Result<()> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
    let Some(editor) = named else {
        return Err(Error::new("no editor is set; put one into VISUAL or EDITOR, such as EDITOR=nano".to_string()).into());
    };
    let run = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(path).status();
    let status = run.with_context(|| format!("cannot run the editor \"{editor}\""))?;
    ensure!(status.success(), "the editor \"{editor}\" ended with {status}, so nothing was changed");
    Ok(())
}
