//! Where a secret lies that the configuration names by a file.

use std::path::{Path, PathBuf};

/// The place of the secret `name`: an absolute path as it is, any other as a systemd credential of that name (systemd.exec(5),
/// `LoadCredential=`), else in the folder of the configuration. A credential of white space only stands for none.
pub fn place(folder: &Path, name: &Path) -> PathBuf {
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY").map(|credentials| Path::new(&credentials).join(name));
    let given = |file: &Path| std::fs::read(file).is_ok_and(|secret| !secret.trim_ascii().is_empty());
    credential.filter(|file| name.is_relative() && given(file)).unwrap_or_else(|| folder.join(name))
}
