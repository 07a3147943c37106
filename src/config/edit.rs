//! Changes to the configuration file that keep its comments and its order.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// The file as a text that can be changed.
pub struct Edit {
    document: DocumentMut,
}

/// A key of a `[[source]]` table with its value.
pub type Pair = (&'static str, toml_edit::Value);

impl Edit {
    /// Fails in one line where the text is no TOML.
    pub fn new(text: &str) -> Result<Edit, String> {
        let document = text.parse::<DocumentMut>().map_err(|error| error.message().replace('\n', ", "))?;
        Ok(Edit { document })
    }

    /// Adds a `[[source]]` at the end.
    pub fn add_source(&mut self, pairs: impl IntoIterator<Item = Pair>) -> Result<(), String> {
        let mut table = Table::new();
        for (key, written) in pairs {
            table.insert(key, value(written));
        }
        table.decor_mut().set_prefix("\n");
        let sources = self.document.entry("source").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        sources.as_array_of_tables_mut().ok_or("`source` is written as an array; write each as a [[source]] table")?.push(table);
        Ok(())
    }

    /// Removes the source of this name; whether it was there.
    pub fn remove_source(&mut self, name: &str) -> bool {
        let Some(place) = self.place(name) else { return false };
        if let Some(sources) = self.sources() {
            sources.remove(place);
        }
        true
    }

    /// Sets a key of the source of this name, or takes it out (`None`); whether the source was there.
    pub fn set(&mut self, name: &str, key: &str, written: Option<toml_edit::Value>) -> bool {
        let Some(table) = self.place(name).and_then(|place| self.sources()?.get_mut(place)) else { return false };
        match written {
            Some(written) => {
                table.insert(key, value(written));
            }
            None => {
                table.remove(key);
            }
        }
        true
    }

    /// The changed text.
    pub fn text(&self) -> String {
        self.document.to_string()
    }

    fn sources(&mut self) -> Option<&mut ArrayOfTables> {
        self.document.get_mut("source")?.as_array_of_tables_mut()
    }

    fn place(&mut self, name: &str) -> Option<usize> {
        self.sources()?.iter().position(|table| table.get("name").and_then(Item::as_str).is_some_and(|found| found.trim() == name))
    }
}

/// Puts `text` in the place of the file's, whole or not at all; the file keeps its rights and, where that is allowed, its owner.
pub fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let file = &fs::canonicalize(file)?;
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    let write = || {
        let mut new = fs::File::create(&beside)?;
        let old = fs::metadata(file)?;
        new.set_permissions(old.permissions())?;
        // The administrator edits what the service's group reads.
        let _ = fchown(&new, Some(old.uid()), Some(old.gid()));
        new.write_all(text.as_bytes())?;
        new.sync_all()?;
        fs::rename(&beside, file)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# whose\nstate_dir = \"s\" # here\n\n# the wire\n[[source]]\nname = \"Wire\" # first\nurl = \"u\"\n\n[[source]]\nname = \"Page\"\n\n[http]\nspacing = \"1s\" # polite\n";

    #[test]
    fn a_source_is_added_and_all_else_stays() {
        let mut edit = Edit::new(TEXT).unwrap();
        edit.add_source([("name", "New \"one\"".into()), ("paused", true.into())]).unwrap();
        let text = edit.text();
        assert!(text.contains("\n[[source]]\nname = 'New \"one\"'\npaused = true\n"), "{text}");
        for line in TEXT.lines() {
            assert!(text.contains(line), "{line}: {text}");
        }
        let parsed: toml::Table = text.parse().unwrap();
        assert_eq!(parsed["source"].as_array().unwrap().len(), 3);
        assert_eq!(parsed["http"]["spacing"].as_str(), Some("1s"));
    }

    #[test]
    fn the_first_source_of_a_file_is_added_too() {
        let mut edit = Edit::new("# nothing yet\n").unwrap();
        edit.add_source([("name", "Wire".into())]).unwrap();
        assert!(edit.text().contains("[[source]]\nname = \"Wire\"\n"), "{}", edit.text());
    }

    #[test]
    fn a_key_is_set_and_taken_out_again() {
        let mut edit = Edit::new(TEXT).unwrap();
        assert!(edit.set("Wire", "paused", Some(true.into())));
        assert!(edit.text().contains("name = \"Wire\" # first\nurl = \"u\"\npaused = true\n"), "{}", edit.text());
        assert!(edit.set("Wire", "paused", None));
        assert_eq!(edit.text(), TEXT);
        assert!(!edit.set("Nobody", "paused", None));
    }

    #[test]
    fn a_source_is_removed_with_its_own_lines_only() {
        let mut edit = Edit::new(TEXT).unwrap();
        assert!(edit.remove_source("Page") && !edit.remove_source("Page"));
        assert_eq!(edit.text(), TEXT.replace("\n[[source]]\nname = \"Page\"\n", ""));
    }

    #[test]
    fn the_file_is_replaced_whole_and_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("w.toml");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&file, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
