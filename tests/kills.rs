//! The program is killed again and again while ten thousand mails go out: none is lost, and what comes twice is the same mail.

#[path = "support/changes.rs"]
mod changes;
#[path = "support/counting.rs"]
mod counting;
#[path = "support/outbox.rs"]
mod outbox;
mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use counting::Counting;
use jiff::Timestamp;
use rosterwatch::store::Store;
use support::server::{Act, Answer, Asked, Server};
use support::{MINIMAL, write_config};

const MAILS: usize = 10_000;
const KILLS: usize = 20;

/// Random enough to hit any step, and the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        // Knuth's constants, as in MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn program(config: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rosterwatch"));
    command.args(["once", "-c"]).arg(config).stdout(Stdio::null()).stderr(Stdio::null()).env_remove("RUST_LOG");
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_no_mail_and_what_comes_twice_is_the_same_mail() {
    let relay = Counting::start();
    let empty =
        "<rss version=\"2.0\"><channel><title>t</title><link>https://news.example/</link><description>d</description></channel></rss>";
    let news = Server::start(move |_: &Asked| Act::Answer(Answer::new(200, "application/rss+xml", empty))).await;
    let folder = tempfile::tempdir().unwrap();
    let (gateway, port) = (news.gateway(), relay.port);
    let text = format!(
        "state_dir = 'state'\n{MINIMAL}\n[http]\ngateway = \"{gateway}\"\nspacing = \"0s\"\n[mail.smtp]\nhost = '127.0.0.1'\nport = {port}\ntls = 'none'\n"
    );
    let config = write_config(folder.path(), &text);
    let database = folder.path().join("state/rosterwatch.db");
    std::fs::create_dir(folder.path().join("state")).unwrap();
    outbox::fill(&database, MAILS, Timestamp::now());
    let mut random = Random(20_240_925);
    let mut before = 0;
    for kill in 0..KILLS {
        let mut child = program(&config).spawn().unwrap();
        // From the first mail to the last of a round, and a moment that is no round number of mails.
        before += 1 + usize::try_from(random.below(2 * (MAILS / KILLS) as u64 - 200)).unwrap();
        relay.await_mails(before);
        std::thread::sleep(std::time::Duration::from_micros(random.below(3000)));
        assert!(child.try_wait().unwrap().is_none(), "kill {kill} comes while mails go out");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(program(&config).status().unwrap().success());
    let taken = relay.take();
    let doubles = taken.mails - taken.times.len();
    let most = taken.times.values().max().copied().unwrap_or(0);
    println!("{MAILS} mails, {KILLS} kills: {doubles} came twice, none more than {most} times");
    assert_eq!(taken.times.len(), MAILS, "no mail is lost");
    assert_eq!(taken.altered, Vec::<String>::new(), "what comes twice is the same mail");
    let counts = Store::view(&database).unwrap().outbox_counts().unwrap();
    assert_eq!((counts.sent as usize, counts.queued, counts.sending, counts.deferred, counts.dead), (MAILS, 0, 0, 0, 0));
    // What is not noted yet when the kill comes: one round of notes.
    assert!(doubles < KILLS * MAILS / 20, "{doubles} doubles");
}
