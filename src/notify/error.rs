//! Why a mail did not leave. The caller branches on nothing but whether another try can help.

/// Each Display is one line: what, where, and what the other side said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The way or the relay is at fault, or the other side asks for patience: keep the mail and try again later.
    #[error("{0}")]
    Transient(String),
    /// The other side refused this recipient or this mail: the same try will fail again.
    #[error("{0}")]
    Permanent(String),
}
