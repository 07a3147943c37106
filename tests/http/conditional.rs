//! Conditional requests, counted at the server: what has not changed costs no body.

use rosterwatch::source::{Batch, Client, Cursor, Source, collect, x};

use super::kit::*;
use super::server::{Answer, Server};

const FEEDS: usize = 1_000;

fn sources() -> Vec<Source> {
    let table = |number| format!("name = \"{number}\"\nkind = \"feed\"\nurl = \"https://site{number}.example/feed.xml\"");
    (0..FEEDS).map(|number| Source::new(toml::from_str(&table(number)).unwrap(), &x::Access::default()).unwrap()).collect()
}

/// A third each with an entity tag, a date, or both.
fn answer(url: &str) -> Answer {
    let item = "<item><title>Acme names a chair</title><link>https://acme.example/1</link></item>";
    let body =
        format!("<rss version=\"2.0\"><channel><title>{url}</title><link>{url}</link><description>d</description>{item}</channel></rss>");
    let answer = Answer::new(200, "application/rss+xml", body);
    let (tag, date) = (format!("W/\"{url}, caf\u{e9}\""), "Wed, 25 Sep 2024 19:42:03 GMT");
    match url.len() % 3 {
        0 => answer.with("etag", &tag),
        1 => answer.with("last-modified", date),
        _ => answer.with("etag", &tag).with("last-modified", date),
    }
}

async fn cycle(client: &Client, sources: &[Source], cursors: &[Cursor]) -> Vec<Batch> {
    let mut batches = Vec::new();
    for (source, cursor) in sources.iter().zip(cursors) {
        batches.push(collect(client, source, cursor, now()).await.unwrap());
    }
    batches
}

#[tokio::test]
async fn an_unchanged_cycle_over_a_thousand_feeds_transfers_no_body() {
    let server = Server::start(|asked| answer(&asked.url).unless_known(asked)).await;
    let (client, sources) = (client(&server), sources());
    let first = cycle(&client, &sources, &vec![Cursor::default(); FEEDS]).await;
    assert!(first.iter().all(|batch| batch.items.len() == 1));
    let sent = server.count().body_bytes;
    assert!(sent > FEEDS as u64 * 100, "{sent}");

    let cursors: Vec<_> = first.into_iter().map(|batch| batch.cursor).collect();
    server.reset();
    let second = cycle(&client, &sources, &cursors).await;
    assert!(second.iter().all(|batch| batch.unchanged && batch.items.is_empty()));
    let count = server.count();
    assert_eq!((count.requests, count.body_bytes, count.status.get(&304)), (FEEDS, 0, Some(&FEEDS)));
}
