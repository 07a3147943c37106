//! The people whom a page lists with their titles: from its schema.org data, or from where its configuration says they stand.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::html::{self, selector};
use super::{jsonld, tidy};
use crate::domain::Cards;

/// Between name and title in the text of a listing; the extract room reads it. A dash within either becomes a hyphen.
const BETWEEN: &str = " — ";
/// More people than any leadership page lists.
const MOST: usize = 500;
/// Longer texts are no names and no titles.
const LONGEST_NAME: usize = 80;
const LONGEST_TITLE: usize = 200;

static PERSON: LazyLock<Selector> = LazyLock::new(|| selector("[itemtype*='schema.org/Person']"));
static PERSON_NAME: LazyLock<Selector> = LazyLock::new(|| selector("[itemprop=name]"));
static PERSON_TITLE: LazyLock<Selector> = LazyLock::new(|| selector("[itemprop=jobTitle]"));
static HEADING: LazyLock<Selector> = LazyLock::new(|| selector("h1, h2, h3, h4, h5, h6, strong, b"));

/// One line for each person and title, `Name — Title`, in the page's order, each once. Empty where the page lists nobody.
pub fn text(page: &Html, cards: Option<&Cards>) -> String {
    let mut pairs = match cards {
        Some(cards) => of_cards(page, cards),
        None => of_data(page),
    };
    pairs.truncate(MOST);
    let mut lines: Vec<String> = Vec::new();
    for (name, title) in pairs {
        let line = format!("{}{BETWEEN}{}", plain(&name), plain(&title));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn plain(text: &str) -> String {
    tidy::paragraph(text).replace(BETWEEN, " - ")
}

fn is_pair(name: &str, title: &str) -> bool {
    let fits = |text: &str, longest: usize| !text.trim().is_empty() && text.chars().count() <= longest;
    fits(name, LONGEST_NAME) && fits(title, LONGEST_TITLE) && name.chars().any(char::is_alphabetic)
}

/// JSON-LD, else microdata.
fn of_data(page: &Html) -> Vec<(String, String)> {
    let documents = jsonld::documents(page);
    let mut people: Vec<(String, String)> = Vec::new();
    for document in &documents {
        gather(document, &mut people);
    }
    if people.is_empty() {
        let inner = |person: ElementRef, css: &Selector| person.select(css).next().map(|element| content(element));
        let persons = page.select(&PERSON).filter_map(|person| Some((inner(person, &PERSON_NAME)?, inner(person, &PERSON_TITLE)?)));
        people.extend(persons.filter(|(name, title)| is_pair(name, title)));
    }
    people
}

/// What an element says: its text, or the attribute with which `meta` says it.
fn content(element: ElementRef) -> String {
    element.attr("content").map_or_else(|| element.text().collect(), str::to_string)
}

/// All persons with a title, wherever in the data they stand. (The parser limits the depth of JSON to 128.)
fn gather(value: &Value, people: &mut Vec<(String, String)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, people)),
        Value::Object(object) => {
            let is_person = match object.get("@type") {
                Some(Value::String(kind)) => kind == "Person",
                Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "Person"),
                _ => false,
            };
            if is_person && let Some(name) = object.get("name").and_then(jsonld::text) {
                let titles = match object.get("jobTitle") {
                    Some(Value::Array(titles)) => titles.iter().filter_map(job_title).collect(),
                    Some(title) => job_title(title).into_iter().collect(),
                    None => Vec::new(),
                };
                people.extend(titles.into_iter().map(|title| (name.clone(), title)).filter(|(name, title)| is_pair(name, title)));
            }
            object.values().for_each(|inner| gather(inner, people));
        }
        _ => {}
    }
}

/// A title as a string, or as a term with a name.
fn job_title(value: &Value) -> Option<String> {
    jsonld::text(value).or_else(|| jsonld::text(value.get("name")?))
}

/// By selectors; one that does not parse selects nothing, which the configuration has refused before.
fn of_cards(page: &Html, cards: &Cards) -> Vec<(String, String)> {
    let parse = |css: &Option<String>| css.as_deref().and_then(|css| Selector::parse(css).ok());
    let (Ok(card), name, title) = (Selector::parse(&cards.card), parse(&cards.name), parse(&cards.title)) else { return Vec::new() };
    let pair = |card: ElementRef| {
        let said = html::render(card, &[]);
        let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
        let within = |css: &Selector| card.select(css).map(|element| tidy::paragraph(&content(element))).find(|text| !text.is_empty());
        let first = lines.next().unwrap_or_default();
        let name = match &name {
            Some(css) => within(css)?,
            None => within(&HEADING).unwrap_or_else(|| first.to_string()),
        };
        let title = match &title {
            Some(css) => within(css)?,
            // The line behind the name, wherever that stands; or what follows it on its own line: "Jo Doe, Chief Executive".
            None => match said.lines().map(str::trim).skip_while(|line| !line.contains(&name)).nth(1) {
                Some(line) if !line.is_empty() => line.to_string(),
                _ => return first.split_once(", ").map(|(name, title)| (name.to_string(), title.to_string())),
            },
        };
        Some((name, title))
    };
    // What holds other cards is no card; without those, cards do not overlap, and reading them all costs no more than the page.
    let innermost = page.select(&card).filter(|element| element.select(&card).next().is_none());
    innermost.filter_map(pair).filter(|(name, title)| is_pair(name, title)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(page: &str, cards: Option<[Option<&str>; 3]>) -> String {
        let own = |css: Option<&str>| css.map(str::to_string);
        let cards = cards.map(|[card, name, title]| Cards { card: card.unwrap().to_string(), name: own(name), title: own(title) });
        text(&Html::parse_document(page), cards.as_ref())
    }

    #[test]
    fn schema_org_lists_people_in_every_shape() {
        let page = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","name":"Acme",
            "employee":[{"@type":"Person","name":"Jo Doe","jobTitle":"Chief Executive &amp; President"},{"@type":["Person"],"name":"Ann Lee","jobTitle":["CFO","Director"]}],
            "founder":{"@type":"Person","name":"Max Roe"}},{"@type":"Person","name":"Jo Doe","jobTitle":{"@type":"DefinedTerm","name":"Chair"}}]}</script>"#;
        assert_eq!(listed(page, None), "Jo Doe — Chief Executive & President\nAnn Lee — CFO\nAnn Lee — Director\nJo Doe — Chair");
        let micro = r#"<div itemscope itemtype="https://schema.org/Person"><h3 itemprop="name">Jo  Doe</h3><span itemprop="jobTitle">CEO</span></div>"#;
        assert_eq!(listed(micro, None), "Jo Doe — CEO");
        assert_eq!(listed("<p>Jo Doe, CEO</p>", None), "");
    }

    #[test]
    fn selectors_say_where_people_stand() {
        let page = r#"<ul><li class="m"><img alt=""><h3>Jo Doe</h3><p class="t">Chief Executive</p><p>Jo has led Acme since 2019.</p></li>
            <li class="m"><h3>Ann Lee</h3><p class="t">Finance — Chief</p></li><li class="m">Max Roe, Chair of the Board</li><li class="m"><h3>Nobody</h3></li></ul>"#;
        assert_eq!(
            listed(&format!("<div class=m><h3>All</h3><p>of us</p>{page}</div>"), Some([Some(".m"), Some("h3"), Some(".t")]))
                .lines()
                .count(),
            2
        );
        assert_eq!(
            listed(page, Some([Some(".m"), None, None])),
            "Jo Doe — Chief Executive\nAnn Lee — Finance - Chief\nMax Roe — Chair of the Board"
        );
        assert_eq!(listed(page, Some([Some(".m"), Some("h3"), Some(".t")])), "Jo Doe — Chief Executive\nAnn Lee — Finance - Chief");
        assert_eq!(listed(page, Some([Some(".other"), None, None])), "");
    }
}
