//! What becomes of a source from visit to visit: pages that change, pages that are missing, articles that cannot be recorded.

mod support;

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rosterwatch::domain::Change;
use rosterwatch::store::{SourceState, Store};
use support::standin::{Answer, StandIn};
use support::{MINIMAL, rosterwatch, run, write_config};

/// A watch of one source, asked through a stand-in, with its mails in a folder.
struct Desk {
    server: StandIn,
    dir: tempfile::TempDir,
    config: PathBuf,
}

const URL: &str = "https://news.example/feed.xml";

impl Desk {
    async fn new(kind: &str) -> Desk {
        let (server, dir) = (StandIn::start().await, tempfile::tempdir().unwrap());
        let gateway = format!("[http]\ngateway = \"{}\"\nspacing = \"0s\"\n", server.gateway());
        let text = MINIMAL.replace("kind = \"feed\"", kind).replace("follow = false\n", "");
        let config = write_config(dir.path(), &format!("{text}\n{gateway}"));
        Desk { server, dir, config }
    }

    fn serve(&self, url: &str, content_type: &str, body: &str) {
        self.server.answer(url, Answer::new(200, content_type, body));
    }

    /// One cycle: the exit code, and what stood on stderr.
    async fn visit(&self) -> (Option<i32>, String) {
        let mut once = rosterwatch();
        once.args(["once", "--all", "-c"]).arg(&self.config);
        let output = run(once).await;
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    fn database(&self) -> PathBuf {
        self.dir.path().join("state/rosterwatch.db")
    }

    fn store(&self) -> Store {
        Store::open(&self.database()).unwrap()
    }

    fn told(&self) -> Vec<Change> {
        self.store().changes().unwrap()
    }

    fn state(&self) -> SourceState {
        self.store().cursor("News Example").unwrap().unwrap()
    }
}

fn people(changes: &[Change]) -> Vec<&str> {
    changes.iter().map(|change| change.person.as_str()).collect()
}

fn page(paragraphs: &[&str]) -> String {
    let paragraphs: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!("<html lang=en><head><title>Company news</title></head><body><main><article>{paragraphs}</article></main></body></html>")
}

fn feed(link: &str, description: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>News</title><link>https://news.example/</link><description>d</description><item><title>People at OpenAI</title>\
         <link>{link}</link><pubDate>Wed, 25 Sep 2024 13:20:00 +0000</pubDate><description>{description}</description></item></channel></rss>"
    )
}

const BRAD: &str = "OpenAI chief operating officer Brad Lightcap has resigned, the company said on Tuesday.";
const SARAH: &str = "OpenAI chief financial officer Sarah Friar has resigned, the company said on Thursday.";
const HTML: &str = "text/html; charset=utf-8";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_read_again_when_its_words_have_changed() {
    let desk = Desk::new("kind = \"page\"").await;
    desk.serve(URL, HTML, &page(&[BRAD]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert_eq!(people(&desk.told()), ["Brad Lightcap"]);

    desk.serve(URL, HTML, &page(&[BRAD]).replace("<main>", "<script>var visit = 2</script><main>"));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert_eq!(desk.store().article_count().unwrap(), 1, "only its markup has changed");

    desk.serve(URL, HTML, &page(&[BRAD, SARAH]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    let told = desk.told();
    assert_eq!(people(&told), ["Brad Lightcap", "Sarah Friar"]);
    assert_eq!(told[0].support.len(), 1, "another version of a page is no further source");

    desk.serve(URL, HTML, &page(&[BRAD]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert_eq!(desk.told().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_whose_page_is_gone_is_read_as_the_feed_tells_it() {
    let desk = Desk::new("kind = \"feed\"").await;
    let link = "https://news.example/gone";
    desk.serve(URL, "application/rss+xml", &feed(link, BRAD));
    desk.server.answer(link, Answer::new(410, HTML, "gone"));
    let (code, stderr) = desk.visit().await;
    assert_eq!((code, stderr.lines().count()), (Some(0), 1), "{stderr}");
    assert!(stderr.starts_with("warning: News Example: https://news.example/gone: answers 410") && stderr.contains("own text"), "{stderr}");
    assert_eq!(people(&desk.told()), ["Brad Lightcap"]);
    assert_eq!(desk.visit().await, (Some(0), String::new()), "it is read once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_stays_missing_gives_way_to_the_feeds_text_after_some_visits() {
    let desk = Desk::new("kind = \"feed\"").await;
    desk.serve(URL, "application/rss+xml", &feed("https://news.example/not-yet", BRAD));
    let mut visits = 0;
    while desk.visit().await.0 == Some(1) {
        visits += 1;
        assert!(visits < 20 && desk.told().is_empty());
    }
    assert!(visits >= 3, "the page may come later than the feed: {visits}");
    assert_eq!(people(&desk.told()), ["Brad Lightcap"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_server_that_wants_a_week_of_quiet_does_not_silence_the_feed() {
    let desk = Desk::new("kind = \"feed\"").await;
    let link = "https://elsewhere.example/a";
    desk.serve(URL, "application/rss+xml", &feed(link, BRAD));
    let mut busy = Answer::new(429, HTML, "busy");
    busy.headers.push(("retry-after".into(), "604800".into()));
    desk.server.answer(link, busy);
    assert_eq!(desk.visit().await.0, Some(1));
    let wait = desk.state().next_due.unwrap().duration_since(Timestamp::now());
    assert!(wait <= SignedDuration::from_hours(6), "{wait:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_the_database_refuses_stops_nobody() {
    let desk = Desk::new("kind = \"page\"").await;
    let config = std::fs::read_to_string(&desk.config).unwrap();
    let second = "[[source]]\nname = \"Second\"\nkind = \"page\"\nurl = \"https://second.example/news\"\n";
    std::fs::write(&desk.config, format!("{config}\n{second}")).unwrap();
    desk.serve(URL, HTML, &page(&[BRAD]));
    desk.serve("https://second.example/news", HTML, &page(&[SARAH]));
    refuse_articles_of(&desk.database(), "News Example");

    let (code, stderr) = desk.visit().await;
    assert_eq!((code, stderr.lines().count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains(URL) && stderr.contains("cannot be recorded") && stderr.contains("not this one"), "{stderr}");
    assert_eq!(people(&desk.told()), ["Sarah Friar"]);
    assert_eq!(desk.visit().await, (Some(0), String::new()), "it is not tried for ever");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_new_paragraphs_of_a_page_are_read_again() {
    let desk = Desk::new("kind = \"page\"").await;
    desk.serve(URL, HTML, &page(&[BRAD, "The company makes software."]));
    desk.visit().await;
    desk.serve(URL, HTML, &page(&["The company makes software.", SARAH]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    let texts = desk.store().texts(URL).unwrap();
    assert_eq!(texts, [SARAH.to_string(), format!("{BRAD}\nThe company makes software.")]);
    assert_eq!(people(&desk.told()), ["Brad Lightcap", "Sarah Friar"]);
    desk.serve(URL, HTML, &page(&[SARAH, BRAD]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert_eq!(desk.store().article_count().unwrap(), 2, "a paragraph that comes back is not new");
}

fn team(people: &[(&str, &str)]) -> String {
    let cards: String = people.iter().map(|(name, title)| format!("<li class=\"card\"><h3>{name}</h3><p>{title}</p></li>")).collect();
    format!("<html lang=en><head><title>Leadership</title></head><body><nav>Home</nav><ul>{cards}</ul></body></html>")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leadership_page_tells_who_came_and_who_is_gone() {
    let desk = Desk::new("kind = \"leadership-page\"\nselector = \".card\"\norganisation = \"OpenAI\"").await;
    let sam = ("Sam Altman", "Chief Executive Officer");
    let (brad, sarah) = (("Brad Lightcap", "Chief Operating Officer"), ("Sarah Friar", "Chief Financial Officer"));
    desk.serve(URL, HTML, &team(&[sam, brad, sarah]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert!(desk.told().is_empty(), "the first look is no news");

    desk.serve(URL, HTML, &team(&[("Sam Altman", "CEO"), sarah, ("Jo Doe", "Chief Product Officer")]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    let told = desk.told();
    let told: Vec<_> = told.iter().map(|change| (change.person.as_str(), change.kind.as_str(), change.certainty.as_str())).collect();
    assert_eq!(told, [("Jo Doe", "appointed", "announced"), ("Brad Lightcap", "departed", "reported")]);
    let quote = &desk.told()[1].support[0].quote;
    assert_eq!(quote, "No longer listed: Brad Lightcap — Chief Operating Officer");

    desk.serve(URL, HTML, &team(&[("New Person", "Gardener")]));
    let (code, stderr) = desk.visit().await;
    assert!(code == Some(0) && stderr.contains("3 names are gone at once"), "{stderr}");
    assert_eq!(desk.told().len(), 2, "a page that was rebuilt dismisses nobody");

    desk.serve(URL, HTML, &page(&[BRAD]));
    let (code, stderr) = desk.visit().await;
    assert!(code == Some(1) && stderr.contains("it lists nobody") && stderr.contains("`selector`"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_x_bills_is_counted_across_starts() {
    let desk = Desk::new("kind = \"feed\"").await;
    let config = std::fs::read_to_string(&desk.config).unwrap();
    let account = "[x]\nbearer_token_file = \"x-token\"\nmax_posts_per_day = 15\n[[source]]\nname = \"Account\"\nkind = \"x-account\"\nhandle = \"@sama\"\n";
    std::fs::write(&desk.config, format!("{config}\n{account}")).unwrap();
    desk.serve(URL, "application/rss+xml", &feed("https://news.example/a", "Nothing"));
    desk.serve("https://news.example/a", HTML, &page(&["Nothing has changed."]));
    desk.serve(
        "https://api.x.com/2/users/by/username/sama",
        "application/json",
        r#"{"data":{"id":"7","name":"Sam Altman","username":"sama"}}"#,
    );
    let post = |number: u64| format!(r#"{{"id":"{}","text":"hello","author_id":"7"}}"#, 1_839_096_160_168_063_488 + number);
    let posts: Vec<String> = (0..6).map(post).collect();
    desk.serve("https://api.x.com/2/users/7/tweets", "application/json", &format!(r#"{{"data":[{}],"meta":{{}}}}"#, posts.join(",")));
    // nine posts are left, and no page of X has fewer than ten
    let (code, stderr) = desk.visit().await;
    assert!(code == Some(0) && stderr.contains("x.max_posts_per_day = 15: 6 posts of X have been read"), "{stderr}");
    let read = desk.store().x_reading(Timestamp::now()).unwrap();
    assert_eq!((read.month, read.users), (6, 1));
    let (code, stderr) = desk.visit().await;
    assert!(code == Some(1) && stderr.contains("x.max_posts_per_day = 15: 6 posts of X have been read"), "{stderr}");
    assert_eq!(desk.store().x_reading(Timestamp::now()).unwrap().month, 6, "nothing was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_asked_no_sooner_than_it_wishes() {
    for (more, hours) in [("", 5), ("\nheed_hints = false", 0)] {
        let desk = Desk::new(&format!("kind = \"feed\"{more}")).await;
        desk.serve(
            URL,
            "application/rss+xml",
            &feed("https://news.example/a", "Nothing").replace("<link>https://news.example/</link>", "<ttl>300</ttl>"),
        );
        desk.serve("https://news.example/a", HTML, &page(&["Nothing has changed."]));
        assert_eq!(desk.visit().await, (Some(0), String::new()));
        let wait = desk.state().next_due.unwrap().duration_since(desk.state().last_success.unwrap());
        assert_eq!(wait.as_hours(), hours, "{more}: {wait:#}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisation_of_a_source_fills_in_where_its_texts_name_none() {
    let desk = Desk::new("kind = \"page\"\norganisation = \"OpenAI\"").await;
    desk.serve(URL, HTML, &page(&["Chief financial officer Sarah Friar has resigned."]));
    assert_eq!(desk.visit().await, (Some(0), String::new()));
    assert_eq!(people(&desk.told()), ["Sarah Friar"]);
}

fn refuse_articles_of(database: &Path, source: &str) {
    std::fs::create_dir_all(database.parent().unwrap()).unwrap();
    drop(Store::open(database).unwrap());
    let trigger = format!(
        "CREATE TRIGGER refusal BEFORE INSERT ON article WHEN NEW.source = '{source}' BEGIN SELECT RAISE(ABORT, 'not this one'); END"
    );
    rusqlite::Connection::open(database).unwrap().execute_batch(&trigger).unwrap();
}
