//! What the cases share: a store in a temporary folder, and articles whose findings are written as one line each.

use std::collections::HashSet;

use jiff::Timestamp;
use rosterwatch::domain::{
    Article, Author, Certainty, Change, Debt, DocumentKind, Evidence, Finding, Findings, Kind, Language, Mailbox, Manner, Organisation,
    Outcome, Position, Role, Roster, Sending, Telling,
};
use rosterwatch::roster::{concerned, file, reconcile};
use rosterwatch::store::{Recorded, Store, Told};

/// A store with the people of one roster sheet, and the recipients of its alerts.
pub struct Desk {
    pub store: Store,
    pub recipients: Vec<Mailbox>,
    pub organisation: String,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub fn new(organisation: &str, sheet: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("roster.db")).unwrap();
        let (people, tenures) = file::parse(sheet, organisation, role).unwrap();
        let watched = Organisation { name: organisation.into(), aliases: vec![format!("{organisation}, Inc.")], ..Organisation::default() };
        store.import_roster(&Roster { organisations: vec![watched], people, tenures }, at("2024-09-24T00:00:00Z")).unwrap();
        Desk { store, recipients: vec![mailbox("desk@example.org")], organisation: organisation.into(), _folder: folder }
    }

    /// What the pipeline does with one article.
    pub fn read(&mut self, article: &Article, findings: &Findings) -> Recorded {
        let outcomes = self.outcomes(article, findings);
        self.record(article, findings, &outcomes).unwrap()
    }

    /// Records an article; every recipient is owed an alert of what is new.
    pub fn record(&mut self, article: &Article, findings: &Findings, outcomes: &[Outcome]) -> anyhow::Result<Recorded> {
        let recipients = self.recipients.clone();
        let owe = |_: &Change, telling: Telling, _: &Told| match telling {
            Telling::New => {
                recipients.iter().map(|to| Debt { to: to.clone(), sending: Sending::Alert, not_before: article.fetched }).collect()
            }
            _ => Vec::new(),
        };
        self.store.record(article, findings, outcomes, Some(&owe), article.fetched)
    }

    /// What the article does to the books as they are.
    pub fn outcomes(&self, article: &Article, findings: &Findings) -> Vec<Outcome> {
        let concerned = concerned(findings);
        let books = self.store.books(&concerned.people, &concerned.organisations, article.published).unwrap();
        reconcile(&books.roster, &books.told, article, findings, article.fetched)
    }

    /// Reads an article of `key` published at `published` with these findings, and returns the new changes as short lines.
    pub fn tell(&mut self, key: &str, published: &str, lines: &[&str]) -> Vec<String> {
        let recorded = self.read(&article(key, published), &findings(lines));
        let changes = self.store.changes().unwrap();
        recorded.changes.iter().map(|id| short(changes.iter().find(|change| change.id == *id).unwrap())).collect()
    }

    pub fn sheet(&self) -> String {
        file::write(&self.store.roster().unwrap(), &self.organisation)
    }

    /// The rows of a person as `role status since/status_since/until`.
    pub fn rows(&self, person: &str) -> Vec<String> {
        let date = |date: Option<rosterwatch::domain::PartialDate>| date.map(|date| date.to_string()).unwrap_or_else(|| "-".into());
        let roster = self.store.roster().unwrap();
        let rows = roster.tenures.iter().filter(|row| row.person == person);
        rows.map(|row| format!("{} {} {}/{}/{}", row.title(), row.status, date(row.since), date(row.status_since), date(row.until)))
            .collect()
    }
}

/// `departed Ann Poe: CTO current -> - former`.
pub fn short(change: &Change) -> String {
    let before = change.before.as_ref().map(position).unwrap_or_else(|| "unknown".into());
    format!("{} {}: {before} -> {}", change.kind, change.person, position(&change.after))
}

fn position(position: &Position) -> String {
    let until = position.until.map(|until| format!(" until {until}")).unwrap_or_default();
    format!("{} {}{until}", position.role.as_deref().unwrap_or("-"), position.status)
}

pub fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

pub fn mailbox(address: &str) -> Mailbox {
    Mailbox { name: None, address: address.into() }
}

/// An article that is fetched five minutes after its publication.
pub fn article(key: &str, published: &str) -> Article {
    let published = at(published);
    Article {
        source: "wire".into(),
        key: key.into(),
        url: format!("https://news.example/{key}"),
        title: format!("Title of {key}"),
        author: Some(Author { name: "A. Reporter".into(), handle: None }),
        published,
        fetched: published + jiff::SignedDuration::from_mins(5),
        language: Some(Language::English),
        kind: DocumentKind::Article,
        text: "A text.".into(),
    }
}

/// Lines of `person | organisation | kind | role | manner | certainty | effective`, with a leading `history |` where it is none
/// of news. A role beginning with "interim " is interim.
pub fn findings(lines: &[&str]) -> Findings {
    let changes: Vec<Finding> = lines.iter().map(|line| finding(line)).collect();
    Findings { language: Some(Language::English), changes, ..Findings::default() }
}

fn finding(line: &str) -> Finding {
    let bare = line.strip_prefix("history |");
    let fields: Vec<&str> = bare.unwrap_or(line).split('|').map(str::trim).collect();
    let [person, organisation, kind, title, manner, certainty, effective] = fields[..] else { panic!("{line}: seven fields") };
    let interim = title.starts_with("interim ");
    let title = title.trim_start_matches("interim ");
    Finding {
        person: person.into(),
        organisation: (!organisation.is_empty()).then(|| organisation.into()),
        kind: Kind::from_word(kind).unwrap(),
        role: (!title.is_empty()).then(|| role(title)),
        manner: Manner::from_word(manner).unwrap(),
        interim,
        certainty: Certainty::from_word(certainty).unwrap(),
        effective: (!effective.is_empty()).then(|| effective.parse().unwrap()),
        news: bare.is_none(),
        evidence: vec![Evidence { start: 0, end: 7, text: format!("It says: {person}, {kind}.") }],
        rule: "by hand".into(),
    }
}

/// A stand-in for the extractor's reading of titles, with as much as these cases need.
pub fn role(title: &str) -> Role {
    const CODES: [(&str, &str); 30] = [
        ("chief technology officer", "CTO"),
        ("首席技术官", "CTO"),
        ("chief research officer", "CRO"),
        ("首席研究官", "CRO"),
        ("chief information security officer", "CISO"),
        ("首席信息安全官", "CISO"),
        ("chief scientist", "CHIEF_SCIENTIST"),
        ("首席科学家", "CHIEF_SCIENTIST"),
        ("interim chief executive", "CEO"),
        ("chief executive", "CEO"),
        ("president", "PRESIDENT"),
        ("co-founder", "FOUNDER"),
        ("联合创始人", "FOUNDER"),
        ("board member", "BOARD_MEMBER"),
        ("董事会", "BOARD_MEMBER"),
        ("executive chair", "CHAIR"),
        ("research scientist", "OTHER"),
        ("senior vice president", "SVP"),
        ("svp", "SVP"),
        ("高级副总裁", "SVP"),
        ("vice president", "VP"),
        ("vp", "VP"),
        ("副总裁", "VP"),
        ("总裁", "PRESIDENT"),
        ("head", "HEAD"),
        ("主管", "HEAD"),
        ("负责人", "HEAD"),
        ("finance chief", "CFO"),
        ("group chief", "CEO"),
        ("lead", "LEAD"),
    ];
    let lower = title.to_lowercase();
    let found = CODES.iter().find(|(words, _)| lower.starts_with(words) || (!words.is_ascii() && lower.ends_with(words)));
    let Some((words, code)) = found else {
        return Role { title: title.into(), code: title.to_uppercase(), unit: None };
    };
    let rest = if words.is_ascii() { &title[words.len()..] } else { &title[..title.len() - words.len()] };
    let rest = rest.split('(').next().unwrap_or("").trim().trim_start_matches("in charge of ").trim_start_matches("of ");
    let over_all = ["CEO", "PRESIDENT", "OTHER", "FOUNDER"].contains(code);
    Role {
        title: title.into(),
        code: (*code).into(),
        unit: (!rest.is_empty() && !over_all).then(|| rosterwatch::domain::role::title_case(rest)),
    }
}

/// Everything that a store tells of itself, to compare two moments.
pub fn everything(store: &Store) -> (Roster, Vec<Change>, rosterwatch::store::OutboxCounts, u64) {
    (store.roster().unwrap(), store.changes().unwrap(), store.outbox_counts().unwrap(), store.article_count().unwrap())
}

/// The keys of the documents that support the change.
pub fn supporters(change: &Change) -> Vec<&str> {
    let keys: Vec<&str> = change.support.iter().map(|support| support.key.as_str()).collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "each document supports once");
    keys
}
