//! Mail into a folder: for reading with any mail program, for replay, and for looking at the HTML in a browser.
//!
//! The folder is a Maildir whose file names come from the batch, so that a resend replaces the mail instead of doubling it.
//! Beside `new/<batch>.eml` the HTML part alone stands in `html/<batch>.html`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use mail_parser::MessageParser;
use schemars::JsonSchema;
use serde::Deserialize;

use super::error::Error;
use super::mime::token;

/// `[mail.maildir]`: write mails into a folder.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder; made where it is missing.
    pub path: PathBuf,
}

/// A folder that takes mails.
#[derive(Clone, Debug)]
pub struct Maildir {
    path: PathBuf,
}

impl Maildir {
    /// Nothing is made or looked at before the first mail.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_path_buf() }
    }

    /// Writes one mail. Once `Ok`, it is on the disk under its final name.
    pub(super) async fn send(&self, bytes: &[u8], batch: &str) -> Result<(), Error> {
        let (maildir, bytes, name) = (self.clone(), bytes.to_vec(), token(batch));
        let written = tokio::task::spawn_blocking(move || maildir.write(&bytes, &name)).await;
        let failed = |error: &dyn std::fmt::Display| Error::Transient(format!("cannot write mail to {}: {error}", self.path.display()));
        written.map_err(|panic| failed(&panic))?.map_err(|error| failed(&error))
    }

    fn write(&self, bytes: &[u8], name: &str) -> io::Result<()> {
        for folder in ["tmp", "new", "cur", "html"] {
            make(&self.path.join(folder))?;
        }
        if let Some(html) = MessageParser::default().parse(bytes).and_then(|mail| mail.body_html(0).map(|html| html.into_owned())) {
            self.place(html.as_bytes(), "html", &format!("{name}.html"))?;
        }
        let file = format!("{name}.eml");
        // A reader has moved it on: it has been delivered.
        if self.is_read(&file)? { Ok(()) } else { self.place(bytes, "new", &file) }
    }

    /// Whether a mail program has taken the file from `new/` to `cur/`, where flags are appended to its name.
    fn is_read(&self, file: &str) -> io::Result<bool> {
        for entry in fs::read_dir(self.path.join("cur"))? {
            let name = entry?.file_name();
            if name.to_string_lossy().split(":2,").next() == Some(file) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes to `tmp/`, syncs, and only then gives the file its name, so that a reader never sees half a mail.
    fn place(&self, bytes: &[u8], folder: &str, name: &str) -> io::Result<()> {
        let (draft, folder) = (self.path.join("tmp").join(name), self.path.join(folder));
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, folder.join(name))?;
        File::open(&folder)?.sync_all()
    }
}

/// Makes a folder that is missing, and those above it, so that they outlast a power cut: a mail in a lost folder is lost.
fn make(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new(""));
    make(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !folder.is_dir() => return Err(error),
        _ => {}
    }
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    File::open(above)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] = b"Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>a</p>\r\n";

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_resend_replaces_the_mail() {
        let folder = tempfile::tempdir().unwrap();
        let maildir = Maildir::new(&folder.path().join("mail"));
        maildir.send(b"Subject: cut", "b-1").await.unwrap();
        maildir.send(MAIL, "b-1").await.unwrap();
        maildir.send(MAIL, "b-2").await.unwrap();
        let path = folder.path().join("mail");
        assert_eq!(names(&path.join("new")), ["b-1.eml", "b-2.eml"]);
        assert_eq!(names(&path.join("tmp")), [""; 0]);
        assert_eq!(fs::read(path.join("new/b-1.eml")).unwrap(), MAIL);
        assert_eq!(fs::read_to_string(path.join("html/b-1.html")).unwrap().trim_end(), "<p>a</p>");
    }

    #[tokio::test]
    async fn a_mail_that_was_read_does_not_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let maildir = Maildir::new(folder.path());
        maildir.send(MAIL, "b-1").await.unwrap();
        fs::rename(folder.path().join("new/b-1.eml"), folder.path().join("cur/b-1.eml:2,S")).unwrap();
        maildir.send(MAIL, "b-1").await.unwrap();
        assert_eq!(names(&folder.path().join("new")), [""; 0]);
    }

    #[tokio::test]
    async fn a_batch_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        Maildir::new(&folder.path().join("mail")).send(MAIL, "../../escape").await.unwrap();
        assert_eq!(names(folder.path()), ["mail"]);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let error = Maildir::new(&folder.path().join("file")).send(MAIL, "b-1").await.unwrap_err();
        assert!(matches!(&error, Error::Transient(said) if said.contains("file")), "{error}");
    }
}
