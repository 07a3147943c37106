//! How the client behaves towards servers, honest and hostile.

use jiff::SignedDuration;
use rosterwatch::source::http::{Request, Settings};
use rosterwatch::source::{Client, Cursor, Error};

use super::stand_in::*;

const FEED: &str = "https://news.example/feed";
const RSS: &str = "<rss version=\"2.0\"><channel><title>t</title><item><title>Acme names a chair</title><link>https://news.example/1</link></item></channel></rss>";

fn one_line(error: &Error) -> String {
    let text = error.to_string();
    assert!(!text.contains(['\n', '\r']), "{text}");
    text
}

#[tokio::test]
async fn validators_return_byte_for_byte_and_a_304_is_no_news() {
    let server = StandIn::start(|asked| match asked.header("if-none-match") {
        Some("W/\"a,b\"") => answer(304, &[("etag", "W/\"c\"")], ""),
        _ => answer(200, &[("etag", "W/\"a,b\""), ("last-modified", "Wed, 25 Sep 2024 19:42:03 GMT")], RSS),
    })
    .await;
    let first = server.visit(&feed(FEED), &Cursor::default()).await.unwrap();
    assert_eq!((first.items.len(), first.unchanged), (1, false));
    let second = server.visit(&feed(FEED), &first.cursor).await.unwrap();
    assert_eq!((second.items.len(), second.unchanged), (0, true));
    assert_eq!(second.cursor.get("etag"), Some("W/\"c\""), "a 304 may refresh the validators");
    let asked = server.asked();
    assert_eq!((asked[0].header("if-none-match"), asked[0].header("if-modified-since")), (None, None));
    assert_eq!(asked[1].header("if-modified-since"), Some("Wed, 25 Sep 2024 19:42:03 GMT"));
    assert_eq!(asked[1].header("user-agent").unwrap(), format!("rosterwatch/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION")));
    assert_eq!(asked[1].header("cookie"), None);
}

#[tokio::test]
async fn the_same_body_is_no_news_where_a_server_gives_no_validators() {
    let server = StandIn::start(|_| answer(200, &[], RSS)).await;
    let first = server.visit(&feed(FEED), &Cursor::default()).await.unwrap();
    assert!(server.visit(&feed(FEED), &first.cursor).await.unwrap().unchanged);
    let other = server.visit(&feed("https://news.example/other"), &first.cursor).await.unwrap();
    assert!(!other.unchanged, "a cursor of another address says nothing");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_leaves_no_validators() {
    let server = StandIn::start(|_| answer(200, &[("etag", "\"1\"")], "neither xml nor json")).await;
    let error = server.visit(&feed(FEED), &Cursor::default()).await.unwrap_err();
    assert!(matches!(error, Error::Malformed(_)));
    assert!(one_line(&error).starts_with(FEED));
}

#[tokio::test]
async fn patience_is_kept_as_asked() {
    for (headers, expected) in [
        (&[("retry-after", "120")][..], "2024-09-26T01:02:00Z"),
        (&[("retry-after", "Thu, 26 Sep 2024 03:00:00 GMT")], "2024-09-26T03:00:00Z"),
        (&[("x-rate-limit-reset", "1727314200")], "2024-09-26T01:30:00Z"),
    ] {
        let server = StandIn::start(move |_| answer(429, headers, "slow down")).await;
        let Err(Error::RateLimited { until, .. }) = server.visit(&feed(FEED), &Cursor::default()).await else {
            panic!("no rate limit: {headers:?}")
        };
        assert_eq!(until, expected.parse().unwrap());
    }
}

#[tokio::test]
async fn a_refusal_is_told_from_an_absence() {
    for (status, expected) in [(401, "Unauthorized"), (403, "Refused"), (404, "NotFound"), (410, "Gone"), (500, "Transport")] {
        let server = StandIn::start(move |_| answer(status, &[], "<html>no</html>")).await;
        let error = server.visit(&feed(FEED), &Cursor::default()).await.unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{status}: {error:?}");
        assert!(one_line(&error).contains(&status.to_string()), "{error}");
    }
}

#[tokio::test]
async fn redirects_are_followed_five_times_and_no_more() {
    let server = StandIn::start(|asked| {
        let hop: usize = asked.url.rsplit('/').next().unwrap().parse().unwrap();
        if hop == 0 { html("<p>arrived</p>") } else { answer(302, &[("location", &format!("/hop/{}", hop - 1))], "") }
    })
    .await;
    let batch = server.visit(&page("https://news.example/hop/5"), &Cursor::default()).await.unwrap();
    assert_eq!(batch.items[0].url, "https://news.example/hop/0");
    assert_eq!(batch.items[0].key, "https://news.example/hop/5", "the key is that of the address that was configured");
    let error = server.visit(&page("https://news.example/hop/6"), &Cursor::default()).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
}

#[tokio::test]
async fn no_redirect_leads_into_the_operators_network() {
    for target in [
        "http://127.0.0.1/",
        "http://127.1:8080/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
    ] {
        let server = StandIn::start(move |_| answer(302, &[("location", target)], "")).await;
        let error = server.visit(&feed("http://news.example/feed"), &Cursor::default()).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{target}: {error}");
        assert_eq!(server.asked().len(), 1, "{target} was asked");
        one_line(&error);
    }
}

#[tokio::test]
async fn no_redirect_leaves_https() {
    let server = StandIn::start(|_| answer(301, &[("location", "http://news.example/feed")], "")).await;
    let error = server.visit(&feed(FEED), &Cursor::default()).await.unwrap_err();
    assert!(one_line(&error).contains("from https to http"), "{error}");
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn private_addresses_need_the_operators_word() {
    let server = StandIn::start(|_| html("<p>internal</p>")).await;
    let gateway = server.settings.gateway.clone().unwrap();
    let ask = async |host: &str, allowed: &[&str]| {
        let settings = Settings {
            allow_private_addresses: allowed.iter().map(|host| host.to_string()).collect(),
            allow_ports: gateway.port().into_iter().collect(),
            spacing: SignedDuration::ZERO,
            ..Settings::default()
        };
        let mut url = gateway.clone();
        url.set_host(Some(host)).unwrap();
        Client::new(&settings).unwrap().get(&Request::new(url, "*/*"), now()).await
    };
    for host in ["127.0.0.1", "localhost"] {
        let error = ask(host, &[]).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{host}: {error}");
        assert!(one_line(&error).contains(&format!("add \"{host}\" to http.allow_private_addresses")), "{error}");
    }
    assert_eq!(server.asked().len(), 0);
    assert_eq!(ask("127.0.0.1", &["127.0.0.1"]).await.unwrap().status, 200);
    assert_eq!(ask("localhost", &["localhost"]).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_body_without_end_is_refused_while_it_streams() {
    let server = StandIn::start(|_| Act::Endless).await;
    let error = server.visit(&page("https://news.example/endless"), &Cursor::default()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
    assert!(one_line(&error).contains("http.max_body"));
}

#[tokio::test]
async fn a_gzip_bomb_is_counted_unpacked_and_honest_gzip_is_read() {
    let server = StandIn::start(|asked| {
        let name = if asked.has("bomb") { "bomb.gz" } else { "page.html.gz" };
        answer(200, &[("content-encoding", "gzip"), ("content-type", "text/html")], fixture(name))
    })
    .await;
    let error = server.visit(&page("https://news.example/bomb"), &Cursor::default()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
    let batch = server.visit(&page("https://news.example/page"), &Cursor::default()).await.unwrap();
    assert!(format!("{:?}", batch.items[0].body).contains("Jo Doe becomes chair"));
    assert_eq!(server.asked()[1].header("accept-encoding"), Some("gzip, br, zstd"));
}

#[tokio::test]
async fn a_body_that_never_ends_meets_the_total_timeout() {
    let mut server = StandIn::start(|_| Act::Stall).await;
    server.settings.timeout = SignedDuration::from_millis(200);
    let error = server.visit(&page("https://news.example/slow"), &Cursor::default()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(one_line(&error).contains("within 0.2 s"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error_with_its_cause() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let settings = Settings { allow_private_addresses: vec!["127.0.0.1".into()], ..Settings::default() };
    let request = Request::new(format!("http://{gone}/").parse().unwrap(), "*/*");
    let error = Client::new(&settings).unwrap().get(&request, now()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && one_line(&error).contains("refused"), "{error}");
}
