//! A disk that is full or cannot be written, and a database that is locked or damaged.

use std::time::Duration;

use rusqlite::Connection;

use crate::case::{Case, can, told};
use crate::support::standin::Answer;

/// Longer than anything here takes; a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_loses_nothing() {
    if !can("a full disk", &["root", "unshare"]) {
        return;
    }
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let (mut full, mut enough) = (0, 0);
    for size in ["16k", "64k", "160k", "256k", "352k", "448k", "544k", "640k", "800k", "4m"] {
        let case = Case::new(&sources).await;
        let script = format!(
            "unshare -m sh -c 'mount -t tmpfs -o size={size} tmpfs $STATE; $RW once -c $CONFIG; echo code $?;
             mount -o remount,size=64m $STATE; $RW once -c $CONFIG && $RW once -c $CONFIG; echo code $?;
             cp -r $STATE $STATE.kept'"
        );
        let output = case.shell(&script).await;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let codes: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("code ")).collect();
        assert!(codes.len() == 2 && codes[1] == "0", "{size}: {said} {}", told(&output));
        match codes[0] {
            "0" => enough += 1,
            "1" => {
                full += 1;
                let line = told(&output);
                let clear = ["the disk is full", "No space left on device", "cannot be opened for writing"];
                assert!(clear.iter().any(|words| line.contains(words)), "{size}: {line}");
            }
            other => panic!("{size}: exit code {other}: {}", told(&output)),
        }
        case.take_back();
        assert_eq!(case.kept(), expected, "{size}");
    }
    assert!(full >= 4 && enough >= 1, "the sizes reach from too small to enough: {full} were full, {enough} enough");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_running_watch_outlives_a_full_disk() {
    if !can("a full disk under a running watch", &["root", "unshare", "nsenter"]) {
        return;
    }
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let case = Case::new(&sources).await;
    // A source that comes with a reload is visited at once.
    let all = std::fs::read_to_string(case.config()).unwrap();
    let (before, behind) = (all.find("\n[[source]]").unwrap(), all.find("\n[http]").unwrap());
    sources.answer("https://quiet.example/feed", Answer::new(200, "application/rss+xml", "<rss version='2.0'><channel/></rss>"));
    let quiet = "\n[[source]]\nname = \"Quiet\"\nkind = \"feed\"\nurl = \"https://quiet.example/feed\"\n";
    std::fs::write(case.config(), format!("{}{quiet}{}", &all[..before], &all[behind..])).unwrap();

    let script = "exec unshare -m sh -c 'mount -t tmpfs -o size=16m tmpfs $STATE; exec $RW run -c $CONFIG'";
    let mut watch = tokio::process::Command::from(case.command(script)).kill_on_drop(true).spawn().unwrap();
    let inside = format!("nsenter -t {} -m", watch.id().unwrap());
    until(&case, &format!("{inside} $RW status --json -c $CONFIG"), "\"state\": \"ok\"").await;
    case.shell(&format!("{inside} sh -c 'head -c 100m /dev/zero >$STATE/ballast'")).await;
    std::fs::write(case.config(), &all).unwrap();
    case.shell(&format!("{inside} $RW reload -c $CONFIG")).await;
    until(&case, &format!("{inside} $RW status --json -c $CONFIG"), "the disk is full").await;
    assert!(case.relay.received().is_empty(), "what is not kept is not told");

    case.shell(&format!("{inside} sh -c 'rm $STATE/ballast; $RW reload -c $CONFIG'")).await;
    until(&case, &format!("{inside} $RW status --json -c $CONFIG"), "\"trouble\": null").await;
    while case.relay.received().is_empty() {
        tokio::time::sleep(PAUSE).await;
    }
    assert!(watch.try_wait().unwrap().is_none(), "it was the same process all the time");
    case.shell(&format!("{inside} cp -r $STATE $STATE.kept; kill -TERM {}", watch.id().unwrap())).await;
    tokio::time::timeout(PATIENCE, watch.wait()).await.unwrap().unwrap();
    case.take_back();
    case.cycle().await;
    let kept = case.kept();
    assert_eq!((&kept.mails, &kept.told), (&expected.mails, &expected.told));
}

/// Waits until the command prints this.
async fn until(case: &Case, command: &str, words: &str) {
    let seen = async {
        while !String::from_utf8_lossy(&case.shell(command).await.stdout).contains(words) {
            tokio::time::sleep(PAUSE).await;
        }
    };
    let last = tokio::time::timeout(PATIENCE, seen).await;
    if last.is_err() {
        let output = case.shell(command).await;
        panic!("{words:?} does not come: {} {}", String::from_utf8_lossy(&output.stdout), told(&output));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_folder_that_cannot_be_written_is_said_and_left_alone() {
    if !can("a read-only mount", &["root", "unshare"]) {
        return;
    }
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let case = Case::new(&sources).await;
    let script = "unshare -m sh -c 'mount --bind $STATE $STATE && mount -o remount,ro,bind $STATE && $RW once -c $CONFIG'";
    let output = case.shell(script).await;
    let line = told(&output);
    assert_eq!(output.status.code(), Some(1), "{line}");
    assert!(line.contains("Read-only file system") && line.contains(&case.state().display().to_string()), "{line}");
    assert_eq!(line.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{line}");
    assert_eq!(std::fs::read_dir(case.state()).unwrap().count(), 0, "nothing was written");
    case.cycle().await;
    let output = case.shell(script).await;
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    case.cycle().await;
    assert_eq!(case.kept(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_is_waited_for_and_then_said() {
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let case = Case::new(&sources).await;
    let database = case.state().join("rosterwatch.db");
    drop(rosterwatch::store::Store::open(&database).unwrap());
    let other = Connection::open(&database).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = case.shell("$RW once -c $CONFIG").await;
    let line = told(&output);
    assert_eq!(output.status.code(), Some(1), "{line}");
    assert!(line.contains("in use by another process"), "{line}");
    other.execute_batch("ROLLBACK").unwrap();
    case.cycle().await;
    case.cycle().await;
    assert_eq!(case.kept(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_is_refused_left_as_it_is_and_a_copy_restores_it() {
    let sources = Case::sources().await;
    let expected = Case::undisturbed(&sources).await;
    let case = Case::new(&sources).await;
    case.cycle().await;
    case.shell("$RW backup -c $CONFIG $STATE/../copy.db").await;
    let database = case.state().join("rosterwatch.db");
    let sound = std::fs::read(&database).unwrap();
    let everywhere: Vec<u8> = sound.iter().enumerate().map(|(at, byte)| if at > 4096 { byte ^ 0x5a } else { *byte }).collect();
    let no_header: Vec<u8> = [&b"person,role\n"[..], &sound[12..]].concat();
    for damaged in [everywhere, no_header, sound[..sound.len() / 3].to_vec()] {
        std::fs::write(&database, &damaged).unwrap();
        for command in ["once", "run", "integrity"] {
            let output = case.shell(&format!("timeout 30 $RW {command} -c $CONFIG")).await;
            let line = told(&output);
            assert_eq!(output.status.code(), Some(3), "{command}: {line}");
            assert!(line.contains("damaged") && line.contains("restore a copy"), "{command}: {line}");
        }
        assert!(std::fs::read(&database).unwrap() == damaged, "it is left for inspection");
    }
    let output = case.shell("$RW restore -c $CONFIG $STATE/../copy.db").await;
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    case.cycle().await;
    assert_eq!(case.kept(), expected);
}
