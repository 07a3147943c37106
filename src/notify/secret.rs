//! Where a password, a token or a key is kept: a file, an environment variable, or a credential of the service manager.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use secrecy::SecretString;

/// A place that holds a secret and nothing else. It is read when the secret is needed, so that one that is renewed counts at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Secret {
    File { path: PathBuf, key: String },
    Variable { name: String, key: String },
}

impl Secret {
    /// The place that the settings name, else the credential of this name where systemd gives one; `None` where there is neither.
    /// `key` is the setting without its ending, such as `mail.smtp.password`.
    pub(super) fn of(file: Option<&Path>, variable: Option<&str>, credential: &str, key: &str) -> anyhow::Result<Option<Secret>> {
        let key = |ending: &str| format!("{key}{ending}");
        match (file, variable) {
            (Some(_), Some(_)) => bail!("{} and {} are both set; keep one", key("_file"), key("_env")),
            (Some(path), None) => Ok(Some(Secret::File { path: path.to_path_buf(), key: key("_file") })),
            (None, Some(name)) => Ok(Some(Secret::Variable { name: name.to_string(), key: key("_env") })),
            (None, None) => {
                let given = env::var_os("CREDENTIALS_DIRECTORY").map(|folder| Path::new(&folder).join(credential));
                // The unit gives one that is not there as white space.
                let some = |path: &PathBuf| fs::read(path).is_ok_and(|secret| !secret.trim_ascii().is_empty());
                Ok(given.filter(some).map(|path| Secret::File { path, key: key("_file") }))
            }
        }
    }

    /// The secret without the line end of its file. Fails where it is missing or empty, naming the setting.
    pub(super) fn read(&self) -> anyhow::Result<SecretString> {
        let (text, place) = match self {
            Secret::File { path, key } => (
                fs::read_to_string(path).with_context(|| format!("{key}: cannot read {}", path.display()))?,
                format!("{key}: {}", path.display()),
            ),
            Secret::Variable { name, key } => {
                (env::var(name).with_context(|| format!("{key}: the environment variable {name} is not set"))?, format!("{key}: {name}"))
            }
        };
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            bail!("{place} is empty");
        }
        Ok(SecretString::from(text))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_file_is_read_without_its_line_end_and_again_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        let secret = Secret::of(Some(&path), None, "smtp-password", "mail.smtp.password").unwrap().unwrap();
        let missing = format!("{:#}", secret.read().unwrap_err());
        assert!(missing.contains("mail.smtp.password_file: cannot read") && missing.contains("password"), "{missing}");
        fs::write(&path, "one\r\n").unwrap();
        assert_eq!(secret.read().unwrap().expose_secret(), "one");
        fs::write(&path, "two").unwrap();
        assert_eq!(secret.read().unwrap().expose_secret(), "two");
        fs::write(&path, "\n").unwrap();
        assert!(format!("{:#}", secret.read().unwrap_err()).ends_with("is empty"));
    }

    #[test]
    fn one_place_is_enough() {
        let both = Secret::of(Some(Path::new("x")), Some("Y"), "smtp-password", "mail.smtp.password").unwrap_err().to_string();
        assert!(both.contains("password_file") && both.contains("password_env"), "{both}");
        let unset = Secret::of(None, Some("ROSTERWATCH_TEST_UNSET"), "c", "mail.smtp.password").unwrap().unwrap();
        assert!(
            format!("{:#}", unset.read().unwrap_err()).contains("mail.smtp.password_env: the environment variable ROSTERWATCH_TEST_UNSET")
        );
    }
}
