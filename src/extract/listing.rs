//! A page that lists leaders, against its last version: who is new, who has another title, who is gone.
//!
//! Such a page says who holds a role, not that anything has happened. That somebody stands there is the organisation's own word; that
//! somebody no longer does is a lead, and less sure than any statement.

use super::title;
use crate::domain::{Article, Certainty, Evidence, Finding, Findings, Hold, HoldStatus, Kind, Manner, Role};

/// Between name and title; see the text room, which writes the lines.
const BETWEEN: &str = " — ";
/// What a line begins with that tells of somebody who stood in the version before.
const GONE: &str = "No longer listed: ";
/// When more than half of the names vanish at once, and more than these, it is the page that has changed and not the leadership.
const FEW: usize = 2;

/// A line of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry<'a> {
    name: &'a str,
    role: Role,
    line: &'a str,
}

/// What a comparison came to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Compared {
    /// The listing with one line for each entry that is gone.
    pub text: String,
    pub findings: Findings,
    /// How many names vanished when so many did that nothing is concluded from it.
    pub rebuilt: Option<usize>,
}

/// Reads a listing of `organisation`'s people. `before` is the text of its last version as [`Compared::text`] gave it; without one all
/// is taken as given and nothing as news. `None` where nobody came, went or has another title.
pub fn read(article: &Article, before: Option<&str>, organisation: &str) -> Option<Compared> {
    let now = entries(&article.text);
    let Some(before) = before else {
        return Some(Compared { text: article.text.clone(), findings: holds(article, &now, organisation), rebuilt: None });
    };
    let before = entries(before);
    let new: Vec<&Entry> = now.iter().filter(|entry| !lists(&before, entry)).collect();
    let gone: Vec<&Entry> = before.iter().filter(|entry| !lists(&now, entry)).collect();
    if new.is_empty() && gone.is_empty() {
        return None;
    }
    let vanished = names(&gone).into_iter().filter(|name| !now.iter().any(|entry| same_name(entry.name, name))).count();
    let known = names(&before.iter().collect::<Vec<_>>()).len();
    if vanished > FEW && vanished * 2 > known {
        let findings = holds(article, &now, organisation);
        return Some(Compared { text: article.text.clone(), findings, rebuilt: Some(vanished) });
    }
    let lost: String = gone.iter().map(|entry| format!("\n{GONE}{}", entry.line)).collect();
    let text = format!("{}{lost}", article.text);
    let mut findings = holds(article, &now, organisation);
    let moved = |name: &str| now.iter().any(|entry| same_name(entry.name, name));
    let claim = |entry: &Entry, kind, manner, certainty, line: &str| Finding {
        person: entry.name.to_string(),
        organisation: Some(organisation.to_string()),
        kind,
        role: Some(entry.role.clone()),
        manner,
        interim: is_interim(&entry.role.title),
        certainty,
        effective: None,
        news: true,
        evidence: evidence(&text, line).into_iter().collect(),
        rule: "listing".to_string(),
    };
    for entry in new {
        findings.changes.push(claim(entry, Kind::Appointed, Manner::Unknown, Certainty::Announced, entry.line));
    }
    for entry in gone {
        let manner = if moved(entry.name) { Manner::Moved } else { Manner::Unknown };
        findings.changes.push(claim(entry, Kind::Departed, manner, Certainty::Reported, &format!("{GONE}{}", entry.line)));
    }
    Some(Compared { text, findings, rebuilt: None })
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    let entry = |line| {
        let (name, title) = str::split_once(line, BETWEEN)?;
        Some(Entry { name, role: title::role(title), line })
    };
    text.lines().filter(|line| !line.starts_with(GONE)).filter_map(entry).collect()
}

/// Whether the same person stands there in the same role, in whatever words.
fn lists(entries: &[Entry], wanted: &Entry) -> bool {
    let same_role = |role: &Role| role.code == wanted.role.code && (role.unit == wanted.role.unit || role.title == wanted.role.title);
    entries.iter().any(|entry| same_name(entry.name, wanted.name) && same_role(&entry.role))
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

fn names<'a>(entries: &[&Entry<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn is_interim(title: &str) -> bool {
    let title = title.to_lowercase();
    ["interim", "acting", "代理", "临时", "代"].iter().any(|word| title.starts_with(word))
}

fn holds(article: &Article, now: &[Entry], organisation: &str) -> Findings {
    let hold = |entry: &Entry| {
        Some(Hold {
            person: entry.name.to_string(),
            organisation: Some(organisation.to_string()),
            role: entry.role.clone(),
            status: if is_interim(&entry.role.title) { HoldStatus::Acting } else { HoldStatus::Current },
            evidence: evidence(&article.text, entry.line)?,
        })
    };
    Findings { language: article.language, holds: now.iter().filter_map(hold).collect(), ..Findings::default() }
}

/// The line as a piece of the text.
fn evidence(text: &str, line: &str) -> Option<Evidence> {
    let mut start = 0;
    for one in text.split('\n') {
        let length = one.chars().count();
        if one == line {
            return Some(Evidence { start, end: start + length, text: line.to_string() });
        }
        start += length + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DocumentKind, Language};

    fn article(text: &str) -> Article {
        let moment = "2026-09-25T12:00:00Z".parse().unwrap();
        Article {
            source: "Team".into(),
            key: "https://acme.example/team".into(),
            url: "https://acme.example/team".into(),
            title: "Leadership".into(),
            author: None,
            published: moment,
            fetched: moment,
            language: Some(Language::English),
            kind: DocumentKind::Article,
            text: text.into(),
        }
    }

    const BEFORE: &str = "Jo Doe — Chief Executive Officer\nAnn Lee — CFO\nMax Roe — Chief Operating Officer";

    fn told(compared: &Compared) -> Vec<(&str, Kind, &str, Certainty, Manner)> {
        let one = |finding: &'_ Finding| (finding.kind, finding.certainty, finding.manner);
        compared
            .findings
            .changes
            .iter()
            .map(|finding| {
                let (kind, certainty, manner) = one(finding);
                (finding.person.as_str(), kind, finding.role.as_ref().unwrap().code.as_str(), certainty, manner)
            })
            .collect()
    }

    #[test]
    fn the_first_look_states_and_tells_no_news() {
        let first = read(&article(BEFORE), None, "Acme").unwrap();
        assert_eq!((first.findings.changes.len(), first.findings.holds.len()), (0, 3));
        let hold = &first.findings.holds[1];
        assert_eq!((hold.person.as_str(), hold.role.code.as_str(), hold.evidence.text.as_str()), ("Ann Lee", "CFO", "Ann Lee — CFO"));
    }

    #[test]
    fn who_is_new_is_announced_and_who_is_gone_is_a_lead() {
        let now = article("Jo Doe — CEO\nMax Roe — Chief Operating Officer\nEve Poe — Interim Chief Financial Officer");
        let compared = read(&now, Some(BEFORE), "Acme").unwrap();
        assert_eq!(
            told(&compared),
            [
                ("Eve Poe", Kind::Appointed, "CFO", Certainty::Announced, Manner::Unknown),
                ("Ann Lee", Kind::Departed, "CFO", Certainty::Reported, Manner::Unknown)
            ],
            "another wording of a title is no change"
        );
        assert!(compared.findings.changes[0].interim);
        assert!(compared.text.ends_with("\nNo longer listed: Ann Lee — CFO"));
        let quoted = &compared.findings.changes[1].evidence[0];
        assert_eq!(compared.text.chars().skip(quoted.start).take(quoted.end - quoted.start).collect::<String>(), quoted.text);
        assert_eq!(read(&now, Some(&compared.text), "Acme"), None, "told once");
    }

    #[test]
    fn another_title_is_a_move() {
        let compared =
            read(&article("Jo Doe — Chair of the Board\nAnn Lee — CFO\nMax Roe — Chief Executive Officer"), Some(BEFORE), "Acme").unwrap();
        let told = told(&compared);
        assert!(told.contains(&("Max Roe", Kind::Appointed, "CEO", Certainty::Announced, Manner::Unknown)), "{told:?}");
        assert!(told.contains(&("Max Roe", Kind::Departed, "COO", Certainty::Reported, Manner::Moved)), "{told:?}");
    }

    #[test]
    fn a_page_that_was_rebuilt_dismisses_nobody() {
        let compared = read(&article("New Person — Head of Sales"), Some(BEFORE), "Acme").unwrap();
        assert_eq!((compared.findings.changes.len(), compared.rebuilt), (0, Some(3)));
    }
}
