//! Filings to the SEC: two lists, the report behind an index page, and the page that turns programs away.

use rosterwatch::domain::DocumentKind;
use rosterwatch::source::{Cursor, Error, Settings, Source, follow, needs_follow, x};
use rosterwatch::text;

use super::stand_in::*;

fn watched(table: &str) -> Source {
    let mut settings: Settings = toml::from_str(&format!("name = \"SEC\"\nkind = \"sec-8k\"\n{table}")).unwrap();
    settings.watched = vec!["Acmé".into()];
    Source::new(settings, &x::Access::default()).unwrap()
}

async fn sec() -> StandIn {
    StandIn::start(|asked| {
        if asked.has("getcurrent") {
            answer(200, &[("content-type", "application/atom+xml")], fixture("sec/current.xml"))
        } else if asked.has("/submissions/CIK0009999999.json") {
            answer(200, &[("content-type", "application/json")], fixture("sec/submissions.json"))
        } else if asked.has("-index.htm") {
            html(fixture("sec/index.html"))
        } else {
            html(fixture("sec/report.htm"))
        }
    })
    .await
}

#[tokio::test]
async fn watched_companies_are_found_among_the_current_filings() {
    let server = sec().await;
    for table in ["", "ciks = [\"9999999\", \"5\"]"] {
        let batch = server.visit(&watched(table), &Cursor::default()).await.unwrap();
        let keys: Vec<&str> = batch.items.iter().map(|item| item.key.as_str()).collect();
        assert_eq!(keys, ["sec:0009999999-26-000010", "sec:0009999999-26-000012"], "{table}: Item 5.02, each filing once, oldest first");
        let item = &batch.items[1];
        assert_eq!(item.title.as_deref(), Some("ACMÉ HOLDINGS, INC. /DE/: form 8-K with Item 5.02"));
        assert_eq!((item.kind, item.published.unwrap().to_string().as_str()), (DocumentKind::Filing, "2026-09-28T20:08:32Z"));
        assert!(needs_follow(item));
    }
    assert!(server.asked()[0].header("user-agent").unwrap().contains("ops@example.org"));
}

#[tokio::test]
async fn a_gap_between_two_visits_is_told() {
    let server = sec().await;
    let mut cursor = Cursor::default();
    cursor.set("newest", Some("2026-09-28T18:00:00Z"));
    let batch = server.visit(&watched(""), &cursor).await.unwrap();
    assert!(batch.warnings[0].contains("ask more often"), "{:?}", batch.warnings);
    assert_eq!(batch.cursor.get("newest"), Some("2026-09-28T20:08:32Z"));
    cursor.set("newest", Some("2026-09-28T19:30:00Z"));
    assert!(server.visit(&watched(""), &cursor).await.unwrap().warnings.is_empty());
}

#[tokio::test]
async fn one_company_is_asked_for_its_submissions() {
    let server = sec().await;
    let batch = server.visit(&watched("ciks = [\"9999999\"]"), &Cursor::default()).await.unwrap();
    let told: Vec<(&str, &str)> = batch.items.iter().map(|item| (item.key.as_str(), item.url.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                "sec:0009999999-26-000010",
                "https://www.sec.gov/Archives/edgar/data/9999999/000999999926000010/0009999999-26-000010-index.htm"
            ),
            ("sec:0009999999-26-000012", "https://www.sec.gov/Archives/edgar/data/9999999/000999999926000012/report.htm"),
        ]
    );
    assert_eq!(server.asked()[0].url, "https://data.sec.gov/submissions/CIK0009999999.json");
}

#[tokio::test]
async fn the_report_is_read_behind_its_index() {
    let server = sec().await;
    let source = watched("");
    let item = server.visit(&source, &Cursor::default()).await.unwrap().items.remove(1);
    let followed = follow(&server.client(), &source, item, now()).await.unwrap();
    assert_eq!(followed.url, "https://www.sec.gov/Archives/edgar/data/9999999/000999999926000012/report.htm");
    assert_eq!(followed.key, "sec:0009999999-26-000012");
    let article = text::read(&followed, "SEC", "2026-09-29T00:00:00Z".parse().unwrap()).unwrap();
    assert!(article.text.contains("resign as Chief Financial Officer"), "{}", article.text);
    assert_eq!(article.published.to_string(), "2026-09-28T20:08:32Z");
}

#[tokio::test]
async fn the_block_page_is_a_refusal_whatever_its_status() {
    for status in [200, 403] {
        let server = StandIn::start(move |_| answer(status, &[("content-type", "text/html")], fixture("sec/blocked.html"))).await;
        for table in ["", "ciks = [\"9999999\"]"] {
            let error = server.visit(&watched(table), &Cursor::default()).await.unwrap_err();
            assert!(matches!(error, Error::Refused(_)), "{status} {table}: {error:?}");
        }
    }
}
