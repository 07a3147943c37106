//! The shipped unit under a real systemd: 252 as in Debian 12 and 257 as in Debian 13.
//!
//! Each test boots systemd in namespaces of its own (`tests/systemd/lab`), which needs root, mmdebstrap (once, to make the trees in
//! `$ROSTERWATCH_LAB`, by default /var/tmp/rosterwatch-lab) and overlayfs. Where that cannot be had a test says so and ends.
#![cfg(debug_assertions)]

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/smtp.rs"]
mod smtp;
mod lab;
mod limits;
mod service;
mod world;
