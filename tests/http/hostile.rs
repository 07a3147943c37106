//! Servers that would use us up: addresses that lead inside, bodies without end, bombs, silence. Each within its time and its memory,
//! and the others are served meanwhile.

use std::io::Read;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use rosterwatch::source::http::Settings;
use rosterwatch::source::{Client, Error};

use super::kit::*;
use super::server::{Act, Answer, Server};

/// Limits so short that a test can wait for them.
fn brisk(server: &Server) -> Settings {
    Settings {
        timeout: SignedDuration::from_millis(900),
        header_timeout: SignedDuration::from_millis(400),
        idle_timeout: SignedDuration::from_millis(300),
        ..settings(server)
    }
}

#[tokio::test]
async fn every_literal_form_of_an_inner_address_is_refused_on_every_hop() {
    let inner = Server::start(|_| Answer::new(200, "text/plain", "internal")).await;
    let port = inner.address.port();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0x7f.1",
        "127.0.0.1.",
        "①②⑦.⓪.⓪.①",
        "１２７.０.０.１",
        "0.0.0.0",
        "0",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "localhost",
        "LOCALHOST",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "224.0.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
    ] {
        let target = format!("http://{host}:{port}/");
        let direct = Settings { allow_ports: vec![port], spacing: SignedDuration::ZERO, ..Settings::default() };
        let (error, text) = line(get(&Client::new(&direct).unwrap(), &target).await);
        assert!(matches!(error, Error::Refused(_)), "{target}: {text}");

        let to = target.clone();
        let outer = Server::start(move |_| Answer::redirect(302, &to)).await;
        let allowed = Settings { allow_ports: vec![80, port], ..settings(&outer) };
        let result = get(&Client::new(&allowed).unwrap(), "http://news.example/").await;
        // Through a gateway names are resolved by nobody here, so only literals can be told.
        if !host.to_lowercase().starts_with("localhost") {
            line(result);
            assert_eq!(outer.count().requests, 1, "{target} was asked for");
        }
    }
    assert_eq!(inner.count().connections, 0);
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_before_a_connection_is_made() {
    let inner = Server::start(|_| Answer::new(200, "text/plain", "internal")).await;
    let settings = Settings { allow_ports: vec![inner.address.port()], ..Settings::default() };
    let url = format!("http://localhost:{}/", inner.address.port());
    let (error, text) = line(get(&Client::new(&settings).unwrap(), &url).await);
    assert!(matches!(error, Error::Refused(_)) && text.contains("http.allow_private_addresses"), "{text}");
    assert_eq!(inner.count().connections, 0);
}

#[tokio::test]
async fn no_other_scheme_and_no_other_port_is_reached_through_a_redirect() {
    for target in
        ["file:///etc/passwd", "file:/etc/passwd", "ftp://news.example/", "gopher://news.example/", "http://news.example:25/", "data:,x"]
    {
        let server = Server::start(move |_| Answer::redirect(302, target)).await;
        let (error, _) = line(get(&client(&server), "http://news.example/").await);
        assert!(matches!(error, Error::Refused(_)), "{target}: {error}");
        assert_eq!(server.count().requests, 1);
    }
}

#[tokio::test]
async fn a_bomb_is_refused_in_every_coding_with_little_memory() {
    let zeros = || std::io::repeat(0).take(UNPACKED as u64);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut zeros(), &mut gzip).unwrap();
    let mut zstd = Vec::new();
    ruzstd::encoding::compress(zeros(), &mut zstd, ruzstd::encoding::CompressionLevel::Fastest);
    let bombs = [("gzip", gzip.finish().unwrap()), ("zstd", zstd)];
    for (coding, bomb) in bombs {
        let size = bomb.len();
        let answer = Answer::new(200, "text/html", bomb).with("content-encoding", coding);
        let server = Server::start(move |_| answer.clone()).await;
        let before = peak_memory();
        let began = Instant::now();
        let (error, text) = line(get(&client(&server), "https://bomb.example/").await);
        assert!(matches!(error, Error::TooLarge(_)), "{coding}: {text}");
        assert!(began.elapsed() < Duration::from_secs(5), "{coding}: {:?}", began.elapsed());
        let grown = peak_memory().saturating_sub(before);
        assert!(grown < UNPACKED / 2, "{coding}: {size} bytes took {grown} bytes of memory");
    }
    for coding in ["gzip, gzip", "deflate", "gzip, br"] {
        let server = Server::start(move |_| Answer::new(200, "text/html", "x").with("content-encoding", coding)).await;
        let (error, _) = line(get(&client(&server), "https://bomb.example/").await);
        assert!(matches!(error, Error::Malformed(_)), "{coding}: {error}");
    }
}

const UNPACKED: usize = 64 << 20;

/// The most memory that this process ever had, in bytes.
fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() << 10
}

#[tokio::test]
async fn a_body_without_end_and_one_that_is_announced_as_large_are_not_read() {
    let endless = Server::start(|_| Act::Endless).await;
    let (error, text) = line(get(&client(&endless), "https://large.example/").await);
    assert!(matches!(error, Error::TooLarge(_)) && text.contains("http.max_body"), "{text}");
    assert!(endless.count().body_bytes < 16 << 20, "{:?}", endless.count());

    let announced = Server::start(|_| Act::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n<html>".to_vec())).await;
    let (error, _) = line(get(&client(&announced), "https://large.example/").await);
    assert!(matches!(error, Error::TooLarge(_)), "{error}");
}

#[tokio::test]
async fn silence_and_slowness_meet_the_limit_that_is_named() {
    for (act, limit) in [
        (Act::Hang, "no answer within 0.4 s"),
        (Act::Stall, "nothing more came within 0.3 s"),
        (Act::Drip(Duration::from_millis(100)), "no complete answer within 0.9 s"),
    ] {
        let told = format!("{act:?}");
        let server = Server::start(move |_| act.clone()).await;
        let client = Client::new(&brisk(&server)).unwrap();
        let began = Instant::now();
        let (error, text) = line(get(&client, "https://slow.example/").await);
        assert!(matches!(error, Error::Transport(_)) && text.contains(limit), "{told}: {text}");
        assert!(began.elapsed() < Duration::from_millis(2500), "{told}: {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn redirects_do_not_win_time() {
    let late = Duration::from_millis(300);
    let server = Server::start(move |_| Act::Late(late, Answer::redirect(302, "/again"))).await;
    let (error, text) = line(get(&Client::new(&brisk(&server)).unwrap(), "https://slow.example/").await);
    assert!(matches!(error, Error::Transport(_)) && text.contains("no complete answer within 0.9 s"), "{text}");
    assert!(server.count().requests < 5, "{:?}", server.count());
}

#[tokio::test]
async fn a_flood_of_headers_and_what_is_no_http_are_errors_in_one_line() {
    for act in [
        Act::Flood,
        Act::Raw(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
        Act::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello".to_vec()),
        Act::Raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n".to_vec()),
        Act::Raw(Vec::new()),
        Act::Cut(Answer::new(200, "text/html", "<p>".repeat(1000))),
        Act::Raw(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\n<html>".to_vec()),
    ] {
        let told = format!("{act:?}");
        let server = Server::start(move |_| act.clone()).await;
        let began = Instant::now();
        let (error, text) = line(get(&client(&server), "https://odd.example/").await);
        assert!(matches!(error, Error::Transport(_) | Error::Malformed(_)), "{}: {text}", &told[..told.len().min(80)]);
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn others_are_served_meanwhile() {
    let server = Server::start(|asked| match asked.host() {
        "hang.example" => Act::Hang,
        "endless.example" => Act::Endless,
        "drip.example" => Act::Drip(Duration::from_millis(50)),
        _ => Answer::new(200, "text/plain", "x").into(),
    })
    .await;
    let client = Client::new(&Settings { timeout: seconds(30), header_timeout: seconds(30), ..settings(&server) }).unwrap();
    let bad: Vec<_> = ["hang", "endless", "drip"]
        .map(|host| {
            let client = client.clone();
            tokio::spawn(async move { get(&client, &format!("https://{host}.example/")).await })
        })
        .into();
    let began = Instant::now();
    for number in 0..100 {
        assert_eq!(get(&client, &format!("https://good{number}.example/")).await.unwrap().status, 200);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    for task in bad {
        task.abort();
    }
}
