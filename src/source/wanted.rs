//! Which of an account's posts are read beside its own.

/// A choice that all networks and their bridges share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the account answers to others.
    pub replies: bool,
    /// Posts of others that it repeats. Each is read as its author's.
    pub reposts: bool,
}

impl Default for Wanted {
    /// Without replies, with reposts: a farewell is often repeated by those who are thanked in it.
    fn default() -> Self {
        Wanted { replies: false, reposts: true }
    }
}
