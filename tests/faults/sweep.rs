//! One cycle, disturbed at each of its writes and syncs: the process is killed there, or the sync fails.
//!
//! SQLite reports a failed fsync once, and lets the next commit succeed although the first one's pages may be lost: the program itself must
//! stop at once, and recover at its next start.

use futures_util::{StreamExt, stream};

use crate::case::{Case, Kept, can, say, told};
use crate::support::standin::StandIn;

/// Cases run side by side.
const CASES: usize = 2;
/// At the end SQLite merges its log into the file, with a sync of each. Where one fails the log stays, and every commit in it was synced.
const CLOSING: usize = 2;

/// How many calls of each kind the thread with the most of them makes in a cycle. strace counts by thread, and so must we.
async fn calls(sources: &StandIn, name: &str) -> usize {
    let case = Case::new(sources).await;
    let log = case.dir.path().join("calls");
    let output = case.shell(&format!("strace -f -qq -o {} -e trace={name} $RW once -c $CONFIG", log.display())).await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let mut by_thread = std::collections::BTreeMap::<String, usize>::new();
    for line in std::fs::read_to_string(log).unwrap().lines().filter(|line| line.contains(&format!("{name}("))) {
        *by_thread.entry(line.split(' ').next().unwrap().to_string()).or_default() += 1;
    }
    by_thread.into_values().max().expect("the cycle makes such calls")
}

/// What became of a cycle with a fault.
struct Done {
    number: usize,
    code: Option<i32>,
    said: String,
    /// The calls that the fault met, with the files' names.
    met: String,
}

/// The cycle with a fault at its `number`-th call, then two without.
async fn disturbed(sources: &StandIn, expected: &Kept, fault: &str, number: usize) -> Done {
    let case = Case::new(sources).await;
    let name = fault.split(':').next().unwrap();
    let log = case.dir.path().join("calls");
    let strace = format!("strace -f -qq -y -s 0 -o {} -e trace={name} -e inject={fault}:when={number}", log.display());
    let output = case.shell(&format!("{strace} $RW once -c $CONFIG")).await;
    let calls = std::fs::read_to_string(log).unwrap();
    let met = calls.lines().filter(|line| line.contains("(INJECTED)")).collect::<Vec<_>>().join("\n");
    case.cycle().await;
    case.cycle().await;
    assert_eq!(case.kept(), *expected, "{fault} at call {number}");
    Done { number, code: output.status.code(), said: told(&output), met }
}

/// Runs the fault at every `step`-th call of the cycle; what became of each.
async fn sweep(fault: &str, step: usize) -> (Vec<Done>, usize) {
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let last = calls(&sources, fault.split(':').next().unwrap()).await;
    let (sources, expected) = (&sources, &expected);
    let numbers = (1..=last).step_by(step);
    let cases = numbers.map(|number| disturbed(sources, expected, fault, number));
    let done: Vec<_> = stream::iter(cases).buffer_unordered(CASES).collect().await;
    say(&format!("{fault}: {} of {last} calls, nothing lost and nothing told twice", done.len()));
    (done, last)
}

fn killed((done, _): &(Vec<Done>, usize)) {
    // strace ends as its child did: by the signal.
    let killed = done.iter().filter(|done| done.code.is_none() || done.code == Some(137)).count();
    assert!(killed * 10 >= done.len() * 9, "{killed} of {} were killed", done.len());
}

/// Whoever met a failed sync of the database ends and says so, before a commit that follows could seem to count.
fn gave_up((done, last): &(Vec<Done>, usize)) {
    let counts = |done: &&Done| done.met.contains("rosterwatch.db") && done.number + CLOSING <= *last;
    assert!(done.iter().any(|done| counts(&done)), "the database is synced");
    for Done { number, code, said, met } in done.iter().filter(counts) {
        assert!(*code == Some(1) && said.contains("the disk failed"), "call {number}: {code:?}: {said} {met}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_of_kills_and_failed_syncs() {
    if can("kills at writes and syncs", &["strace"]) {
        killed(&sweep("pwrite64:signal=KILL", 61).await);
        killed(&sweep("fsync:signal=KILL", 5).await);
        gave_up(&sweep("fsync:error=EIO", 3).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a quarter of an hour: every write and every sync"]
async fn kills_at_every_write_and_sync_and_every_failed_sync() {
    if can("kills at every write and sync", &["strace"]) {
        gave_up(&sweep("fsync:error=EIO", 1).await);
        killed(&sweep("fsync:signal=KILL", 1).await);
        killed(&sweep("pwrite64:signal=KILL", 1).await);
    }
}
