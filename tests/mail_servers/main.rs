//! Mails through mail servers that others wrote: Postfix with Dovecot's login, Postfix's `smtp-sink`, and aiosmtpd for faults.
//!
//! What they receive is read back with another parser and compared whole. Where a server is not installed its cases are skipped and say
//! so; with `MAIL_SERVERS` set they fail instead.

#[path = "../support/changes.rs"]
mod changes;
mod kit;
mod dkim;
mod faults;
mod postfix;
mod real;
mod sink;
