//! X: single posts, the posts of an account, and what a search finds.
//!
//! With a bearer token all go through API v2, which bills each object read and gives long posts whole; [`Budget`] bounds what is read.
//! Without one, single posts come from oEmbed, which cuts long posts; accounts cannot be read without a token by any way that X permits.
//! Bridges (RSSHub, Nitter) are feeds; see [`super::feed`].

mod access;
pub mod account;
mod api;
mod budget;
pub mod oembed;
pub mod post;
pub mod search;
pub(super) mod text;
mod timeline;
mod wire;

pub use access::{Access, DEFAULT_API_BASE, DEFAULT_OEMBED_BASE, Settings};
pub use budget::{Billed, Budget, DEFAULT_PER_DAY, DEFAULT_PER_MONTH};
pub use timeline::{LEAST, items};
