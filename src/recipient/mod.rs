//! Pure: who is told what, and how soon. [`Recipient::way`] decides of one thing to tell; the time is passed in.

mod reader;
mod rule;
mod settings;

pub use reader::{News, Recipient};
pub use rule::Rule;
pub use settings::Settings;

#[cfg(test)]
mod tests;
