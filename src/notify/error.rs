//! Why a mail did not leave. What the caller branches on is the scope: one mail, or everything that goes the same way.

/// Each Display is one line: what, where, and what the other side said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The way itself fails, or our access to it: every mail would meet the same. None is given up for it; the way is left alone for a while.
    #[error("{0}")]
    Way(String),
    /// This mail did not get through, and may later: the other side asks for patience, or the connection broke under it.
    #[error("{0}")]
    Transient(String),
    /// The other side refused this recipient or this mail: the same try will fail again.
    #[error("{0}")]
    Permanent(String),
}
