//! A small watch with something to lose, and what it leaves behind.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mail_parser::MessageParser;
use rosterwatch::store::Store;

use crate::smtp::Server;
use crate::support::standin::StandIn;
use crate::support::{founding_case, founding_config};

/// Three documents suffice to tell changes, to add to one, and to refine one.
const SOURCES: [&str; 3] = ["TechCrunch: OpenAI", "X: Altman's memo", "X: McGrew's farewell"];

/// Past the test harness, which shows nothing that a test prints which passes.
#[allow(clippy::explicit_write, reason = "eprintln! does not come past the harness")]
pub fn say(line: &str) {
    writeln!(std::io::stderr(), "{line}").unwrap();
}

/// Whether the test can run; says so where it cannot.
pub fn can(what: &str, needs: &[&str]) -> bool {
    let there = |tool: &str| match tool {
        "root" => rustix::process::geteuid().is_root(),
        file if file.starts_with('/') => Path::new(file).exists(),
        tool => std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(tool).exists())),
    };
    let missing: Vec<&&str> = needs.iter().filter(|tool| !there(tool)).collect();
    if !missing.is_empty() {
        say(&format!("SKIPPED: {what}: needs {missing:?}"));
    }
    missing.is_empty()
}

/// A folder with the watch's configuration, and the relay that it mails to.
pub struct Case {
    pub dir: tempfile::TempDir,
    pub relay: Server,
}

/// What a watch has told and kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept {
    pub mails: Vec<String>,
    pub told: Vec<String>,
    pub articles: u64,
}

impl Case {
    pub async fn new(sources: &StandIn) -> Case {
        let (dir, relay) = (tempfile::tempdir().unwrap(), Server::start([]).await);
        let file = founding_config(dir.path(), &sources.gateway(), relay.port());
        let text = std::fs::read_to_string(&file).unwrap();
        let mut blocks: Vec<&str> = text.split("\n[").collect();
        blocks.retain(|block| !block.starts_with("[source]]") || SOURCES.iter().any(|name| block.contains(&format!("name = \"{name}\""))));
        std::fs::write(&file, blocks.join("\n[")).unwrap();
        std::fs::create_dir(dir.path().join("state")).unwrap();
        Case { dir, relay }
    }

    /// The sources of the case, everything published.
    pub async fn sources() -> StandIn {
        StandIn::of_recording(&founding_case()).await
    }

    pub fn config(&self) -> PathBuf {
        self.dir.path().join("rosterwatch.toml")
    }

    pub fn state(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    /// A shell script, in which `$RW` is the program, `$CONFIG` its configuration and `$STATE` its state folder.
    pub fn command(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("RW", env!("CARGO_BIN_EXE_rosterwatch")).env("CONFIG", self.config()).env("STATE", self.state());
        command.env_remove("RUST_LOG");
        command
    }

    /// Runs such a script to its end.
    pub async fn shell(&self, script: &str) -> Output {
        let mut command = self.command(script);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    }

    /// Takes the copy of a state folder that was on a mount of its own, `$STATE.kept`, in its place.
    pub fn take_back(&self) {
        std::fs::remove_dir(self.state()).unwrap();
        std::fs::rename(self.dir.path().join("state.kept"), self.state()).unwrap();
    }

    /// One cycle; it must go well.
    pub async fn cycle(&self) {
        let output = self.shell("exec $RW once -c $CONFIG").await;
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }

    /// The database is sound, and a mail that came more than once came in the same bytes.
    pub fn kept(&self) -> Kept {
        let mut mails: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for mail in self.relay.received() {
            let id = MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_string();
            let first = mails.entry(id.clone()).or_insert_with(|| mail.data.clone());
            assert_eq!(*first, mail.data, "{id} was sent again in other bytes");
        }
        let store = Store::open(&self.state().join("rosterwatch.db")).unwrap();
        store.check().unwrap();
        let mut told: Vec<String> =
            store.changes().unwrap().into_iter().map(|change| format!("{} {:?}", change.id, change.after)).collect();
        told.sort();
        Kept { mails: mails.into_keys().collect(), told, articles: store.article_count().unwrap() }
    }

    /// What an undisturbed watch leaves behind.
    pub async fn undisturbed(sources: &StandIn) -> Kept {
        let case = Case::new(sources).await;
        case.cycle().await;
        case.cycle().await;
        let kept = case.kept();
        assert!(!kept.mails.is_empty() && !kept.told.is_empty() && kept.articles > 0, "{kept:?}");
        kept
    }
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
