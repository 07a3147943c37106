//! Where in the configuration something stands, so that a complaint can name its file and line.
//!
//! The parts lie one behind the other, as if they were one text: an offset tells the part too.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Error;
use super::merge;
use super::part::{Origin, Part};

/// What stands before a variable's value, so that both together are TOML.
const ASSIGN: &str = "value = ";

/// The parts of a configuration, the file first.
pub struct Place {
    parts: Vec<Laid>,
}

/// A part behind all those before it: as many spaces as those are long, then its text.
struct Laid {
    origin: Origin,
    start: usize,
    padded: String,
}

/// The texts may hold what nobody is to see.
impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("file", &self.file()).finish_non_exhaustive()
    }
}

/// One step into the document: a key, or the number of a table in an array of tables.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl Place {
    pub fn new(parts: Vec<Part>) -> Self {
        let mut start = 0;
        let mut laid = Vec::new();
        for Part { origin, text } in parts {
            let text = if matches!(origin, Origin::File(_)) { text } else { format!("{ASSIGN}{text}") };
            let padded = format!("{}{text}", " ".repeat(start));
            let end = padded.len();
            laid.push(Laid { origin, start, padded });
            start = end;
        }
        Place { parts: laid }
    }

    /// The file that was named.
    pub fn file(&self) -> &Path {
        match self.parts.first().map(|part| &part.origin) {
            Some(Origin::File(file)) => file,
            _ => Path::new(""),
        }
    }

    /// The parts as they were given.
    pub fn parts(&self) -> Vec<Part> {
        let text = |part: &Laid| {
            let text = &part.padded[part.start..];
            if matches!(part.origin, Origin::File(_)) { text } else { text.strip_prefix(ASSIGN).unwrap_or(text) }.to_string()
        };
        self.parts.iter().map(|part| Part { origin: part.origin.clone(), text: text(part) }).collect()
    }

    /// The folder from which relative paths count.
    pub fn folder(&self) -> &Path {
        self.file().parent().unwrap_or(Path::new(""))
    }

    /// All parts as one table.
    pub fn table(&self) -> Result<Spanned<DeTable<'_>>, Error> {
        let mut all = DeTable::new();
        for part in &self.parts {
            match &part.origin {
                Origin::File(_) => {
                    let table = DeTable::parse(&part.padded).map_err(|error| Error::new(self.not_toml(part, &error)))?;
                    merge::merge(&mut all, table.into_inner(), "").map_err(|clash| {
                        let (first, second) = (self.named(clash.first), self.named(clash.second));
                        Error::new(format!("{second}: `{}` stands in {first} too; keep it in one place", clash.key))
                    })?;
                }
                Origin::Variable(_, keys) => {
                    let at = part.start + ASSIGN.len()..part.padded.len();
                    merge::set(&mut all, keys, part.value(), &at)
                        .map_err(|key| Error::new(format!("{}: `{key}` cannot be set here; write it into a file", part.origin)))?;
                }
            }
        }
        Ok(Spanned::new(0..self.parts.last().map_or(0, |part| part.padded.len()), all))
    }

    /// `file:line: message`, with the line on which `path` stands; a path that leads nowhere gives the last part that exists.
    pub fn at(&self, path: &[Step], message: &str) -> String {
        match self.offset(path) {
            Some(offset) => format!("{}: {message}", self.named(offset)),
            None => format!("{}: {message}", self.file().display()),
        }
    }

    /// A message that names a key with dots (`mail.smtp.password_file`), with the line of that key.
    pub fn complaint(&self, message: &str) -> String {
        let dotted = message.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).find(|word| {
            let first = word.split('.').next().unwrap_or_default();
            word.contains('.') && ["mail", "http", "x", "state_dir"].contains(&first)
        });
        let path: Vec<Step> = dotted.unwrap_or_default().split('.').map(Step::Key).collect();
        self.at(&path, message)
    }

    /// What does not fit the settings: line, key, and what is allowed there.
    pub fn refusal(&self, error: &toml::de::Error) -> String {
        let message = error.message().replace("unknown field", "unknown key").replace("missing field", "missing key").replace('\n', ", ");
        let Some(span) = error.span() else { return format!("{}: {message}", self.file().display()) };
        let named = if message.contains(" key `") { None } else { self.key_before(span.start) };
        let named = named.map(|key| format!("`{key}`: ")).unwrap_or_default();
        format!("{}: {named}{message}", self.named(span.start))
    }

    fn not_toml(&self, part: &Laid, error: &toml::de::Error) -> String {
        let message = error.message().replace('\n', ", ");
        let start = error.span().map_or(part.start, |Range { start, .. }| start.max(part.start));
        format!("{}: {message}", self.named(start))
    }

    fn part(&self, offset: usize) -> Option<&Laid> {
        self.parts.iter().rev().find(|part| part.start <= offset)
    }

    /// `file:line`, or the variable.
    fn named(&self, offset: usize) -> String {
        match self.part(offset) {
            Some(part @ Laid { origin: Origin::File(file), .. }) => format!("{}:{}", file.display(), part.line(offset)),
            Some(part) => part.origin.to_string(),
            None => String::new(),
        }
    }

    /// The key whose value begins at or around `offset`: of the line itself, or of the line on which a longer value began.
    fn key_before(&self, offset: usize) -> Option<Cow<'_, str>> {
        let part = self.part(offset)?;
        if let Origin::Variable(_, keys) = &part.origin {
            return Some(Cow::Owned(keys.join(".")));
        }
        let line_end = part.padded.get(offset..)?.find('\n').map_or(part.padded.len(), |end| offset + end);
        let key = |line: &'_ str| -> Option<usize> {
            let key = line.split_once('=')?.0.trim();
            (!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).then_some(key.len())
        };
        let mut lines = part.padded[part.start..line_end].lines().rev();
        lines.find_map(|line| key(line).map(|length| Cow::Borrowed(&line.trim_start()[..length])))
    }

    fn offset(&self, path: &[Step]) -> Option<usize> {
        let document = self.table().ok()?;
        let mut found = None;
        let mut table = Some(document.get_ref());
        let mut value: Option<&DeValue> = None;
        for step in path {
            match step {
                Step::Key(name) => {
                    let Some((key, next)) = table.and_then(|table| table.get_key_value(*name)) else { break };
                    found = Some(key.span().start);
                    value = Some(next.get_ref());
                }
                Step::Index(number) => {
                    let Some(next) = value.and_then(DeValue::as_array).and_then(|array| array.get(*number)) else { break };
                    found = Some(next.span().start);
                    value = Some(next.get_ref());
                }
            }
            table = value.and_then(DeValue::as_table);
        }
        found
    }
}

impl Laid {
    fn line(&self, offset: usize) -> usize {
        self.padded.as_bytes().get(self.start..offset).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// What a variable gives: a TOML value, or where it is none, a text.
    fn value(&self) -> DeValue<'_> {
        let alone = DeTable::parse(&self.padded).ok().filter(|table| table.get_ref().len() == 1);
        let value = alone.and_then(|table| table.into_inner().remove(ASSIGN.trim_end_matches(" = ")));
        let text = || DeValue::String(Cow::Borrowed(&self.padded[self.start + ASSIGN.len()..]));
        value.map_or_else(text, Spanned::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const TEXT: &str = "state_dir = \"s\"\n\n[mail]\nfrom = \"a\"\n[mail.smtp]\nhost = \"h\"\npassword_file = \"p\"\n\n[[source]]\nname = \"a\"\n[[source]]\nname = \"b\"\nurl = \"u\"\n";

    fn file(name: &str, text: &str) -> Part {
        Part { origin: Origin::File(name.into()), text: text.into() }
    }

    fn variable(name: &str, keys: &[&str], text: &str) -> Part {
        Part { origin: Origin::Variable(name.into(), keys.iter().map(|key| key.to_string()).collect()), text: text.into() }
    }

    fn place() -> Place {
        Place::new(vec![file("c/w.toml", TEXT)])
    }

    fn read(place: &Place) -> toml::Table {
        toml::Table::deserialize(toml::de::Deserializer::from(place.table().unwrap())).unwrap()
    }

    #[test]
    fn a_path_is_found_on_its_line() {
        let place = place();
        assert_eq!(place.at(&[Step::Key("mail"), Step::Key("smtp"), Step::Key("host")], "no"), "c/w.toml:6: no");
        assert_eq!(place.at(&[Step::Key("source"), Step::Index(1), Step::Key("url")], "no"), "c/w.toml:13: no");
        assert_eq!(place.at(&[Step::Key("source"), Step::Index(1), Step::Key("handle")], "no"), "c/w.toml:11: no");
        assert_eq!(place.at(&[Step::Key("organisation")], "no"), "c/w.toml: no");
    }

    #[test]
    fn a_dotted_key_in_a_message_gives_the_line() {
        assert_eq!(place().complaint("cannot read mail.smtp.password_file"), "c/w.toml:7: cannot read mail.smtp.password_file");
        assert_eq!(place().complaint("something else in a.b"), "c/w.toml: something else in a.b");
    }

    #[test]
    fn the_key_of_a_wrong_value_is_named() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)]
        struct Shape {
            to: Vec<String>,
        }
        let refusal = |parts: Vec<Part>| {
            let place = Place::new(parts);
            let shape = place.table().map(|table| Shape::deserialize(toml::de::Deserializer::from(table)).unwrap_err());
            shape.map_or_else(|error| error.to_string(), |error| place.refusal(&error))
        };
        let alone = |text: &str| refusal(vec![file("w.toml", text)]);
        assert_eq!(alone("to = 5"), "w.toml:1: `to`: invalid type: integer `5`, expected a sequence");
        assert_eq!(alone("to = [\n \"a\",\n 5,\n]"), "w.toml:3: `to`: invalid type: integer `5`, expected a string");
        assert_eq!(alone("\ntoo = []"), "w.toml:2: unknown key `too`, expected `to`");
        assert!(alone("").ends_with("missing key `to`"), "{}", alone(""));
        assert_eq!(alone("to = []\n[http\n"), "w.toml:2: unclosed table, expected `]`");
        let behind = |text: &str| refusal(vec![file("w.toml", "# first\n"), file("conf.d/a.toml", text)]);
        assert_eq!(behind("\nto = 5"), "conf.d/a.toml:2: `to`: invalid type: integer `5`, expected a sequence");
        assert_eq!(behind("\nto = [\n"), "conf.d/a.toml:2: unclosed array, expected `]`");
        let set = |text: &str| refusal(vec![file("w.toml", "to = []\n"), variable("V", &["to"], text)]);
        assert_eq!(set("7"), "environment variable V: `to`: invalid type: integer `7`, expected a sequence");
        assert_eq!(set("[7]"), "environment variable V: `to`: invalid type: integer `7`, expected a string");
    }

    #[test]
    fn tables_merge_and_sections_append() {
        let more = "[mail.smtp]\nport = 1\n[[source]]\nname = \"c\"\n[http]\nspacing = \"2s\"\n";
        let place = Place::new(vec![file("c/w.toml", TEXT), file("c/conf.d/more.toml", more)]);
        let read = read(&place);
        assert_eq!((read["mail"]["smtp"]["host"].as_str(), read["mail"]["smtp"]["port"].as_integer()), (Some("h"), Some(1)));
        let names: Vec<&str> = read["source"].as_array().unwrap().iter().map(|source| source["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(place.at(&[Step::Key("source"), Step::Index(2), Step::Key("name")], "no"), "c/conf.d/more.toml:4: no");
    }

    #[test]
    fn a_key_in_two_files_is_refused_and_both_are_named() {
        for (more, key, lines) in [
            ("[mail]\n\nfrom = \"b\"\n", "mail.from", ("b.toml:3", "w.toml:4")),
            ("mail = 5\n", "mail", ("b.toml:1", "w.toml:3")),
            ("source = 5\n", "source", ("b.toml:1", "w.toml:9")),
        ] {
            let place = Place::new(vec![file("w.toml", TEXT), file("b.toml", more)]);
            let said = place.table().unwrap_err().to_string();
            assert_eq!(said, format!("{}: `{key}` stands in {} too; keep it in one place", lines.0, lines.1));
        }
        let lists = Place::new(vec![file("w.toml", "to = [\"a\"]\n"), file("b.toml", "to = [\"b\"]\n")]);
        assert!(lists.table().is_err(), "a list is one value");
    }

    #[test]
    fn a_variable_replaces_what_the_files_say() {
        let set = |keys: &[&str], text: &str| read(&Place::new(vec![file("w.toml", TEXT), variable("V", keys, text)]));
        assert_eq!(set(&["mail", "from"], "b <b@example.org>")["mail"]["from"].as_str(), Some("b <b@example.org>"));
        assert_eq!(set(&["mail", "smtp", "port"], "25")["mail"]["smtp"]["port"].as_integer(), Some(25));
        assert_eq!(set(&["mail", "smtp", "host"], "\"25\"")["mail"]["smtp"]["host"].as_str(), Some("25"));
        assert_eq!(set(&["http", "robots"], "false")["http"]["robots"].as_bool(), Some(false));
        assert_eq!(set(&["http", "contact"], "\"x\"\n[mail]")["http"]["contact"].as_str(), Some("\"x\"\n[mail]"), "it sets one key");
        for keys in [&["source"][..], &["source", "name"], &["mail"], &["state_dir", "x"]] {
            let place = Place::new(vec![file("w.toml", TEXT), variable("V", keys, "5")]);
            let said = place.table().unwrap_err().to_string();
            assert!(said.starts_with("environment variable V: `") && said.contains("cannot be set here"), "{said}");
        }
    }
}
