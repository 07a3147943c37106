//! A list of changes on stdout: a table that fits the terminal, or JSON.

use std::collections::BTreeSet;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use url::Url;

use super::report::{count, line};
use crate::domain::{Change, Position, Status, Support};

/// From this width on every column has a place of its own; below it related ones share one.
const WIDE: u16 = 120;

/// One row a change, in their order.
pub fn table(changes: &[Change], width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if width >= WIDE {
        table.set_header(["When (UTC)", "Organisation", "Person", "Before → after", "Certainty", "Sources", "Evidence"]);
        table.add_rows(changes.iter().map(|change| {
            let (date, time) = when(change);
            [
                format!("{date} {time}"),
                line(&change.organisation),
                line(&change.person),
                step(change),
                change.standing.to_string(),
                sources(change),
                evidence(change),
            ]
        }));
        fix(&mut table, &[(0, 18), (4, 11), (6, width * 3 / 10)]);
    } else {
        table.set_header(["When (UTC)", "Who", "Before → after", "Evidence"]);
        table.add_rows(changes.iter().map(|change| {
            let (date, time) = when(change);
            let who = format!("{}\n{}", line(&change.person), line(&change.organisation));
            let what = format!("{}\n({})", step(change), change.standing);
            [format!("{date}\n{time}"), who, what, format!("{}\n{}", evidence(change), sources(change))]
        }));
        fix(&mut table, &[(0, 12), (3, width * 3 / 8)]);
    }
    table
}

fn fix(table: &mut Table, widths: &[(usize, u16)]) {
    for &(column, width) in widths {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
}

/// The changes as a JSON array, each with all of its sources.
pub fn json(changes: &[Change]) -> Value {
    changes.iter().map(change_json).collect()
}

fn change_json(change: &Change) -> Value {
    let position = |position: &Position| json!({ "role": position.role, "status": position.status.as_str(), "until": position.until.map(|date| date.to_string()) });
    let source = |support: &Support| {
        json!({
            "source": support.source, "url": support.url, "title": support.title, "author": support.author,
            "published": support.published.to_string(), "certainty": support.certainty.as_str(), "quote": support.quote,
        })
    };
    json!({
        "id": change.id,
        "detected": change.detected.to_string(),
        "organisation": change.organisation,
        "person": change.person,
        "kind": change.kind.as_str(),
        "manner": change.manner.as_str(),
        "certainty": change.certainty.as_str(),
        "standing": change.standing.as_str(),
        "story": change.story,
        "effective": change.effective.map(|date| date.to_string()),
        "before": change.before.as_ref().map(position),
        "after": position(&change.after),
        "sources": change.support.iter().map(source).collect::<Vec<_>>(),
    })
}

/// `Bob Roe (Acme): CFO → former`.
pub fn headline(change: &Change) -> String {
    format!("{} ({}): {}", line(&change.person), line(&change.organisation), step(change))
}

/// `departed, confirmed, 3 documents of 2 outlets`, and what the operator decided.
pub fn state(change: &Change) -> String {
    let outlets: BTreeSet<&str> = change.support.iter().map(|support| support.outlet.as_str()).collect();
    let documents = count(change.support.len(), "document", "documents");
    let verdict = change.verdict.map(|verdict| format!(", {verdict} by the operator")).unwrap_or_default();
    format!("{}, {}, {documents} of {}{verdict}", change.kind, change.standing, count(outlets.len(), "outlet", "outlets"))
}

/// Day and minute at which the first source told it.
fn when(change: &Change) -> (String, String) {
    let told = change.support.first().map_or(change.detected, |support| support.published).to_zoned(TimeZone::UTC);
    (told.strftime("%Y-%m-%d").to_string(), told.strftime("%H:%M").to_string())
}

fn step(change: &Change) -> String {
    let before = change.before.as_ref().map_or_else(|| "not in the roster".to_string(), position);
    let same_role = change.before.as_ref().is_some_and(|before| before.role == change.after.role && before.status != change.after.status);
    let after = if same_role { position(&Position { role: None, ..change.after.clone() }) } else { position(&change.after) };
    format!("{before} → {after}")
}

/// `CTO`, `Chief Research Officer, outgoing until 2024-11`, `former`.
fn position(position: &Position) -> String {
    let status = match position.status {
        Status::Current => None,
        Status::OnLeave => Some("on leave".to_string()),
        other => Some(other.to_string()),
    };
    let until = position.until.filter(|_| position.status != Status::Former).map(|date| format!("until {date}"));
    let state = [status, until].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [position.role.as_deref().map(line).unwrap_or_default(), state];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if text.is_empty() { "role not named".to_string() } else { text }
}

/// `7: techcrunch.com`: how many, and where the first of them stands.
fn sources(change: &Change) -> String {
    let first = change.support.first().map(|support| host(&support.url)).unwrap_or_default();
    format!("{}: {first}", change.support.len())
}

fn host(address: &str) -> String {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_string));
    host.map_or_else(|| line(address), |host| host.trim_start_matches("www.").to_string())
}

fn evidence(change: &Change) -> String {
    change.support.first().map(|support| line(&support.quote)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::domain::{Certainty, ChangeKind, Manner, Standing};

    fn change(person: &str, quote: &str) -> Change {
        let held = |role: &str| Position { role: Some(role.into()), status: Status::Current, until: None };
        let support = Support {
            source: "TechCrunch".into(),
            key: "k".into(),
            url: "https://www.techcrunch.com/2024/09/25/x/".into(),
            title: "t".into(),
            author: None,
            published: "2024-09-25T19:42:03Z".parse().unwrap(),
            certainty: Certainty::Announced,
            first_party: false,
            outlet: "news.example".into(),
            likeness: None,
            quote: quote.into(),
        };
        Change {
            id: "c1".into(),
            story: "c1".into(),
            person: person.into(),
            organisation: "OpenAI".into(),
            kind: ChangeKind::Appointed,
            role: None,
            interim: false,
            manner: Manner::Promoted,
            certainty: Certainty::Announced,
            standing: Standing::Announced,
            verdict: None,
            effective: None,
            before: Some(held("VP Research")),
            after: held("SVP Research"),
            detected: "2024-09-25T19:45:00Z".parse().unwrap(),
            support: vec![support.clone(), support],
        }
    }

    #[test]
    fn every_line_is_as_wide_as_the_others_with_chinese_in_it_too() {
        let changes = [
            change("Mark Chen", "Our new SVP of Research is Mark, who from now on runs the research organization together with Jakub."),
            change("王小明", "按照备忘录,Mark 将出任研究高级副总裁,与首席科学家 Jakub 搭档带领研究团队,这本来就是为 Bob 准备的接班方案。"),
        ];
        for width in [60, 80, 100, 120, 160, 240] {
            let text = table(&changes, width).to_string();
            let widths: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
            assert!(widths.iter().all(|each| *each == widths[0]), "{width}: {widths:?}\n{text}");
            assert!(widths[0] <= usize::from(width), "{width}: {}\n{text}", widths[0]);
        }
    }

    #[test]
    fn a_wide_table_says_everything_in_one_row() {
        let text = table(&[change("Mark Chen", "Our new SVP is Mark.")], 200).to_string();
        let row = text.lines().find(|line| line.contains("Mark Chen")).unwrap();
        for cell in ["2024-09-25 19:42", "OpenAI", "VP Research → SVP Research", "announced", "2: techcrunch.com", "Our new SVP is Mark."]
        {
            assert!(row.contains(cell), "{cell}: {row}");
        }
    }

    #[test]
    fn positions_read_as_a_person_would_write_them() {
        let mut gone = change("Bob McGrew", "").after;
        gone.status = Status::Outgoing;
        gone.until = "2024-11".parse().ok();
        assert_eq!(position(&gone), "SVP Research, outgoing until 2024-11");
        let leaving = Change { after: gone, ..change("Bob McGrew", "") };
        let leaving = Change { before: Some(Position { status: Status::Current, until: None, ..leaving.after.clone() }), ..leaving };
        assert_eq!(step(&leaving), "SVP Research → outgoing until 2024-11");
        let former = Position { role: None, status: Status::Former, until: "2024-09".parse().ok() };
        assert_eq!(position(&former), "former");
    }

    #[test]
    fn a_quote_cannot_steer_the_terminal() {
        let text = table(&[change("Mark\u{1b}[2J Chen", "a\u{7}b\nc")], 160).to_string();
        assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text:?}");
    }
}
