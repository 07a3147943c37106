//! Sources against fixtures and against a stand-in server: what is read, and what happens when a server does not behave.

#[path = "sources/bridges.rs"]
mod bridges;
#[path = "sources/feeds.rs"]
mod feeds;
#[path = "sources/filings.rs"]
mod filings;
#[path = "sources/formats.rs"]
mod formats;
#[path = "sources/networks.rs"]
mod networks;
#[path = "sources/pages.rs"]
mod pages;
#[path = "sources/protocol.rs"]
mod protocol;
#[path = "support/server.rs"]
mod server;
#[path = "sources/stand_in.rs"]
mod stand_in;
#[path = "sources/x.rs"]
mod x;
