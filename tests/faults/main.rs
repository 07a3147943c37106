//! What becomes of the watch when the disk, the database or the machine fails under it: nothing is lost, nothing is told twice, and it says
//! what is the matter.
//!
//! Real mounts need root, a failing fsync and the sweeps need strace. Where that cannot be had a test says so and ends. The long ones are
//! ignored by default; README names their commands.

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/smtp.rs"]
mod smtp;
mod case;
mod disk;
mod sweep;
mod week;
