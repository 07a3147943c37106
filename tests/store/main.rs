//! The diff engine and the store together: findings in, alerts and roster out, on a temporary database.

mod kit;
mod founding;
mod situations;
mod record;
mod outbox;
mod properties;
