//! What an article costs against rosters of growing size, and what the process that reads it needs.
//!
//! `cargo bench --bench roster` (500, 5,000 and 50,000 people; `-- 500 5000` for other sizes). A tenth as many organisations, twenty stored
//! findings a person, and a change on the books for every fifth. Each size is measured in a process of its own, on one thread, so that its
//! memory is that of a watch with such a roster: the knowledge that is held between articles, and one article at a time.
//!
//! *reconcile* is what is bounded: asking the database for the part of the books that the article touches, and comparing. Its *cpu* is the time
//! that the thread was on a core, which is what the bound is about; the others are by the wall, and on a busy machine they measure that.
//! *record* is the transaction behind it with its sync, *en* and *zh* the reading of a text in English and in Chinese with that many names
//! known.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use rosterwatch::domain::{
    Article, Certainty, DocumentKind, Evidence, Finding, Findings, Hold, HoldStatus, Kind, Language, Manner, Organisation, Person, Role,
    Roster, Status, Tenure,
};
use rosterwatch::extract::{self, Gazetteer};
use rosterwatch::roster::{concerned, reconcile};
use rosterwatch::store::Store;
use rusqlite::{Connection, params};

const SIZES: [usize; 3] = [500, 5_000, 50_000];
const FINDINGS_A_PERSON: usize = 20;
const FINDINGS_AN_ARTICLE: usize = 2;
const ARTICLES: usize = 1_000;
const MOST: Duration = Duration::from_millis(5);
const MOST_MEMORY_MB: u64 = 150;
/// With a hundred times as many people an article may cost so many times as much: the trees of the database's indices grow deeper.
const MOST_GROWTH: f64 = 4.0;
const MEASURE: &str = "--measure";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, people, database] = &arguments[..]
        && flag == MEASURE
    {
        return measure(people.parse().expect("a number of people"), Path::new(database));
    }
    let sizes: Vec<usize> = match &arguments[..] {
        [] => SIZES.to_vec(),
        given => given.iter().map(|size| size.parse().expect("sizes are numbers of people")).collect(),
    };
    println!(
        "{:>8} {:>8} {:>10} {:>13} {:>13} {:>8} {:>8} {:>10} {:>10} {:>10} {:>10} {:>10} {:>8}",
        "people",
        "organis.",
        "findings",
        "reconcile p50",
        "reconcile p99",
        "cpu p50",
        "cpu p99",
        "record p50",
        "record p99",
        "en p50",
        "zh p50",
        "zh p99",
        "peak MB"
    );
    let mut measured = Vec::new();
    for people in sizes {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = folder.path().join("rosterwatch.db");
        fill(&database, people);
        let own = std::env::current_exe().expect("this program's path");
        let output = Command::new(own).args([MEASURE, &people.to_string()]).arg(&database).output().expect("it runs again");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let line = String::from_utf8(output.stdout).expect("figures are text");
        print!("{line}");
        let figures: Vec<f64> = line.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
        measured.push((figures[5], figures[6], figures[12]));
    }
    let (first, last) = (measured[0], measured[measured.len() - 1]);
    let growth = last.0 / first.0;
    println!("reconcile: p50 with the largest roster is {growth:.1} times that with the smallest (bound {MOST_GROWTH})");
    let p99 = measured.iter().map(|one| one.1).fold(0.0, f64::max);
    let peak = measured.iter().map(|one| one.2).fold(0.0, f64::max);
    println!("bounds: p99 {p99:.2} of {} ms, memory {peak:.0} of {MOST_MEMORY_MB} MB", MOST.as_millis());
    assert!(p99 < MOST.as_secs_f64() * 1e3, "reconciling takes too long");
    assert!(peak < MOST_MEMORY_MB as f64, "the process needs too much memory");
    assert!(growth < MOST_GROWTH, "the cost grows with the roster");
}

/// One line of figures, in milliseconds.
fn measure(people: usize, database: &Path) {
    let mut store = Store::open(database).expect("the database opens");
    let gazetteer = Gazetteer::from_roster(&store.roster().expect("the roster is read"));
    let (mut compare, mut cpu, mut record) = (Vec::new(), Vec::new(), Vec::new());
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    for number in 0..ARTICLES {
        let who = number * 7_919 % people;
        let now = day(0) + SignedDuration::from_secs(number as i64 * 60);
        let findings = findings(who, people);
        let text = format!(
            "{} said on Tuesday that {} is leaving as CFO. {} stays as CEO.",
            place(who, people),
            name(who),
            name(other(who, people))
        );
        let article = article(&format!("new-{number}"), &text, Language::English, now);
        let (began, on_core) = (Instant::now(), on_core());
        let named = concerned(&findings);
        let books = store.books(&named.people, &named.organisations, article.published).expect("the books are read");
        let outcomes = reconcile(&books.roster, &books.told, &article, &findings, now);
        compare.push(began.elapsed());
        cpu.push(self::on_core() - on_core);
        let began = Instant::now();
        store.record(&article, &findings, &outcomes, None, now).expect("it is recorded");
        record.push(began.elapsed());
        if number % 10 == 0 {
            let began = Instant::now();
            std::hint::black_box(extract::read(&article, &gazetteer));
            english.push(began.elapsed());
            let text = format!("{}周二宣布,首席财务官{}将于月底离任。", place(who, people), name(who));
            let article = Article { text, language: Some(Language::Chinese), ..article };
            let began = Instant::now();
            std::hint::black_box(extract::read(&article, &gazetteer));
            chinese.push(began.elapsed());
        }
    }
    let figures = [
        at(&mut compare, 50),
        at(&mut compare, 99),
        at(&mut cpu, 50),
        at(&mut cpu, 99),
        at(&mut record, 50),
        at(&mut record, 99),
        at(&mut english, 50),
        at(&mut chinese, 50),
        at(&mut chinese, 99),
    ];
    let figures: Vec<String> =
        figures.iter().zip([13, 13, 8, 8, 10, 10, 10, 10, 10]).map(|(ms, width)| format!("{ms:>width$.3}")).collect();
    println!("{people:>8} {:>8} {:>10} {} {:>8}", organisations(people), people * FINDINGS_A_PERSON, figures.join(" "), peak_mb());
}

/// Milliseconds below which this part of a hundred stays.
fn at(times: &mut [Duration], hundredths: usize) -> f64 {
    times.sort();
    times[(times.len() * hundredths / 100).min(times.len() - 1)].as_secs_f64() * 1e3
}

/// How long this thread has been on a core.
fn on_core() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).expect("less than a second"))
}

/// The most memory that this process has held at once.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells of its processes");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).expect("a number of kB") / 1024
}

/// Somebody leaves, and a colleague is mentioned in passing.
fn findings(who: usize, people: usize) -> Findings {
    let evidence = || Evidence { start: 0, end: 10, text: "A sentence.".into() };
    let role = |code: &str| Role { title: code.into(), code: code.into(), unit: None };
    let leaves = Finding {
        person: name(who),
        organisation: Some(place(who, people)),
        kind: Kind::Departed,
        role: Some(role("CFO")),
        manner: Manner::Resigned,
        interim: false,
        certainty: Certainty::Announced,
        effective: None,
        news: true,
        evidence: vec![evidence()],
        rule: "by hand".into(),
    };
    let holds = Hold {
        person: name(other(who, people)),
        organisation: Some(place(who, people)),
        role: role("CEO"),
        status: HoldStatus::Current,
        evidence: evidence(),
    };
    Findings { language: Some(Language::English), changes: vec![leaves], holds: vec![holds], stays: Vec::new() }
}

fn article(key: &str, text: &str, language: Language, now: Timestamp) -> Article {
    Article {
        source: "wire".into(),
        key: key.into(),
        url: format!("https://news.example/{key}"),
        title: "A title".into(),
        author: None,
        published: now,
        fetched: now,
        language: Some(language),
        kind: DocumentKind::Article,
        text: text.into(),
    }
}

/// A database as a long watch leaves it.
fn fill(database: &Path, people: usize) {
    let mut store = Store::open(database).expect("a new database");
    store.import_roster(&roster(people), day(-400)).expect("the roster is taken over");
    drop(store);
    let mut connection = Connection::open(database).expect("the database opens");
    connection.pragma_update(None, "synchronous", "OFF").expect("it is only filled");
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut article = transaction
            .prepare("INSERT INTO article (id, key, source, url, title, published, fetched, kind, text, recorded) VALUES (?1, ?2, 'wire', ?3, 'A title', ?4, ?4, 'article', 'A text of some length that tells who came and who went.', ?4)")
            .expect("articles");
        let mut finding = transaction
            .prepare("INSERT INTO finding (article_id, claim, person, organisation, role_title, role_code, hold_status) VALUES (?1, 'hold', ?2, ?3, 'CEO', 'CEO', 'current')")
            .expect("findings");
        let mut change = transaction
            .prepare("INSERT INTO change (id, story, person_id, organisation_id, kind, interim, manner, certainty, standing, after_status, detected) VALUES (?1, ?1, ?2, ?3, 'departed', 0, 'unknown', 'announced', 'announced', 'former', ?4)")
            .expect("changes");
        let mut support = transaction
            .prepare("INSERT INTO support (change_id, article_id, certainty, first_party, outlet, quote) VALUES (?1, ?2, 'announced', 0, 'news.example', 'A sentence.')")
            .expect("supports");
        let articles = people * FINDINGS_A_PERSON / FINDINGS_AN_ARTICLE;
        for number in 0..articles {
            let when = day(-390 + (number * 380 / articles) as i64).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
            let key = format!("old-{number}");
            article.execute(params![number as i64 + 1, key, format!("https://news.example/{key}"), when]).expect("an article");
            for place in 0..FINDINGS_AN_ARTICLE {
                let who = (number * FINDINGS_AN_ARTICLE + place) % people;
                finding.execute(params![number as i64 + 1, name(who), self::place(who, people)]).expect("a finding");
            }
            if number < people / 5 {
                let (id, who) = (format!("change-{number}"), number * 5 + 1);
                change.execute(params![id, who as i64, (who as i64 - 1) % organisations(people) as i64 + 1, when]).expect("a change");
                support.execute(params![id, number as i64 + 1]).expect("a support");
            }
        }
    }
    transaction.commit().expect("it is kept");
}

/// Everybody has a post, every third a former one elsewhere.
fn roster(people: usize) -> Roster {
    let names: HashSet<String> = (0..people).map(name).collect();
    assert_eq!(names.len(), people, "no two people share a name");
    let tenure = |who: usize, organisation: String, code: &str, status: Status| Tenure {
        person: name(who),
        organisation,
        role: Role { title: code.into(), code: code.into(), unit: None },
        interim: false,
        status,
        since: "2020".parse().ok(),
        status_since: None,
        until: if status == Status::Former { "2021".parse().ok() } else { None },
    };
    let organisation = |number: usize| Organisation { name: organisation_name(number), ..Organisation::default() };
    let posts = ["CEO", "CFO", "CTO", "COO", "CMO"];
    let current = (0..people).map(|who| tenure(who, place(who, people), posts[who / organisations(people) % posts.len()], Status::Current));
    let former = (0..people).step_by(3).map(|who| tenure(who, place(who + 1, people), "VP", Status::Former));
    Roster {
        organisations: (0..organisations(people)).map(organisation).collect(),
        people: (0..people).map(|who| Person { name: name(who), ..Person::default() }).collect(),
        tenures: current.chain(former).collect(),
    }
}

fn organisations(people: usize) -> usize {
    (people / 10).max(1)
}

fn place(who: usize, people: usize) -> String {
    organisation_name(who % organisations(people))
}

/// A colleague.
fn other(who: usize, people: usize) -> usize {
    (who + organisations(people)) % people
}

const SYLLABLES: [&str; 20] = [
    "bar", "den", "fol", "gan", "hul", "kem", "lor", "mag", "nor", "pel", "quin", "ras", "sol", "tam", "ulf", "ver", "wim", "yor", "zan",
    "dov",
];

/// One word a number, the first letter large.
fn word(number: usize, syllables: usize) -> String {
    let mut number = number;
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    word[..1].to_uppercase() + &word[1..]
}

fn name(who: usize) -> String {
    format!("{} {}", word(who % 97, 2), word(who / 97, 3))
}

fn organisation_name(number: usize) -> String {
    format!("{} Industries", word(number, 4))
}

fn day(day: i64) -> Timestamp {
    let first: Timestamp = "2024-09-25T08:00:00Z".parse().expect("a moment");
    first + SignedDuration::from_hours(24 * day)
}
