//! What is wrong with a configuration.

/// One line: file, line, key, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    /// An error of what the operator wrote or named; `line` says what, where and what to do.
    pub fn new(line: String) -> Self {
        Error(line)
    }
}
