//! `rosterwatch changes export`: what was told, for other programs.

use clap::ValueEnum;
use csv::WriterBuilder;
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use xxhash_rust::xxh3::xxh3_128;

use super::Filter;
use crate::cli::change_list;
use crate::cli::report::{line, say};
use crate::domain::{Change, Position};
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// json: with every source; csv: one line a change; atom: a feed (RFC 4287)
    #[arg(long, value_enum)]
    format: Format,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Csv,
    Atom,
}

const COLUMNS: [&str; 16] = [
    "id",
    "story",
    "detected",
    "organisation",
    "person",
    "kind",
    "role",
    "before",
    "after",
    "effective",
    "manner",
    "certainty",
    "standing",
    "sources",
    "url",
    "quote",
];
/// Characters that make a spreadsheet take a field for a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub fn execute(store: &Store, args: &Args, now: Timestamp) -> anyhow::Result<()> {
    let changes: Vec<Change> = store.changes()?.into_iter().filter(|change| args.filter.wants(change)).collect();
    match args.format {
        Format::Json => say(&format!("{:#}", change_list::json(&changes))),
        Format::Csv => say(csv(&changes)?.trim_end()),
        Format::Atom => say(&atom(&changes, now)?),
    }
}

fn csv(changes: &[Change]) -> anyhow::Result<String> {
    let mut writer = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for change in changes {
        writer.write_record(record(change).map(|field| plain(&field)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn record(change: &Change) -> [String; 16] {
    let first = change.support.first();
    let position =
        |position: &Position| [position.role.as_deref().unwrap_or_default(), position.status.as_str()].join(" ").trim().to_string();
    [
        change.id.clone(),
        change.story.clone(),
        change.detected.to_string(),
        change.organisation.clone(),
        change.person.clone(),
        change.kind.to_string(),
        change.role.as_ref().map(|role| role.display()).unwrap_or_default(),
        change.before.as_ref().map(position).unwrap_or_default(),
        position(&change.after),
        change.effective.map(|date| date.to_string()).unwrap_or_default(),
        change.manner.to_string(),
        change.certainty.to_string(),
        change.standing.to_string(),
        change.support.len().to_string(),
        first.map(|first| first.url.clone()).unwrap_or_default(),
        first.map(|first| first.quote.clone()).unwrap_or_default(),
    ]
}

/// A field that no spreadsheet computes: an apostrophe before what would begin a formula.
fn plain(field: &str) -> String {
    if field.starts_with(FORMULA) { format!("'{field}") } else { field.to_string() }
}

/// The feed, the newest change first. Ids are made of the changes', so that a reader knows an entry again.
fn atom(changes: &[Change], now: Timestamp) -> anyhow::Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let updated = changes.iter().map(updated).max().unwrap_or(now);
    let feed = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    feed.write_inner_content(|writer| {
        text(writer, "title", "Leadership changes")?;
        text(writer, "id", &id("changes"))?;
        text(writer, "updated", &updated.to_string())?;
        text(writer, "generator", "rosterwatch")?;
        writer.create_element("author").write_inner_content(|writer| text(writer, "name", "rosterwatch"))?;
        changes.iter().rev().try_for_each(|change| entry(writer, change))
    })?;
    Ok(String::from_utf8(writer.into_inner())?)
}

fn entry(writer: &mut Writer<Vec<u8>>, change: &Change) -> std::io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", &change_list::headline(change))?;
        text(writer, "id", &id(&change.id))?;
        text(writer, "published", &change.detected.to_string())?;
        text(writer, "updated", &updated(change).to_string())?;
        for (place, support) in change.support.iter().enumerate() {
            let rel = if place == 0 { "alternate" } else { "related" };
            let title = line(&support.title);
            writer
                .create_element("link")
                .with_attributes([("rel", rel), ("href", support.url.as_str()), ("title", title.as_str())])
                .write_empty()?;
        }
        for term in [change.kind.as_str(), change.standing.as_str()] {
            writer.create_element("category").with_attribute(("term", term)).write_empty()?;
        }
        let quote = change.support.first().map(|first| format!(": {}", line(&first.quote))).unwrap_or_default();
        // With content an entry may be without a link.
        text(writer, "content", &format!("{}{quote}", change_list::state(change)))
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&line(content)))?;
    Ok(())
}

/// When a change was learnt, or its last document published, whichever is later.
fn updated(change: &Change) -> Timestamp {
    change.support.iter().map(|support| support.published).fold(change.detected, Timestamp::max)
}

/// A URN (RFC 9562, version 8: of one's own making) that stays the same for the same name.
fn id(name: &str) -> String {
    let bits = xxh3_128(format!("rosterwatch {name}").as_bytes());
    let bits = (bits & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_urns_of_version_eight_that_stay() {
        let one = id("x");
        assert_eq!(one, id("x"));
        assert_ne!(one, id("y"));
        let parts: Vec<&str> = one.trim_start_matches("urn:uuid:").split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && ["8", "9", "a", "b"].contains(&&parts[3][..1]), "{one}");
    }

    #[test]
    fn what_begins_a_formula_is_text() {
        for field in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert_eq!(plain(field), format!("'{field}"));
        }
        assert_eq!(plain("Ann Poe"), "Ann Poe");
    }
}
