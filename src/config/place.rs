//! Where in the configuration something stands, so that a complaint can name its line.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// A configuration file's text under its name.
pub struct Place {
    file: PathBuf,
    text: String,
}

/// The text may hold what nobody is to see.
impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").field("file", &self.file).finish_non_exhaustive()
    }
}

/// One step into the document: a key, or the number of a table in an array of tables.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl Place {
    pub fn new(file: &Path, text: String) -> Self {
        Place { file: file.to_path_buf(), text }
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folder from which relative paths count.
    pub fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }

    /// `file:line: message`, with the line on which `path` stands; a path that leads nowhere gives the last part that exists.
    pub fn at(&self, path: &[Step], message: &str) -> String {
        match self.offset(path) {
            Some(offset) => format!("{}:{}: {message}", self.file.display(), self.line(offset)),
            None => format!("{}: {message}", self.file.display()),
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

    /// What the TOML reader refused: line, key, and what is allowed there.
    pub fn refusal(&self, error: &toml::de::Error) -> String {
        let message = error.message().replace("unknown field", "unknown key").replace("missing field", "missing key").replace('\n', ", ");
        let Some(span) = error.span() else { return format!("{}: {message}", self.file.display()) };
        // Where the text is no TOML, no key can be trusted.
        let keyed = !message.contains(" key `") && DeTable::parse(&self.text).is_ok();
        let named = if keyed { self.key_before(span.start) } else { None };
        let named = named.map(|key| format!("`{key}`: ")).unwrap_or_default();
        format!("{}:{}: {named}{message}", self.file.display(), self.line(span.start))
    }

    fn line(&self, offset: usize) -> usize {
        self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
    }

    /// The key whose value begins at or around `offset`: of the line itself, or of the line on which a longer value began.
    fn key_before(&self, offset: usize) -> Option<&str> {
        let line_end = self.text.get(offset..)?.find('\n').map_or(self.text.len(), |end| offset + end);
        let key = |line: &'_ str| -> Option<usize> {
            let key = line.split_once('=')?.0.trim();
            (!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).then_some(key.len())
        };
        self.text[..line_end].lines().rev().find_map(|line| key(line).map(|length| &line.trim_start()[..length]))
    }

    fn offset(&self, path: &[Step]) -> Option<usize> {
        let document = DeTable::parse(&self.text).ok()?;
        let mut found = None;
        let mut table = Some(document.get_ref());
        let mut value: Option<&DeValue> = None;
        for step in path {
            match step {
                Step::Key(name) => {
                    let Some((key, next)) = table.and_then(|table| table.iter().find(|(key, _)| key.get_ref() == *name)) else { break };
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "state_dir = \"s\"\n\n[mail]\nfrom = \"a\"\n[mail.smtp]\nhost = \"h\"\npassword_file = \"p\"\n\n[[source]]\nname = \"a\"\n[[source]]\nname = \"b\"\nurl = \"u\"\n";

    fn place() -> Place {
        Place::new(Path::new("c/w.toml"), TEXT.into())
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
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)]
        struct Shape {
            to: Vec<String>,
        }
        let refusal = |text: &str| Place::new(Path::new("w.toml"), text.into()).refusal(&toml::from_str::<Shape>(text).unwrap_err());
        assert_eq!(refusal("to = 5"), "w.toml:1: `to`: invalid type: integer `5`, expected a sequence");
        assert_eq!(refusal("to = [\n \"a\",\n 5,\n]"), "w.toml:3: `to`: invalid type: integer `5`, expected a string");
        assert_eq!(refusal("\ntoo = []"), "w.toml:2: unknown key `too`, expected `to`");
        assert!(refusal("").ends_with("missing key `to`"), "{}", refusal(""));
        assert_eq!(refusal("to = []\n[http\n"), "w.toml:2: unclosed table, expected `]`");
    }
}
