//! An outbox full of mails, written as the store would write them.
#![allow(dead_code, reason = "each test uses its own part")]

use std::path::Path;

use jiff::Timestamp;
use rosterwatch::notify::mime;
use rosterwatch::store::Store;
use rusqlite::Connection;

use super::changes;

/// Where mail `number` goes: half of them to one reader, the others to one each.
fn address(number: usize) -> String {
    if number.is_multiple_of(2) { "reader@example.net".into() } else { format!("reader{number}@example.net") }
}

/// The bytes of mails like each other, without the work of writing each.
pub fn mails(count: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    let pattern = changes::alert("b-000000", &changes::reader(), &[changes::mira(), changes::bob(), changes::lin()]);
    let pattern = String::from_utf8(mime::encode(&pattern).unwrap()).unwrap();
    (0..count).map(move |number| {
        let id = format!("b-{number:06}");
        let bytes = pattern.replace("b-000000", &id).replace("reader@example.net", &address(number));
        (id, bytes.into_bytes())
    })
}

/// Queues so many mails, to as many readers, in one transaction.
pub fn fill(database: &Path, count: usize, now: Timestamp) {
    drop(Store::open(database).unwrap());
    let mut connection = Connection::open(database).unwrap();
    let transaction = connection.transaction().unwrap();
    let now = now.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    for (number, (id, bytes)) in mails(count).enumerate() {
        let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| transaction.execute(sql, values).unwrap();
        let to = address(number);
        run("INSERT INTO batch (id, recipient, subject, state, created) VALUES (?1, ?2, 'x', 'queued', ?3)", &[&id, &to, &now]);
        run("INSERT INTO batch_bytes (batch_id, bytes) VALUES (?1, ?2)", &[&id, &bytes]);
        run("INSERT INTO batch_story (batch_id, story) VALUES (?1, ?1)", &[&id]);
    }
    transaction.commit().unwrap();
}
