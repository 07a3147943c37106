//! The `[retention]` table: for how long what has been read is kept.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::human;

/// The `[retention]` table of the configuration. Without it everything is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// For how long the texts of articles and the bytes of mails handed over are kept. What they told always stays.
    #[serde(deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub texts: SignedDuration,
}
