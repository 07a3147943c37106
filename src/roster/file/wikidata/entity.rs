//! Wikidata's entities as JSON (<https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>): labels, aliases, and statements with
//! their ranks and qualifiers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::seed::{End, Named, Post};
use crate::domain::PartialDate;

/// Properties of an organisation whose value is the holder of a post, with the post's title, and whether there is one of it.
const POSTS: [(&str, &str, bool); 3] =
    [("P169", "Chief Executive Officer", true), ("P488", "Chairperson", true), ("P3320", "Board Member", false)];
/// Languages whose labels are taken as the name, the first that is there. `mul` is Wikidata's label for all languages.
const NAMES: [&str; 4] = ["en", "mul", "en-us", "en-gb"];
const START: &str = "P580";
const END: &str = "P582";
const POSITION: &str = "P39";
const EMPLOYER: &str = "P108";
/// Qualifiers of a position that say where: "of", and the employer.
const WHERE: [&str; 2] = ["P642", EMPLOYER];
/// Qualifiers of an employer that say as what: the position, and "as".
const AS_WHAT: [&str; 2] = [POSITION, "P794"];

/// The posts that the entities of all files state, by their properties in the order of the files.
pub fn posts(files: &[Value]) -> Vec<Post> {
    let mut entities: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut order = Vec::new();
    for (id, entity) in files.iter().filter_map(|file| file.get("entities")?.as_object()).flatten() {
        // A redirect has the number of its target inside.
        let id = entity.get("id").and_then(Value::as_str).unwrap_or(id);
        if entities.insert(id, entity).is_none() {
            order.push(id);
        }
    }
    let book = Book { entities };
    order.iter().flat_map(|id| book.of_organisation(id)).chain(order.iter().flat_map(|id| book.of_person(id))).collect()
}

struct Book<'a> {
    entities: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Book<'a> {
    fn of_organisation(&self, id: &str) -> Vec<Post> {
        let mut posts = Vec::new();
        for (property, title, is_sole) in POSTS {
            let statements = self.statements(id, property);
            let chosen = is_sole && statements.iter().any(|statement| is_ranked(statement, "preferred"));
            for statement in statements {
                let Some(person) = item(statement.get("mainsnak")) else { continue };
                let mut post = self.post(person, id, Some(title.to_string()), statement);
                if chosen && !is_ranked(statement, "preferred") && matches!(post.end, End::Open) {
                    post.end = End::Unknown;
                }
                posts.push(post);
            }
        }
        posts
    }

    fn of_person(&self, id: &str) -> Vec<Post> {
        let mut posts = Vec::new();
        for statement in self.statements(id, POSITION) {
            let Some(position) = item(statement.get("mainsnak")) else { continue };
            let places = WHERE.iter().flat_map(|name| items(statement, name));
            posts.extend(places.map(|place| self.post(id, place, self.title(position), statement)));
        }
        for statement in self.statements(id, EMPLOYER) {
            let Some(place) = item(statement.get("mainsnak")) else { continue };
            let positions: Vec<&str> = AS_WHAT.iter().flat_map(|name| items(statement, name)).collect();
            if positions.is_empty() {
                posts.push(self.post(id, place, None, statement));
            }
            posts.extend(positions.iter().map(|position| self.post(id, place, self.title(position), statement)));
        }
        posts
    }

    fn post(&self, person: &str, organisation: &str, title: Option<String>, statement: &Value) -> Post {
        let until = snaks(statement, END).first().map_or(End::Open, |snak| match snak.get("snaktype").and_then(Value::as_str) {
            Some("value") => date(snak).map_or(End::Unknown, End::On),
            Some("somevalue") => End::Unknown,
            _ => End::Open,
        });
        let since = snaks(statement, START).first().and_then(date);
        Post { person: self.named(person), organisation: self.named(organisation), title, since, end: until }
    }

    /// The statements of a property that are not deprecated.
    fn statements(&self, id: &str, property: &str) -> Vec<&'a Value> {
        let all = self.entities.get(id).and_then(|entity| entity.get("claims")?.get(property)?.as_array());
        all.into_iter().flatten().filter(|statement| !is_ranked(statement, "deprecated")).collect()
    }

    fn title(&self, position: &str) -> Option<String> {
        self.named(position).names.into_iter().next()
    }

    /// The English label, or else a Chinese one; then the aliases, and the names in Chinese.
    fn named(&self, id: &str) -> Named {
        let mut names: Vec<String> = Vec::new();
        let mut add = |text: Option<&str>| {
            let text = text.map(str::trim).filter(|text| !text.is_empty() && !text.chars().any(char::is_control));
            if let Some(text) = text.filter(|text| !names.iter().any(|known| known == text)) {
                names.push(text.to_string());
            }
        };
        let Some(entity) = self.entities.get(id) else { return Named { id: id.to_string(), names } };
        let value = |one: &'a Value| one.get("value").and_then(Value::as_str);
        let labels = |language: &str| entity.get("labels").and_then(|all| all.get(language)).and_then(value);
        let aliases = |language: &str| entity.get("aliases").and_then(|all| all.get(language)?.as_array()).into_iter().flatten();
        add(NAMES.iter().find_map(|language| labels(language)));
        for language in NAMES {
            aliases(language).for_each(|alias| add(value(alias)));
        }
        let keys = |what: &str| entity.get(what).and_then(Value::as_object).into_iter().flat_map(|all| all.keys()).cloned();
        let chinese: Vec<String> = keys("labels").chain(keys("aliases")).filter(|key| key == "zh" || key.starts_with("zh-")).collect();
        for language in &chinese {
            add(labels(language));
            aliases(language).for_each(|alias| add(value(alias)));
        }
        Named { id: id.to_string(), names }
    }
}

fn is_ranked(statement: &Value, rank: &str) -> bool {
    statement.get("rank").and_then(Value::as_str) == Some(rank)
}

fn snaks<'v>(statement: &'v Value, property: &str) -> &'v [Value] {
    statement.get("qualifiers").and_then(|all| all.get(property)?.as_array()).map_or(&[], Vec::as_slice)
}

fn items<'v>(statement: &'v Value, property: &str) -> impl Iterator<Item = &'v str> {
    snaks(statement, property).iter().filter_map(|snak| item(Some(snak)))
}

/// The item that a snak with a value names.
fn item(snak: Option<&Value>) -> Option<&str> {
    snak?.pointer("/datavalue/value/id")?.as_str()
}

/// The date of a snak, as precise as it says: 9 is a year, 10 a month, 11 and more a day. What is less precise says nothing here.
fn date(snak: &Value) -> Option<PartialDate> {
    let value = snak.pointer("/datavalue/value")?;
    partial(value.get("time")?.as_str()?, value.get("precision")?.as_u64()?)
}

/// A date of Wikidata's (`+2019-03-00T00:00:00Z`) to this precision; `None` before our era, and for decades and more.
pub fn partial(time: &str, precision: u64) -> Option<PartialDate> {
    let mut parts = time.trim_start_matches('+').split('T').next()?.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    match precision {
        9 => PartialDate::year(year),
        10 => PartialDate::month(year, month),
        11.. => PartialDate::day(year, month, day),
        _ => None,
    }
}
