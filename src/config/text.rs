//! A file's text.

use std::io;
use std::path::Path;

/// Why a file gives no text.
pub enum Unread {
    System(io::Error),
    /// The first line that is not UTF-8, counted from 1.
    NotText {
        line: usize,
    },
}

impl Unread {
    /// One line that names the file.
    pub fn told(&self, file: &Path) -> String {
        match self {
            Unread::System(error) => format!("cannot read {}: {error}", file.display()),
            Unread::NotText { line } => format!("{}:{line}: is not UTF-8 text; save the file as UTF-8", file.display()),
        }
    }
}

/// The text of a file, without a byte order mark.
pub fn text_of(file: &Path) -> Result<String, Unread> {
    let bytes = std::fs::read(file).map_err(Unread::System)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Unread::NotText { line: sound.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}
