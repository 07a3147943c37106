//! One file per command; each is a few lines over the library. Results go to stdout, everything else to stderr.

mod ask;
mod backtest;
mod backup;
mod change_list;
mod changes;
mod check;
mod completions;
mod configuration;
mod digest;
mod document;
mod explain;
mod extract;
mod init;
mod integrity;
mod knowledge;
mod log;
mod once;
mod outbox;
mod replay;
mod reprocess;
mod report;
mod roster;
mod run;
mod purge;
mod reload;
mod restore;
mod sources;
mod status;
mod test_email;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::config::{self, Config};
use crate::store::Fault;

/// Watches news sources and e-mails each change in an organisation's leadership once.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes: 0 fine, 1 failure, 2 bad usage or configuration, 3 a database that is damaged or of another version."
)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command understands.
#[derive(Debug, Args)]
struct Common {
    /// Configuration file [default: rosterwatch.toml in the working directory, then /etc/rosterwatch/config.toml]
    #[arg(short, long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Say more on stderr; twice or three times for more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// How the log is written [default: to the journal where stderr goes there, else as text]
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    log: Option<log::Form>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write an annotated configuration and an empty roster into a folder
    Init(init::Args),
    /// Read the configuration and the rosters and say whether they are sound
    Check(check::Args),
    /// Read documents and print what they tell: changes, holds, stays, as NDJSON
    Extract(extract::Args),
    /// Say how a document is read, sentence by sentence: what was spotted, which rules fired, and why others did not
    Explain(explain::Args),
    /// Visit the sources that are due, send what is new, and exit
    Once(once::Args),
    /// Watch: visit each source at its interval and send what is new, until told to stop
    Run,
    /// Say how the watch is: its sources, mails that wait, what X has cost, the next visit
    Status(status::Args),
    /// Have the running watch read its configuration again
    Reload,
    /// Write a whole copy of the database, also while the watch is running
    Backup(backup::Args),
    /// Put a copy in the place of the database; the watch must be stopped
    Restore(restore::Args),
    /// Take out texts and mails that have been kept for long enough
    Purge(purge::Args),
    /// Look at what a configuration may hold
    Config(configuration::Args),
    /// Print completions for a shell
    Completions(completions::Args),
    /// Write the manual pages into a folder
    #[command(hide = true)]
    Man(completions::ManArgs),
    /// Read the whole database and say whether it is sound
    Integrity,
    /// Show, add, remove, pause, resume or test sources
    Sources(sources::Args),
    /// Send a test to a recipient, or to all
    TestEmail(test_email::Args),
    /// Look at the digest that a recipient would get
    Digest(digest::Args),
    /// Show, retry or drop the mails that are not sent
    Outbox(outbox::Args),
    /// Say which mails this configuration would have sent over the stored articles
    Backtest(backtest::Args),
    /// Read the stored articles by today's rules and show what would differ; with --apply, make it so
    Reprocess(reprocess::Args),
    /// List and show changes; confirm, reject, undo, mute
    Changes(changes::Args),
    /// Show who holds which post, on which day, by what was known when; import, export, edit, merge
    Roster(roster::Args),
    /// Run recorded responses through the same line under a simulated clock, without network or mail server
    Replay(replay::Args),
}

impl Common {
    /// A file that is named and not read would only seem to count.
    fn refuse_unused(&self, command: &Command) -> Result<(), config::Error> {
        let unread = match command {
            Command::Init(_) => "init writes rosterwatch.toml into DIR",
            Command::Replay(_) => "replay reads the rosterwatch.toml in DIR",
            Command::Extract(_) => "extract needs no configuration; --roster names a roster",
            Command::Config(_) => "the schema is the same for all of them",
            _ => return Ok(()),
        };
        if self.config.is_some() { Err(config::Error::new(format!("-c does not go with this command: {unread}"))) } else { Ok(()) }
    }

    /// Whether the user names a configuration.
    fn is_named(&self) -> bool {
        self.config.is_some()
    }

    fn file(&self) -> Result<PathBuf, config::Error> {
        match &self.config {
            Some(file) => Ok(file.clone()),
            None => config::find(),
        }
    }

    fn load(&self) -> Result<Config, config::Error> {
        Config::load(&self.file()?)
    }
}

/// Runs the command and says on stderr what went wrong, if anything did.
pub fn execute(cli: Cli) -> ExitCode {
    // A daemon says what it does; a command says it in its result.
    let at_least = u8::from(matches!(cli.command, Command::Run));
    log::start(cli.common.verbose.saturating_add(at_least), cli.common.log);
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", report::line(&format!("{error:#}")));
            code(&error)
        }
    }
}

/// What a service manager is told: with 2 and 3 there is no use in starting again.
fn code(error: &anyhow::Error) -> ExitCode {
    if error.downcast_ref::<config::Error>().is_some() {
        return ExitCode::from(2);
    }
    match error.downcast_ref() {
        Some(Fault::Damaged { .. } | Fault::TooNew { .. } | Fault::TooOld { .. }) => ExitCode::from(3),
        _ => ExitCode::FAILURE,
    }
}

fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    let common = cli.common;
    common.refuse_unused(&cli.command)?;
    match cli.command {
        Command::Init(args) => init::execute(&args),
        Command::Check(args) => on_runtime(check::execute(common.load()?, args)),
        Command::Extract(args) => extract::execute(&args),
        Command::Explain(args) => on_runtime(explain::execute(common, args)),
        Command::Once(args) => on_runtime(once::execute(common.load()?, args)),
        Command::Run => on_runtime(run::execute(common.load()?)),
        Command::Status(args) => status::execute(&common, &args),
        Command::Backup(args) => backup::execute(&common.load()?, &args),
        Command::Restore(args) => restore::execute(&common.load()?, &args),
        Command::Purge(args) => purge::execute(&common.load()?, &args),
        Command::Config(args) => configuration::execute(&args),
        Command::Completions(args) => completions::execute(&args),
        Command::Man(args) => completions::man(&args),
        Command::Integrity => integrity::execute(&common.load()?),
        Command::Reload => reload::execute(&common.load()?),
        Command::Sources(args) => sources::execute(&common, args),
        Command::TestEmail(args) => on_runtime(test_email::execute(common.load()?, args)),
        Command::Digest(args) => digest::execute(&common.load()?, args),
        Command::Outbox(args) => outbox::execute(&common.load()?, args),
        Command::Backtest(args) => on_runtime(backtest::execute(common.load()?, args)),
        Command::Reprocess(args) => reprocess::execute(&common.load()?, &args),
        Command::Changes(args) => changes::execute(common.load()?, args),
        Command::Roster(args) => roster::execute(common.load()?, args),
        Command::Replay(args) => on_runtime(replay::execute(args)),
    }
}

/// Threads that look up names and read the database for others.
const MOST_BLOCKING: usize = 32;

/// Takes as many open files as the system grants: each visit under way needs one, and the usual soft limit of 1024 is for programs that
/// cannot count further.
fn raise_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Where it is refused, fewer visits are under way at a time.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
}

/// Threads that talk to the network and parse feeds, beside the one that reads articles. More of them, on a machine with many cores, would
/// finish no sooner, and each has a heap of its own. The unit's TasksMax has room for them.
const WORKERS: usize = 2;

fn on_runtime(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    raise_open_files();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(WORKERS).max_blocking_threads(MOST_BLOCKING).enable_all().build()?.block_on(work)
}
