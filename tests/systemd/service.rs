//! The service from its start to its stop: ready, credentials, reload, watchdog, kill.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mail_parser::MessageParser;
use rosterwatch::store::{OutboxCounts, Store};
use serde_json::Value;

use crate::lab::Lab;
use crate::smtp::{Act, Stage};
use crate::world::World;

const UNIT: &str = "rosterwatch.service";
const CONFIG: &str = "/etc/rosterwatch/config.toml";

fn status(lab: &Lab) -> Value {
    serde_json::from_str(&lab.ok(&["rosterwatch", "status", "--json", "-c", CONFIG])).unwrap()
}

/// The mails that the relay took after its first `known`, by Message-ID; one that came twice must have come in the same bytes.
fn mails(world: &World, known: usize) -> BTreeMap<String, Vec<u8>> {
    let mut mails = BTreeMap::new();
    for mail in world.relay.received().into_iter().skip(known) {
        let id = MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_string();
        let first = mails.entry(id.clone()).or_insert_with(|| mail.data.clone());
        assert!(*first == mail.data, "{id} was sent again in other bytes");
    }
    mails
}

fn wait_until_all_is_told(lab: &Lab) {
    lab.wait("the last mail", || {
        let status = status(lab);
        let visited = status["sources"].as_array().unwrap().iter().all(|source| source["state"] != "new");
        visited && status["mails"]["waiting"] == 0 && status["mails"]["changes_owed"] == 0
    });
}

fn append(lab: &Lab, text: &str) -> String {
    let before = std::fs::read_to_string(lab.path(CONFIG)).unwrap();
    std::fs::write(lab.path(CONFIG), format!("{before}{text}")).unwrap();
    before
}

fn it_is_ready_and_has_its_credentials(lab: &Lab, world: &World) {
    lab.ok(&["systemctl", "start", UNIT]);
    assert_eq!((lab.show(UNIT, "ActiveState"), lab.show(UNIT, "SubState")), ("active".into(), "running".into()));
    assert!(lab.show(UNIT, "StatusText").contains("sources: "), "{}", lab.show(UNIT, "StatusText"));
    wait_until_all_is_told(lab);
    assert_eq!(mails(world, 0).len(), 1);
    assert!(!world.relay.logins().is_empty(), "it logs in with the password that only root may read");
    let told = status(lab);
    assert_eq!(told["running"]["pid"].to_string(), lab.show(UNIT, "MainPID"));
    assert!(told["running"]["trouble"].is_null(), "{told:#}");
    lab.wait("the status line of a turn", || lab.show(UNIT, "StatusText").contains("mails waiting: 0"));
}

fn reload_takes_up_what_is_sound_and_refuses_the_rest(lab: &Lab) {
    let pid = lab.show(UNIT, "MainPID");
    let sources = |lab: &Lab| status(lab)["sources"].as_array().unwrap().len();
    let before = sources(lab);
    append(lab, "\n[[source]]\nname = \"Wire\"\nkind = \"feed\"\nurl = \"https://wire.example/feed\"\n");
    lab.ok(&["systemctl", "reload", UNIT]);
    lab.wait("the new source", || sources(lab) == before + 1);
    let sound = append(lab, "\n[[source]]\nname = \"Wire\"\nkind = \"feed\"\nurl = \"https://wire.example/feed\"\n");
    let _ = lab.run(&["systemctl", "reload", UNIT]);
    lab.wait("the refusal", || lab.journal().contains("the old one stays: /etc/rosterwatch/config.toml:"));
    lab.wait("the status line", || lab.show(UNIT, "StatusText").contains("old one stays"));
    assert_eq!(sources(lab), before + 1);
    assert!(status(lab)["running"]["refused"].as_str().unwrap().contains("twice"), "{:#}", status(lab));
    std::fs::write(lab.path(CONFIG), sound).unwrap();
    let told = lab.ok(&["rosterwatch", "reload", "-c", CONFIG]);
    assert!(told.contains("has taken up its configuration"), "{told}");
    assert_eq!(lab.show(UNIT, "MainPID"), pid, "a reload is no restart");
}

fn a_hang_is_killed_and_restarted(lab: &Lab) {
    lab.drop_in(UNIT, "[Service]\nEnvironment=\"ROSTERWATCH_HANG_AT=daemon: turn\"\nWatchdogSec=1s\nRestartSec=100ms\n");
    lab.ok(&["systemctl", "restart", UNIT]);
    lab.wait("the restart", || lab.show(UNIT, "NRestarts").parse::<u32>().unwrap() >= 1);
    assert!(lab.journal().contains("Watchdog timeout (limit 1s)"), "{}", lab.journal());
    // The control: the same time without the hang.
    lab.drop_in(UNIT, "[Service]\nWatchdogSec=1s\n");
    lab.ok(&["systemctl", "restart", UNIT]);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!((lab.show(UNIT, "NRestarts"), lab.show(UNIT, "ActiveState")), ("0".into(), "active".into()));
}

fn it_stops_in_time_while_a_relay_stalls(lab: &Lab, world: &World) {
    lab.ok(&["systemctl", "stop", UNIT]);
    lab.ok(&["rm", "-rf", "/var/lib/rosterwatch"]);
    let connections = world.relay.connections();
    world.relay.next(vec![(Stage::Greeting, Act::Stall)]);
    lab.ok(&["systemctl", "start", UNIT]);
    lab.wait("the connection", || world.relay.connections() > connections);
    let begun = Instant::now();
    lab.ok(&["systemctl", "stop", UNIT]);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(lab.show(UNIT, "Result"), "success", "{}", lab.journal());
    let before = world.relay.received().len();
    lab.ok(&["systemctl", "start", UNIT]);
    wait_until_all_is_told(lab);
    assert_eq!(world.relay.received().len(), before + 1, "the mail that was broken off goes out at the next start");
}

fn kills_lose_nothing_and_repeat_nothing(lab: &Lab, world: &World) {
    lab.drop_in(UNIT, "[Service]\nRestartSec=100ms\nRestartSteps=0\n");
    lab.ok(&["systemctl", "stop", UNIT]);
    let expected = kept(lab).0;
    lab.ok(&["rm", "-rf", "/var/lib/rosterwatch"]);
    let known = world.relay.received().len();
    lab.ok(&["systemctl", "start", UNIT]);
    for number in 0..8_u32 {
        lab.wait("the service", || lab.show(UNIT, "SubState") == "running");
        std::thread::sleep(Duration::from_nanos(chance() % 900_000_000));
        lab.ok(&["systemctl", "kill", "-s", "KILL", UNIT]);
        lab.wait("the restart", || lab.show(UNIT, "NRestarts").parse::<u32>().unwrap() > number);
    }
    lab.wait("the service", || lab.show(UNIT, "SubState") == "running");
    wait_until_all_is_told(lab);
    lab.ok(&["systemctl", "stop", UNIT]);
    let (told, counts) = kept(lab);
    assert_eq!(told, expected);
    assert_eq!((counts.unclaimed, counts.queued, counts.sending, counts.deferred, counts.dead), (0, 0, 0, 0, 0));
    assert_eq!(mails(world, known).len(), usize::try_from(counts.sent).unwrap(), "each mail under one Message-ID");
}

/// The last digits of the clock.
fn chance() -> u64 {
    u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos())
}

/// The ids of the changes that a stopped service has told, and its outbox. SQLite does not open a file through /proc, so it is copied.
fn kept(lab: &Lab) -> (Vec<String>, OutboxCounts) {
    let dir = tempfile::tempdir().unwrap();
    let copy = dir.path().join("rosterwatch.db");
    std::fs::copy(lab.path("/var/lib/rosterwatch/rosterwatch.db"), &copy).unwrap();
    let store = Store::view(&copy).unwrap();
    let mut told: Vec<String> = store.changes().unwrap().into_iter().map(|change| change.id).collect();
    told.sort();
    (told, store.outbox_counts().unwrap())
}

fn the_service_holds(suite: &'static str) {
    let Some(lab) = Lab::boot(suite) else { return };
    let world = World::of(&lab, Vec::new());
    world.configure(&lab);
    it_is_ready_and_has_its_credentials(&lab, &world);
    reload_takes_up_what_is_sound_and_refuses_the_rest(&lab);
    a_hang_is_killed_and_restarted(&lab);
    it_stops_in_time_while_a_relay_stalls(&lab, &world);
    kills_lose_nothing_and_repeat_nothing(&lab, &world);
}

#[test]
fn the_service_holds_under_systemd_252() {
    the_service_holds("bookworm");
}

#[test]
fn the_service_holds_under_systemd_257() {
    the_service_holds("trixie");
}
