//! Edge out: a message leaves as mail.
