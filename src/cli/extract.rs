//! `rosterwatch extract`: reads documents, writes what each of them tells as one line of JSON.
//!
//! Documents come as NDJSON on standard input, or as files of text or HTML. All cores read; the order of the input is
//! kept; memory does not grow with the input. Needs no configuration: every organisation counts.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use serde_json::{Value, json};

use super::document::{self, Document, findings_json};
use super::knowledge::Knowledge;
use crate::extract::{self, Gazetteer};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Text or HTML files to read; without any, NDJSON is read from standard input:
    /// {"id","title","text","published","lang"?,"kind"?,"author"?,"handle"?,"url"?}
    files: Vec<PathBuf>,
    #[command(flatten)]
    knowledge: Knowledge,
    /// Threads that read [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// A line longer than this is an error of its own; 16 MiB.
const MAX_LINE: usize = 16 << 20;

/// Documents that wait for each thread: enough to keep it busy, little enough to keep memory flat.
const QUEUE: usize = 8;

pub fn execute(args: &Args) -> anyhow::Result<ExitCode> {
    let gazetteer = args.knowledge.gazetteer()?;
    let failed = if args.files.is_empty() {
        stream(BufReader::new(std::io::stdin()), &gazetteer, args.threads.unwrap_or_else(cores))?
    } else {
        files(&args.files, &gazetteer)?
    };
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Reads each file as one document; HTML by its first characters, else text.
fn files(paths: &[PathBuf], gazetteer: &Gazetteer) -> anyhow::Result<usize> {
    let mut failed = 0;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in paths {
        let id = path.display().to_string();
        let line = match document::file(path) {
            Ok(article) => findings_json(&id, &extract::read(&article, gazetteer)),
            Err(error) => {
                failed += 1;
                json!({ "id": id, "error": format!("{error:#}") })
            }
        };
        writeln!(out, "{line}")?;
    }
    Ok(failed)
}

/// Deals lines to the threads in turn and collects their answers in the same turn, so that order is kept without sorting.
/// Returns how many lines could not be read.
fn stream(input: impl BufRead + Send, gazetteer: &Gazetteer, threads: usize) -> anyhow::Result<usize> {
    let threads = threads.clamp(1, 64);
    let (mut lines, mut answers) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (give, work) = sync_channel::<Line>(QUEUE);
            let (done, take) = sync_channel::<Answer>(QUEUE);
            lines.push(give);
            answers.push(take);
            scope.spawn(move || {
                for line in work {
                    if done.send(answer(line, gazetteer)).is_err() {
                        return;
                    }
                }
            });
        }
        // the senders go with the dealer: when it has dealt all, the threads end
        scope.spawn(move || deal(input, &lines));
        collect(&answers)
    })
}

type Line = Result<(usize, String), (usize, String)>;
type Answer = (bool, Value);

fn deal(mut input: impl BufRead, lines: &[SyncSender<Line>]) {
    let mut turn = 0;
    for number in 1.. {
        let line = match read_line(&mut input) {
            Ok(None) => return,
            Ok(Some(line)) if line.trim().is_empty() => continue,
            Ok(Some(line)) => Ok((number, line)),
            Err(error) => Err((number, error)),
        };
        let broken = matches!(&line, Err((_, e)) if e.starts_with("input"));
        if lines[turn % lines.len()].send(line).is_err() || broken {
            return;
        }
        turn += 1;
    }
}

/// One line without its end. `Err` for one that is too long or not UTF-8, and, beginning with "input", for an input that broke off.
fn read_line(input: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    let read =
        std::io::Read::take(&mut *input, MAX_LINE as u64 + 1).read_until(b'\n', &mut bytes).map_err(|e| format!("input broke off: {e}"))?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.len() > MAX_LINE && !bytes.ends_with(b"\n") {
        // the rest of the line is skipped in pieces
        loop {
            let mut rest = Vec::new();
            let more = std::io::Read::take(&mut *input, MAX_LINE as u64)
                .read_until(b'\n', &mut rest)
                .map_err(|e| format!("input broke off: {e}"))?;
            if more == 0 || rest.ends_with(b"\n") {
                return Err(format!("the line is longer than {} MiB", MAX_LINE >> 20));
            }
        }
    }
    String::from_utf8(bytes).map(Some).map_err(|_| "the line is not UTF-8".to_string())
}

fn answer(line: Line, gazetteer: &Gazetteer) -> Answer {
    let (number, line) = match line {
        Ok(line) => line,
        Err((number, error)) => return (false, json!({ "id": null, "error": format!("line {number}: {error}") })),
    };
    match Document::parse(&line) {
        Ok(document) => (true, findings_json(&document.id, &extract::read(&document.article, gazetteer))),
        Err((id, error)) => (false, json!({ "id": id, "error": format!("line {number}: {error}") })),
    }
}

fn collect(answers: &[Receiver<Answer>]) -> anyhow::Result<usize> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = 0;
    for turn in 0.. {
        let Ok((good, value)) = answers[turn % answers.len()].recv() else { break };
        failed += usize::from(!good);
        if let Err(error) = writeln!(out, "{value}") {
            // whoever read us has read enough
            return if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(failed) } else { Err(error.into()) };
        }
    }
    out.flush()?;
    Ok(failed)
}
