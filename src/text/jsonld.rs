//! What a page says about itself in JSON-LD: headline, authors, dates. Authors are often only a reference to another node of the graph.

use std::collections::HashMap;
use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::Value;

use super::html::selector;

/// Facts about the article. Everything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    /// As written; see [`super::date`].
    pub published: Option<String>,
    pub body: Option<String>,
    pub language: Option<String>,
}

static SCRIPT: LazyLock<Selector> = LazyLock::new(|| selector("script[type='application/ld+json']"));

/// All `application/ld+json` scripts of a page. Broken ones are passed over.
pub fn documents(page: &Html) -> Vec<Value> {
    page.select(&SCRIPT).filter_map(|script| parse(&script.text().collect::<String>())).collect()
}

/// What the first node that is an article tells.
pub fn read(documents: &[Value]) -> Facts {
    let mut nodes = Vec::new();
    for document in documents {
        flatten(document, &mut nodes);
    }
    let names: HashMap<&str, &Value> = nodes.iter().filter_map(|node| Some((node.get("@id")?.as_str()?, node.get("name")?))).collect();
    let Some(article) = nodes.iter().find(|node| is_article(node)) else { return Facts::default() };
    let mut authors = Vec::new();
    people(article.get("author").unwrap_or(&Value::Null), &names, &mut authors);
    Facts {
        headline: article.get("headline").or_else(|| article.get("name")).and_then(text),
        authors,
        published: article.get("datePublished").and_then(text),
        body: article.get("articleBody").and_then(text),
        language: article.get("inLanguage").and_then(text),
    }
}

/// JSON with the damage that content systems do to it: comments around it, raw line breaks inside strings.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let single: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&single).ok()
    })
}

/// All nodes of a document, in order. (The parser limits the depth of JSON to 128.)
fn flatten<'a>(value: &'a Value, nodes: &mut Vec<&'a Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| flatten(value, nodes)),
        Value::Object(object) => {
            nodes.push(value);
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| object.get(*key)).for_each(|inner| flatten(inner, nodes));
        }
        _ => {}
    }
}

fn is_article(node: &Value) -> bool {
    let is = |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report");
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// Names of a person, of several, or of those that `@id` refers to.
fn people(value: &Value, names: &HashMap<&str, &Value>, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| people(value, names, out)),
        Value::Object(object) => {
            let referred = || object.get("@id").and_then(Value::as_str).and_then(|id| names.get(id).copied());
            if let Some(name) = object.get("name").or_else(referred) {
                people(name, names, out);
            }
        }
        Value::String(name) => {
            let name = text(value).filter(|_| !name.starts_with("http"));
            out.extend(name.filter(|name| !out.contains(name)));
        }
        _ => {}
    }
}

/// A string, with the HTML entities that content systems leave inside JSON.
pub fn text(value: &Value) -> Option<String> {
    let text = html_escape::decode_html_entities(value.as_str()?).trim().to_string();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scripts: &[&str]) -> Facts {
        super::read(&scripts.iter().filter_map(|script| parse(script)).collect::<Vec<_>>())
    }

    #[test]
    fn an_author_is_joined_through_the_graph() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"NewsArticle","headline":"Acme&#8217;s CTO &amp; co-founder leaves","datePublished":"2024-09-25T19:42:03+00:00","author":[{"@id":"https://t.example/#/person/1"}],"inLanguage":"en-US"},
            {"@type":"WebPage","name":"A page"},
            {"@type":"Person","@id":"https://t.example/#/person/1","name":"Jo O&#039;Doe"}]}"##;
        let facts = read(&[script]);
        assert_eq!(facts.headline.as_deref(), Some("Acme’s CTO & co-founder leaves"));
        assert_eq!(facts.authors, ["Jo O'Doe"]);
        assert_eq!(facts.published.as_deref(), Some("2024-09-25T19:42:03+00:00"));
    }

    #[test]
    fn authors_come_in_every_shape() {
        let authors = |author: &str| read(&[format!(r#"[{{"@type":["Thing","BlogPosting"],"author":{author}}}]"#).as_str()]).authors;
        assert_eq!(authors(r#""Jo Doe""#), ["Jo Doe"]);
        assert_eq!(authors(r#"{"@type":"Person","name":["Jo Doe","Ann Lee"]}"#), ["Jo Doe", "Ann Lee"]);
        assert_eq!(authors(r#"[{"name":"Jo Doe"},{"name":"Jo Doe"},"https://t.example/jo"]"#), ["Jo Doe"]);
        assert!(authors(r##"{"@id":"#nobody"}"##).is_empty());
    }

    #[test]
    fn damaged_json_is_mended_or_passed_over() {
        let facts = read(&["{oops", "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\"} -->"]);
        assert_eq!(facts.headline.as_deref(), Some("Two lines"));
        assert_eq!(read(&[r#"{"@type":"WebSite","name":"x"}"#]), Facts::default());
    }
}
