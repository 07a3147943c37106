//! The HTTP layer against servers that behave in every way: what is asked, how often, how much is taken, and what is refused.

#[path = "http/conditional.rs"]
mod conditional;
#[path = "http/hostile.rs"]
mod hostile;
#[path = "http/kit.rs"]
mod kit;
#[path = "http/politeness.rs"]
mod politeness;
#[path = "http/redirects.rs"]
mod redirects;
#[path = "http/robots.rs"]
mod robots;
#[path = "support/server.rs"]
mod server;
#[path = "http/tls.rs"]
mod tls;
