//! X: single posts, and the posts of an account.
//!
//! With a bearer token both go through API v2, which bills each object read and gives long posts whole. Without one, single posts come from
//! oEmbed, which cuts long posts; accounts cannot be read without a token by any way that X permits.

mod access;
pub mod account;
mod api;
mod oembed;
pub mod post;
mod text;

pub use access::{Access, DEFAULT_API_BASE, DEFAULT_OEMBED_BASE, Settings};
