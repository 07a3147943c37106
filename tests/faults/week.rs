//! A week with a flapping network and a flapping relay, in which the watch is killed a thousand times.
//!
//! The week is simulated by libfaketime: each start finds the clock ten minutes later than the one before. Numbers that decide come from a
//! seed, but how far a run gets before it is killed is up to the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use rusqlite::Connection;

use crate::case::{Case, can, say};
use crate::smtp::{self, Act, Stage};
use crate::support::standin::{Answer, StandIn};

const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
const FEED: &str = "https://wire.example/feed.xml";
const BEGIN: &str = "2026-11-02T00:00:00Z";
const STEP: SignedDuration = SignedDuration::from_mins(10);

const FIRST: [&str; 12] = ["Alice", "Bruno", "Clara", "David", "Elena", "Frank", "Greta", "Henry", "Irene", "Jonas", "Karen", "Louis"];
const LAST: [&str; 10] = ["Abbott", "Barlow", "Carver", "Dalton", "Ellison", "Fletcher", "Garner", "Hartley", "Ingram", "Jarvis"];
const COMPANIES: [&str; 20] = [
    "Initech",
    "Globex",
    "Umbrex",
    "Vandelar",
    "Hooligan",
    "Soylane",
    "Wonkamar",
    "Tyrelix",
    "Cyberlane",
    "Acmetron",
    "Zorgan",
    "Oscorpia",
    "Duffmore",
    "Nakatona",
    "Gringold",
    "Sirion",
    "Buynlarg",
    "Veridian",
    "Massiva",
    "Aperturo",
];
const ROLES: [&str; 6] = [
    "chief executive officer",
    "chief financial officer",
    "chief technology officer",
    "chief operating officer",
    "chief marketing officer",
    "general counsel",
];

/// A small generator (SplitMix64), so that a run can be repeated.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// One appointment: the first `COMPANIES` times `ROLES` of them have each a post and a person of their own.
struct News {
    person: String,
    company: &'static str,
    role: &'static str,
    at: Timestamp,
}

fn news() -> Vec<News> {
    let begin: Timestamp = BEGIN.parse().unwrap();
    let count = COMPANIES.len() * ROLES.len();
    (0..count)
        .map(|number| News {
            person: format!("{} {}", FIRST[number % FIRST.len()], LAST[number / FIRST.len()]),
            company: COMPANIES[number % COMPANIES.len()],
            role: ROLES[number / COMPANIES.len()],
            at: begin + SignedDuration::from_mins(i64::try_from(number).unwrap() * 80),
        })
        .collect()
}

/// The feed with what has been published by `now`, the newest thirty.
fn feed(news: &[News], now: Timestamp) -> String {
    let published: Vec<&News> = news.iter().filter(|news| news.at <= now).collect();
    let items = published.iter().rev().take(30).map(|News { person, company, role, at }| {
        let date = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
        let link = format!("https://wire.example/{}", person.replace(' ', "-"));
        format!(
            "<item><title>{company} appoints {person} as {role}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>\
             <description>{company} has appointed {person} as its new {role}, the company said in a statement. The company makes paper.\
             </description></item>"
        )
    });
    format!("<rss version='2.0'><channel><title>Wire</title>{}</channel></rss>", items.collect::<String>())
}

/// What the network does next.
fn weather(chance: &mut Chance, news: &[News], now: Timestamp) -> Answer {
    let sound = feed(news, now);
    match chance.below(10) {
        0 => Answer::status(503),
        1 => Answer::new(200, "application/rss+xml", sound[..sound.len() / 2].to_string()),
        2 => Answer::new(200, "text/html", "<html><body>Sign in to this network</body></html>"),
        _ => Answer::new(200, "application/rss+xml", sound),
    }
}

/// How the relay is the next time: mostly well.
fn mood(chance: &mut Chance) -> smtp::Script {
    match chance.below(12) {
        0 => vec![(Stage::Greeting, Act::Reply("421 later"))],
        1 => vec![(Stage::RcptTo, Act::Reply("451 later"))],
        2 => vec![(Stage::Accept, Act::Drop)],
        3 => vec![(Stage::Body, Act::Drop)],
        4 => vec![(Stage::Accept, Act::Stall)],
        5 => vec![(Stage::MailFrom, Act::Drop)],
        _ => Vec::new(),
    }
}

fn at(mut command: Command, now: Timestamp) -> Command {
    let now = now.strftime("@%F %T").to_string();
    command.env("LD_PRELOAD", FAKETIME).env("FAKETIME", now).env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("TZ", "UTC");
    command
}

/// `PRAGMA integrity_check` of a copy, as the next start would find it.
fn is_sound(case: &Case) -> bool {
    let copy = tempfile::tempdir().unwrap();
    for name in ["rosterwatch.db", "rosterwatch.db-wal"] {
        let _ = std::fs::copy(case.state().join(name), copy.path().join(name));
    }
    if !copy.path().join("rosterwatch.db").exists() {
        return true;
    }
    let connection = Connection::open(copy.path().join("rosterwatch.db")).unwrap();
    connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap() == "ok"
}

async fn write_case() -> (Case, StandIn) {
    let sources = StandIn::start().await;
    let case = Case::new(&sources).await;
    let organisations: String =
        COMPANIES.iter().map(|name| format!("[[organisation]]\nname = \"{name}\"\nroster = \"empty.csv\"\n")).collect();
    std::fs::write(case.dir.path().join("empty.csv"), "person,role\n").unwrap();
    let text = format!(
        "{organisations}[mail]\nfrom = \"watch@rosterwatch.example\"\nto = [\"desk@rosterwatch.example\"]\nstory_window = \"0s\"\n\
         [mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n[health]\nnotify_after = 0\n\
         [http]\nspacing = \"0s\"\ngateway = \"{}\"\n[[source]]\nname = \"Wire\"\nkind = \"feed\"\nurl = \"{FEED}\"\ninterval = \"5m\"\nfollow = false\n",
        case.relay.port(),
        sources.gateway()
    );
    std::fs::write(case.config(), text).unwrap();
    (case, sources)
}

/// Starts the watch at `now` and kills it after a moment, or earlier where it ends by itself.
async fn start_and_kill(case: &Case, now: Timestamp, moment: Duration) {
    let mut command = at(case.command("exec $RW run -c $CONFIG"), now);
    command.stderr(Stdio::null()).stdout(Stdio::null());
    let mut watch = tokio::process::Command::from(command).kill_on_drop(true).spawn().unwrap();
    tokio::time::sleep(moment).await;
    assert!(watch.try_wait().unwrap().is_none(), "it ended by itself at {now}");
    watch.kill().await.unwrap();
}

async fn week(kills: u64) {
    let (case, sources) = write_case().await;
    let news = news();
    let mut chance = Chance(2026);
    let mut now: Timestamp = BEGIN.parse().unwrap();
    for kill in 0..kills {
        sources.answer(FEED, weather(&mut chance, &news, now));
        case.relay.next(mood(&mut chance));
        start_and_kill(&case, now, Duration::from_millis(50 + chance.below(1000))).await;
        assert!(is_sound(&case), "after kill {kill}");
        now += STEP;
    }
    // Then all is well for two days: what was put off is done.
    let caught_up = case.relay.received().len();
    for _ in 0..48 {
        sources.answer(FEED, Answer::new(200, "application/rss+xml", feed(&news, now)));
        let mut command = at(case.command("exec $RW once -c $CONFIG"), now);
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        now += SignedDuration::from_hours(1);
    }
    // What came out after the last visit is not known yet.
    let now = now - SignedDuration::from_hours(1);
    tell(&case, &news, now, kills, caught_up);
}

/// Each appointment stands in the mails of one Message-ID, however often these came.
fn tell(case: &Case, news: &[News], now: Timestamp, kills: u64, caught_up: usize) {
    let mut mails: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for mail in case.relay.received() {
        let id = MessageParser::default().parse(&mail.data).unwrap().message_id().unwrap().to_string();
        let first = mails.entry(id.clone()).or_insert_with(|| mail.data.clone());
        assert!(*first == mail.data, "{id} was sent again in other bytes");
    }
    let texts: BTreeMap<&String, String> = mails
        .iter()
        .map(|(id, bytes)| {
            (id, MessageParser::default().parse(bytes).unwrap().body_text(0).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    let due: Vec<&News> = news.iter().filter(|news| news.at <= now).collect();
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    for News { person, company, .. } in &due {
        let told = texts.values().filter(|text| text.contains(&format!(". {person} named "))).count();
        if told != 1 {
            wrong.insert(format!("{person} ({company}): {told} mails"));
        }
    }
    assert!(!mails.is_empty(), "no mail came");
    assert!(wrong.is_empty(), "{} of {} appointments not told exactly once: {wrong:#?}", wrong.len(), due.len());
    let taken = case.relay.received().len();
    say(&format!(
        "{kills} kills, each time the database was sound; {} appointments in {} mails, {} of them taken twice or more, {} before the last kill",
        due.len(),
        mails.len(),
        taken - mails.len(),
        caught_up
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_kills() {
    if can("kills under a simulated clock", &[FAKETIME]) {
        week(12).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a quarter of an hour: a thousand kills"]
async fn a_thousand_kills_in_a_week() {
    if can("kills under a simulated clock", &[FAKETIME]) {
        week(1000).await;
    }
}
