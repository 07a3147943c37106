//! robots.txt: fetched once a day, for pages only, and obeyed.

use rosterwatch::source::http::Settings;
use rosterwatch::source::{Client, Error};

use super::kit::*;
use super::server::{Answer, Server};

const RULES: &str = "User-agent: *\nDisallow: /\n\nUser-agent: rosterwatch\nAllow: /news\nDisallow: /news/private\nDisallow: /\n";

async fn site(robots: impl Fn() -> Answer + Send + Sync + 'static) -> Server {
    Server::start(move |asked| if asked.has("/robots.txt") { robots() } else { Answer::new(200, "text/html", "<p>news") }).await
}

fn count(server: &Server, part: &str) -> usize {
    server.asked().iter().filter(|asked| asked.has(part)).count()
}

#[tokio::test]
async fn rules_are_fetched_once_and_obeyed_for_pages_but_not_for_feeds() {
    let server = site(|| Answer::new(200, "text/plain", RULES)).await;
    let client = client(&server);
    for path in ["news", "news/today?page=2"] {
        assert_eq!(crawl(&client, &format!("https://site.example/{path}")).await.unwrap().status, 200);
    }
    let (error, text) = line(crawl(&client, "https://site.example/news/private/1").await);
    assert!(matches!(error, Error::Refused(_)) && text.contains("robots.txt"), "{text}");
    assert!(crawl(&client, "https://site.example/about").await.is_err());
    assert_eq!(get(&client, "https://site.example/feed.xml").await.unwrap().status, 200);
    assert_eq!(count(&server, "/robots.txt"), 1);
    assert_eq!(count(&server, "/news/private") + count(&server, "/about"), 0);
    assert_eq!(crawl(&client, "https://other.example/news").await.unwrap().status, 200);
    assert_eq!(count(&server, "/robots.txt"), 2, "each site has rules of its own");
}

#[tokio::test]
async fn the_rules_outlive_the_process_and_not_the_day() {
    let server = site(|| Answer::new(200, "text/plain", RULES)).await;
    let first = client(&server);
    crawl(&first, "https://site.example/news").await.unwrap();
    let second = client(&server);
    second.recall(first.learnt(now()));
    assert!(crawl(&second, "https://site.example/about").await.is_err());
    assert_eq!(count(&server, "/robots.txt"), 1);
    let tomorrow = now() + seconds(24 * 3600);
    second.get(&request("https://site.example/news").crawling(), tomorrow).await.unwrap();
    assert_eq!(count(&server, "/robots.txt"), 2);
}

#[tokio::test]
async fn no_file_opens_a_site_and_one_that_cannot_be_had_closes_it() {
    for (status, open) in [(404, true), (401, true), (403, true), (410, true), (429, false), (500, false), (503, false)] {
        let server = site(move || Answer::status(status)).await;
        let answer = crawl(&client(&server), "https://site.example/a").await;
        assert_eq!(answer.is_ok(), open, "{status}: {answer:?}");
        if !open {
            let (error, text) = line(answer);
            assert!(matches!(error, Error::Transport(_)) && text.contains("robots.txt cannot be had"), "{text}");
            assert_eq!(count(&server, "/a"), 0);
        }
    }
}

#[tokio::test]
async fn redirects_of_the_file_are_followed_five_times() {
    for (hops, open) in [(5, false), (6, true)] {
        let server = Server::start(move |asked| {
            let last: u32 = asked.url.rsplit('/').next().unwrap().parse().unwrap_or(0);
            match asked.has("/robots") {
                true if last < hops => Answer::redirect(302, &format!("/robots/{}", last + 1)),
                true => Answer::new(200, "text/plain", "user-agent: *\ndisallow: /"),
                false => Answer::new(200, "text/html", "<p>news"),
            }
        })
        .await;
        let answer = crawl(&client(&server), "https://site.example/a").await;
        assert_eq!(answer.is_ok(), open, "{hops} redirects, RFC 9309, 2.3.1.2: {answer:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_site_meets_that_sites_rules() {
    let server = Server::start(|asked| match (asked.host(), asked.has("/robots.txt")) {
        ("open.example", true) => Answer::status(404),
        ("closed.example", true) => Answer::new(200, "text/plain", "user-agent: *\ndisallow: /"),
        ("open.example", false) => Answer::redirect(302, "https://closed.example/page"),
        _ => Answer::new(200, "text/html", "<p>news"),
    })
    .await;
    let (error, _) = line(crawl(&client(&server), "https://open.example/page").await);
    assert!(matches!(error, Error::Refused(_)), "{error}");
    assert_eq!(count(&server, "closed.example/page"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_crawl_delay_is_kept() {
    let server = site(|| Answer::new(200, "text/plain", "user-agent: *\ncrawl-delay: 7")).await;
    let client = client(&server);
    let began = tokio::time::Instant::now();
    for path in ["a", "b"] {
        crawl(&client, &format!("https://site.example/{path}")).await.unwrap();
    }
    assert!(began.elapsed().as_secs_f64() >= 7.0, "{:?}", began.elapsed());
}

#[tokio::test]
async fn the_operator_can_switch_it_off() {
    let server = site(|| Answer::new(200, "text/plain", RULES)).await;
    let client = Client::new(&Settings { robots: false, ..settings(&server) }).unwrap();
    assert_eq!(crawl(&client, "https://site.example/about").await.unwrap().status, 200);
    assert_eq!(count(&server, "/robots.txt"), 0);
}
