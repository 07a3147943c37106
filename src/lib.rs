//! rosterwatch: a document comes in at one end; if it tells a leadership change that the roster does not know,
//! one e-mail comes out at the other, exactly once.
//!
//! The rooms in reading order:
//!
//! 1. [`domain`]: the words everybody speaks.
//!    [`names`]: how they are compared.
//! 2. [`source`]: edge in; sources are asked for items.
//! 3. [`text`]: pure; an item becomes an article.
//! 4. [`extract`]: pure; an article becomes findings with their evidence.
//! 5. [`roster`]: pure; findings against the roster become changes.
//! 6. [`store`]: edge; everything that is kept, in one SQLite database.
//! 7. [`digest`]: pure; changes become a message.
//! 8. [`notify`]: edge out; a message leaves as mail.
//!
//! And what composes them:
//!
//! 9. [`config`]: one file, composed of each room's settings.
//! 10. [`schedule`]: pure; when a source is due, when a digest is.
//! 11. [`recipient`]: pure; who is told what, and how soon.
//! 12. [`health`]: pure; how a source is.
//! 13. [`pipeline`]: the two straight lines, from a source to the outbox and from the outbox to the mail.
//! 14. [`status`]: how the watch is.
//! 15. [`daemon`]: the lines again and again, until told to stop.
//! 16. [`cli`]: one file a command.

pub mod domain;
pub mod names;
pub mod crash;
pub mod source;
pub mod text;
pub mod extract;
pub mod roster;
pub mod store;
pub mod digest;
pub mod notify;
pub mod config;
pub mod schedule;
pub mod recipient;
pub mod health;
pub mod pipeline;
pub mod status;
pub mod daemon;
pub mod cli;
