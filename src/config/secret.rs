//! Where a secret lies that the configuration names by a file, and who else may read it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A file that holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretFile {
    /// The key that names it.
    pub key: String,
    pub path: PathBuf,
}

/// The folder with the credentials that systemd hands over (systemd.exec(5), `LoadCredential=`).
fn credentials() -> Option<PathBuf> {
    std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from)
}

/// The place of the secret `name`: an absolute path as it is, any other as a systemd credential of that name, else in the folder of the
/// configuration. A credential of white space only stands for none.
pub fn place(folder: &Path, name: &Path) -> PathBuf {
    let given = |file: &PathBuf| std::fs::read(file).is_ok_and(|secret| !secret.trim_ascii().is_empty());
    let credential = credentials().map(|credentials| credentials.join(name));
    credential.filter(|file| name.is_relative() && given(file)).unwrap_or_else(|| folder.join(name))
}

impl SecretFile {
    /// One line, where others than the file's owner may read it. Credentials are systemd's business.
    pub fn warning(&self) -> Option<String> {
        let mode = std::fs::metadata(&self.path).ok()?.permissions().mode() & 0o777;
        if mode & 0o077 == 0 || credentials().is_some_and(|credentials| self.path.starts_with(credentials)) {
            return None;
        }
        let path = self.path.display();
        let who = if mode & 0o007 != 0 { "everybody on this machine" } else { "its group" };
        Some(format!("{path}: {} is open to {who} (mode {mode:04o}); `chmod 600 {path}` keeps it to its owner", self.key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_else_may_read_a_secret_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let file = SecretFile { key: "mail.smtp.password_file".into(), path: dir.path().join("password") };
        assert_eq!(file.warning(), None, "one that is not there is another's complaint");
        std::fs::write(&file.path, "secret").unwrap();
        for (mode, said) in [(0o600, None), (0o400, None), (0o640, Some("its group")), (0o644, Some("everybody"))] {
            std::fs::set_permissions(&file.path, std::fs::Permissions::from_mode(mode)).unwrap();
            let warning = file.warning();
            assert_eq!(warning.is_some(), said.is_some(), "{mode:o}");
            assert!(warning.is_none_or(|warning| warning.contains(said.unwrap()) && warning.contains("chmod 600")), "{mode:o}");
        }
    }
}
