//! `rosterwatch sources …` as a person uses it.

mod support;

use std::fs;
use std::path::PathBuf;

use rosterwatch::store::Store;
use support::server::{Answer, Asked, Server};
use support::{MINIMAL, files, rosterwatch, run, write_config};

const COMMENTS: &str = "# The desk's watch.\n";

fn rss(date: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>t</title><link>https://wire.example/</link><description>d</description>\
         <item><title>OpenAI’s Brad Lightcap resigns</title><guid isPermaLink=\"false\">1</guid><pubDate>{date}</pubDate>\
         <description>OpenAI chief operating officer Brad Lightcap has resigned, the company said on Tuesday.</description></item></channel></rss>"
    )
}

fn world(asked: &Asked) -> Answer {
    let recent = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * 3);
    let date = recent.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    match asked.url.as_str() {
        "https://wire.example/feed" => Answer::new(200, "application/rss+xml", rss(&date)).with("etag", "\"7\""),
        "https://wire.example/" => Answer::new(
            200,
            "text/html",
            "<link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/atom+xml href=/atom><p>Home",
        ),
        "https://wire.example/about" => {
            Answer::new(200, "text/html", "<p>About us, who we are and what we have been doing all these years.")
        }
        "https://wire.example/old" => Answer::redirect(301, "/feed"),
        _ => Answer::status(404),
    }
}

struct Desk {
    server: Server,
    dir: tempfile::TempDir,
    config: PathBuf,
}

impl Desk {
    async fn new() -> Desk {
        let (server, dir) = (Server::start(world).await, tempfile::tempdir().unwrap());
        let network = format!("[http]\ngateway = \"{}\" # the stand-in\nspacing = \"0s\"\n", server.gateway());
        let config = write_config(dir.path(), &format!("{COMMENTS}{MINIMAL}\n{network}"));
        Desk { server, dir, config }
    }

    /// Exit code, stdout, stderr.
    async fn says(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = rosterwatch();
        command.args(arguments).arg("-c").arg(&self.config);
        let output = run(command).await;
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    async fn does(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.says(arguments).await;
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}: {stdout}");
        stdout
    }

    /// Refused in one line.
    async fn refuses(&self, arguments: &[&str]) -> String {
        let before = self.text();
        let (code, _, stderr) = self.says(arguments).await;
        assert!(code != Some(0) && stderr.lines().count() == 1, "{arguments:?}: {stderr}");
        assert_eq!(self.text(), before, "a refused change writes nothing");
        stderr
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.config).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn add_finds_out_what_an_address_is_and_keeps_the_comments() {
    let desk = Desk::new().await;
    for (address, kind, written) in [
        ("https://wire.example/feed", "feed", "url = \"https://wire.example/feed\""),
        ("https://wire.example/about", "page", "url = \"https://wire.example/about\""),
        ("https://x.com/sama/status/1839096160168063488", "x-post", "url = \"https://x.com/sama/status/1839096160168063488\""),
        ("https://techcrunch.com/tag/openai/", "techcrunch", "url = \"https://techcrunch.com/tag/openai/\""),
    ] {
        let said = desk.does(&["sources", "add", address]).await;
        assert!(said.contains(&format!("({kind}, ")) && said.contains("alerts nobody"), "{said}");
        let text = desk.text();
        assert!(text.contains(&format!("kind = \"{kind}\"\n{written}\nsince = \"")), "{text}");
    }
    let text = desk.text();
    assert!(text.starts_with(COMMENTS) && text.contains("# the stand-in"), "{text}");
    desk.does(&["check"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn add_takes_the_feed_of_a_page_and_the_new_address_of_what_has_moved() {
    let desk = Desk::new().await;
    let said = desk.does(&["sources", "add", "https://wire.example/", "--name", "Wire", "--organisation", "OpenAI"]).await;
    assert!(
        said.contains("its feed https://wire.example/feed is watched") && said.contains("it also names https://wire.example/atom"),
        "{said}"
    );
    assert!(desk.refuses(&["sources", "add", "https://wire.example/old"]).await.contains("is watched already, as \"Wire\""));
    desk.does(&["sources", "add", "https://wire.example/", "--kind", "page"]).await;
    assert!(desk.text().contains("kind = \"page\"\nurl = \"https://wire.example/\""), "{}", desk.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_would_not_be_sound_is_refused_and_not_written() {
    let desk = Desk::new().await;
    for (arguments, said) in [
        (&["add", "https://wire.example/missing"][..], "answers 404"),
        (&["add", "https://wire.example/feed", "--name", "News Example"], "given twice"),
        (&["add", "https://wire.example/feed", "--interval", "1s"], "shorter than a minute"),
        (&["add", "https://wire.example/feed", "--organisation", "Nobody"], "none of the [[organisation]] names"),
        (&["add", "https://wire.example/feed", "--backfill", "soon"], "--backfill"),
        (&["add", "https://wire.example/feed", "--kind", "fed"], "fed"),
        (&["add", "@sama"], "x.bearer_token_file"),
        (&["add", "file:///etc/passwd"], "scheme `file`"),
        (&["add", "https://desk:hunter2@wire.example/feed"], "take it out"),
        (&["remove", "Nobody"], "there are \"News Example\""),
        (&["remove", "News Example"], "no source is watched"),
        (&["test", "Nobody"], "there are \"News Example\""),
    ] {
        let stderr = desk.refuses(&[&["sources"], arguments].concat()).await;
        assert!(stderr.contains(said) && !stderr.contains("hunter2"), "{arguments:?}: {stderr}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_when_a_source_is_added_alerts_nobody_unless_asked_for() {
    for (backfill, mails) in [(&[][..], 0), (&["--backfill", "30d"], 1), (&["--backfill", "1d"], 0)] {
        let desk = Desk::new().await;
        desk.does(&[&["sources", "add", "https://wire.example/feed", "--name", "Wire"], backfill].concat()).await;
        desk.does(&["sources", "pause", "News Example"]).await;
        desk.does(&["once"]).await;
        let store = Store::open(&desk.dir.path().join("state/rosterwatch.db")).unwrap();
        assert_eq!((store.article_count().unwrap(), store.changes().unwrap().len()), (1, 1), "it is evidence in any case");
        assert_eq!(files(&desk.dir.path().join("state/mail"), "eml").len(), mails, "{backfill:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_source_is_not_visited_and_a_resumed_one_is() {
    let desk = Desk::new().await;
    let before = desk.text();
    desk.does(&["sources", "pause", "News Example"]).await;
    assert!(desk.text().contains("paused = true"));
    assert!(desk.does(&["sources", "pause", "News Example"]).await.contains("already"));
    assert!(desk.does(&["once"]).await.contains("0 sources visited"));
    assert_eq!(desk.server.count().requests, 0);
    desk.does(&["sources", "resume", "News Example"]).await;
    assert_eq!(desk.text(), before);
    assert_eq!(desk.says(&["once"]).await.0, Some(1), "its address answers 404");
    let listed = desk.does(&["sources", "list"]).await;
    assert!(listed.contains("missing") && listed.contains("answers 404"), "{listed}");
    let listed: serde_json::Value = serde_json::from_str(&desk.does(&["sources", "list", "--json"]).await).unwrap();
    assert_eq!((&listed[0]["state"], &listed[0]["failures"]), (&"missing".into(), &1.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_source_is_gone_and_the_rest_stays() {
    let desk = Desk::new().await;
    let before = desk.text();
    desk.does(&["sources", "add", "https://wire.example/feed", "--name", "Wire"]).await;
    desk.does(&["sources", "remove", "Wire"]).await;
    assert_eq!(desk.text().trim_end(), before.trim_end());
    let listed = desk.does(&["sources", "list"]).await;
    assert!(listed.contains("News Example") && listed.contains("new") && !listed.contains("Wire"), "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn test_shows_what_is_there_and_writes_nothing() {
    let desk = Desk::new().await;
    desk.does(&["sources", "add", "https://wire.example/feed", "--name", "Wire"]).await;
    let text = desk.text();
    for what in ["Wire", "https://wire.example/feed"] {
        let said = desk.does(&["sources", "test", what]).await;
        for part in ["200 https://wire.example/feed", "etag \"7\"", "1 item", "Brad Lightcap resigns", "tells: Brad Lightcap departed"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    let told: serde_json::Value = serde_json::from_str(&desk.does(&["sources", "test", "Wire", "--json"]).await).unwrap();
    assert_eq!((&told["items"], &told["answers"][0]["status"]), (&1.into(), &200.into()));
    assert_eq!(told["article"]["findings"]["changes"][0]["person"], "Brad Lightcap");
    let (code, said, _) = desk.says(&["sources", "test", "News Example"]).await;
    assert!(code == Some(1) && said.contains("404 https://news.example/feed.xml") && said.contains("cannot be read"), "{said}");
    assert!(!desk.dir.path().join("state").exists(), "no state is made");
    assert_eq!(desk.text(), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_feeds_is_taken_in_once_and_given_out_again() {
    let desk = Desk::new().await;
    let list = desk.dir.path().join("list.opml");
    let outlines = "<outline text=\"News\"><outline text=\"Wire &amp; Co\" xmlUrl=\"https://wire.example/feed\"/>\
        <outline text=\"News Example\" xmlUrl=\"https://other.example/feed\"/></outline>\
        <outline text=\"Known\" xmlUrl=\"https://news.example/feed.xml\"/><outline text=\"Local\" xmlUrl=\"file:///etc/passwd\"/>";
    fs::write(&list, format!("<opml version=\"2.0\"><body>{outlines}</body></opml>")).unwrap();
    let list = list.to_str().unwrap();
    let (code, stdout, stderr) = desk.says(&["sources", "import-opml", list, "--interval", "2h"]).await;
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(
        stdout.contains("left out: Local: ") && stdout.contains("added 2 feeds to ") && stdout.contains("1 were watched already"),
        "{stdout}"
    );
    let written = fs::read_to_string(&desk.config).unwrap();
    assert!(written.starts_with(COMMENTS) && written.contains("name = \"News Example (2)\""), "{written}");
    let (code, stdout, _) = desk.says(&["sources", "import-opml", list]).await;
    assert!(code == Some(0) && stdout.contains("added 0 feeds"), "{stdout}");
    assert_eq!(fs::read_to_string(&desk.config).unwrap(), written);
    let (code, stdout, _) = desk.says(&["sources", "export-opml"]).await;
    let (feeds, complaints) = rosterwatch::source::opml::parse(&stdout).unwrap();
    let told: Vec<(&str, &str)> = feeds.iter().map(|feed| (feed.title.as_str(), feed.url.as_str())).collect();
    assert_eq!((code, complaints.len()), (Some(0), 0));
    assert_eq!(
        told,
        [
            ("News Example", "https://news.example/feed.xml"),
            ("Wire & Co", "https://wire.example/feed"),
            ("News Example (2)", "https://other.example/feed")
        ]
    );
    fs::write(list, "no list").unwrap();
    let (code, _, stderr) = desk.says(&["sources", "import-opml", list]).await;
    assert!(code == Some(2) && stderr.contains("is no OPML") && stderr.lines().count() == 1, "{stderr}");
}
