//! Spacing, patience, and what is remembered of it.

use std::sync::Arc;
use std::time::Duration;

use rosterwatch::source::http::{Extra, Settings};
use rosterwatch::source::{Client, Error};
use secrecy::SecretString;

use super::kit::*;
use super::server::{Answer, Server};

#[tokio::test]
async fn a_host_has_one_request_at_a_time_and_its_pause_and_others_do_not_wait() {
    let server = Server::start(|_| Answer::new(200, "text/plain", "x")).await;
    let spacing = jiff::SignedDuration::from_millis(50);
    let client = Client::new(&Settings { spacing, ..settings(&server) }).unwrap();
    let began = std::time::Instant::now();
    let visits = (0..12).map(|number| {
        let client = client.clone();
        tokio::spawn(async move { get(&client, &format!("https://{}.example/{number}", number % 3)).await.unwrap() })
    });
    for visit in visits.collect::<Vec<_>>() {
        visit.await.unwrap();
    }
    // What each pause lasts is told by the gate's own tests, whose clock stands still; here a request can be held up on its way.
    assert!(began.elapsed() >= Duration::from_millis(3 * 50), "{:?}", began.elapsed());
    let (_, most) = server.closest();
    assert_eq!(most, 1);
    assert_eq!(server.count().requests, 12);
}

#[tokio::test]
async fn a_host_that_asked_for_quiet_is_not_asked_not_even_after_a_restart() {
    let server = Server::start(|_| Answer::status(429).with("retry-after", "120")).await;
    let first = client(&server);
    assert_eq!(get(&first, "https://busy.example/a").await.unwrap().status, 429);
    let until = now() + seconds(120);
    let second = client(&server);
    second.recall(first.learnt(now()));
    for client in [&first, &second] {
        let (error, _) = line(get(client, "https://busy.example/b").await);
        assert_eq!(error, Error::RateLimited { place: "https://busy.example/b".into(), until });
    }
    assert_eq!(server.count().requests, 1);
    assert_eq!(second.get(&request("https://busy.example/b"), until).await.unwrap().status, 429, "from then on it is");
    assert_eq!(get(&second, "https://other.example/").await.unwrap().status, 429);
}

#[tokio::test]
async fn a_spent_budget_is_not_overdrawn() {
    let server = Server::start(|asked| {
        let budget = if asked.has("/users/") { "0" } else { "1" };
        Answer::new(200, "application/json", "{}").with("x-rate-limit-remaining", budget).with("x-rate-limit-reset", "1727313000")
    })
    .await;
    let client = client(&server);
    get(&client, "https://api.example/2/users/1/tweets").await.unwrap();
    let (error, _) = line(get(&client, "https://api.example/2/users/2/tweets").await);
    let until = "2024-09-26T01:10:00Z".parse().unwrap();
    assert!(matches!(error, Error::RateLimited { until: found, .. } if found == until), "{error}");
    get(&client, "https://api.example/2/tweets").await.unwrap();
    get(&client, "https://api.example/2/tweets").await.unwrap();
}

#[tokio::test]
async fn we_say_who_we_are_and_nothing_else() {
    let server = Server::start(|_| Answer::new(200, "text/plain", "x").with("set-cookie", "visitor=7")).await;
    let client = Client::new(&Settings { contact: Some("mailto:ops@example.org".into()), ..settings(&server) }).unwrap();
    for _ in 0..2 {
        get(&client, "https://site.example/").await.unwrap();
    }
    let asked = server.asked();
    let agent = format!("rosterwatch/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION"));
    assert_eq!(asked[1].header("user-agent"), Some(agent.as_str()));
    assert_eq!(asked[1].header("accept-encoding"), Some("gzip, br, zstd"));
    for header in ["cookie", "referer", "authorization"] {
        assert_eq!(asked[1].header(header), None);
    }
    assert_eq!(server.count().connections, 1, "one connection serves both");
}

#[tokio::test]
async fn a_sources_headers_stay_with_its_site() {
    let server = Server::start(|asked| match asked.has("/away") {
        true => Answer::redirect(302, "https://elsewhere.example/b"),
        false => Answer::new(200, "text/plain", "x"),
    })
    .await;
    let token = SecretString::from("hunter2");
    let extra = Extra::new(&"https://feeds.example/away".parse().unwrap(), [("authorization", &token)]).unwrap();
    let client = client(&server).with_headers(&Some(Arc::new(extra)));
    get(&client, "https://feeds.example/away").await.unwrap();
    let seen: Vec<_> = server.asked().iter().map(|asked| asked.header("authorization").map(str::to_string)).collect();
    assert_eq!(seen, [Some("hunter2".to_string()), None]);
}

#[tokio::test]
async fn a_proxy_is_asked_with_its_credentials_which_nobody_else_sees() {
    let proxy = Server::start(|asked| match asked.header("proxy-authorization") {
        Some("Basic ZGVzazpodW50ZXIy") => Answer::new(200, "text/plain", "through the proxy"),
        _ => Answer::status(407),
    })
    .await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "desk:hunter2\n").unwrap();
    let settings = Settings {
        gateway: None,
        proxy: Some(proxy.gateway().parse().unwrap()),
        proxy_credentials_file: Some(file.path().into()),
        ..settings(&proxy)
    };
    let client = Client::new(&settings).unwrap();
    assert_eq!(get(&client, "http://site.example/a").await.unwrap().body, b"through the proxy");
    assert_eq!(proxy.asked()[0].url, "http://site.example/a");
    assert!(!format!("{client:?}{settings:?}").contains("hunter2"));
}
