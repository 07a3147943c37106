//! A configured feed.

use url::Url;

use super::super::wanted::Wanted;

/// Where the feed is and what is taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub url: Url,
    /// Whether the page behind an entry is fetched: always, never, or (`None`) where the feed gives no full text.
    pub follow: Option<bool>,
    /// For a bridge to X.
    pub wanted: Wanted,
}
