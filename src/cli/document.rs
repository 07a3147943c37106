//! A document as NDJSON, and findings as JSON: the wire forms of `extract`.

use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::{Article, Author, Body, DocumentKind, Evidence, Finding, Findings, Hold, Item, Language, Role, Stay};
use crate::text;

/// The input form of a document. Unknown fields are ignored, so that a corpus can be piped through as it is.
#[derive(Deserialize)]
struct Wire {
    id: Value,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
    published: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    handle: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// A document that can be read, with the id that it came under.
pub struct Document {
    pub id: Value,
    pub article: Article,
}

impl Document {
    /// Reads one line of NDJSON. The error carries the document's id, where that much could be read, and says what is wrong.
    pub fn parse(line: &str) -> Result<Self, (Value, String)> {
        let value: Value = serde_json::from_str(line).map_err(|e| (Value::Null, format!("not JSON: {e}")))?;
        let id = value.get("id").cloned().unwrap_or(Value::Null);
        let wire: Wire = serde_json::from_value(value).map_err(|e| (id.clone(), format!("not a document: {e}")))?;
        let published = moment(&wire.published)
            .ok_or_else(|| (id.clone(), format!("published: {:?} is no date; write 2024-09-25 or 2024-09-25T19:42:03Z", wire.published)))?;
        let text = wire.text.unwrap_or_default().replace("\r\n", "\n");
        let title = wire.title.unwrap_or_default();
        let language = match wire.lang.as_deref() {
            Some(tag) => Language::from_tag(tag),
            None => text::language::detect(if text.is_empty() { &title } else { &text }, None),
        };
        let kind = DocumentKind::from_word(wire.kind.as_deref().unwrap_or(""));
        let author = wire.author.map(|name| Author { name, handle: wire.handle });
        let url = wire.url.unwrap_or_default();
        let key = id.as_str().map_or_else(|| id.to_string(), str::to_string);
        Ok(Self {
            id: wire.id,
            article: Article { source: "extract".into(), key, url, title, author, published, fetched: published, language, kind, text },
        })
    }
}

/// A file's text; the error says whether it cannot be read at all or is no UTF-8.
pub fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).context("cannot be read")?;
    String::from_utf8(bytes).context("is no UTF-8 text")
}

/// Reads a file as one document: HTML by its first characters, else text.
pub fn file(path: &Path) -> anyhow::Result<Article> {
    let content = text_of(path)?;
    content_of(content, &path.display().to_string(), None)
}

/// The document that a file or a standard input holds. `published` is taken where the document does not say, else the present moment.
pub fn content_of(content: String, key: &str, published: Option<Timestamp>) -> anyhow::Result<Article> {
    let start = content.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    let page = start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml");
    let body = if page { Body::Page(content) } else { Body::Text(content) };
    let item = Item { published, ..Item::page(key.to_string(), format!("file://{key}"), body) };
    Ok(text::read(&item, "file", Timestamp::now())?)
}

/// A moment, or noon UTC of a date.
pub fn moment(text: &str) -> Option<Timestamp> {
    let date = || text.parse::<Date>().ok()?.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok().map(|z| z.timestamp());
    text.parse::<Timestamp>().ok().or_else(date)
}

/// `{"id","lang","changes","holds","stays"}`; history is among the changes with `"news": false`.
pub fn findings_json(id: &(impl serde::Serialize + ?Sized), findings: &Findings) -> Value {
    json!({
        "id": id,
        "lang": findings.language.map(Language::code),
        "changes": findings.changes.iter().map(change).collect::<Vec<_>>(),
        "holds": findings.holds.iter().map(hold).collect::<Vec<_>>(),
        "stays": findings.stays.iter().map(stay).collect::<Vec<_>>(),
    })
}

fn change(finding: &Finding) -> Value {
    json!({
        "person": finding.person,
        "organisation": finding.organisation,
        "kind": finding.kind.as_str(),
        "role": finding.role.as_ref().map(|r| &r.title),
        "role_code": finding.role.as_ref().map(|r| &r.code),
        "manner": finding.manner.as_str(),
        "interim": finding.interim,
        "certainty": finding.certainty.as_str(),
        "effective": finding.effective.map(|d| d.to_string()),
        "news": finding.news,
        "evidence": finding.evidence.iter().map(evidence).collect::<Vec<_>>(),
        "rule": finding.rule,
    })
}

fn hold(hold: &Hold) -> Value {
    json!({ "person": hold.person, "organisation": hold.organisation, "role": hold.role.title, "role_code": hold.role.code, "status": hold.status.as_str(), "evidence": evidence(&hold.evidence) })
}

fn stay(stay: &Stay) -> Value {
    let role = |f: fn(&Role) -> &String| stay.role.as_ref().map(f);
    json!({ "person": stay.person, "organisation": stay.organisation, "role": role(|r| &r.title), "role_code": role(|r| &r.code), "evidence": evidence(&stay.evidence) })
}

fn evidence(evidence: &Evidence) -> Value {
    json!({ "start": evidence.start, "end": evidence.end, "text": evidence.text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_document_with_a_date_or_a_moment() {
        for published in ["2024-09-25", "2024-09-25T12:00:00Z"] {
            let document = Document::parse(&format!(r#"{{"id":7,"text":"Acme named Jane Roe CEO.","published":"{published}"}}"#))
                .unwrap_or_else(|e| panic!("{}", e.1));
            assert_eq!((document.id, document.article.language), (json!(7), Some(Language::English)));
            assert_eq!(document.article.published.to_string(), "2024-09-25T12:00:00Z");
        }
    }

    #[test]
    fn says_what_is_wrong_under_the_documents_id() {
        for (line, id, wrong) in [
            ("{", Value::Null, "not JSON"),
            (r#"{"id":"a","text":"x"}"#, json!("a"), "published"),
            (r#"{"id":"a","text":"x","published":"soon"}"#, json!("a"), "write 2024-09-25"),
        ] {
            let Err((found, error)) = Document::parse(line) else { panic!("{line} was read") };
            assert_eq!(found, id, "{line}");
            assert!(error.contains(wrong), "{line}: {error}");
        }
    }
}
