//! What the targets share: an answer with these bytes, a fixed moment, and the planted bug.

use std::sync::LazyLock;

use jiff::Timestamp;
use rosterwatch::domain::Item;
use rosterwatch::source::Response;
use rosterwatch::text;

/// The moment of every visit.
pub fn now() -> Timestamp {
    Timestamp::from_second(1_727_312_400).expect("a constant moment is valid")
}

/// An answer with `body` from `url`.
pub fn response(url: &str, content_type: &str, body: &[u8]) -> Response {
    Response {
        url: url.parse().expect("the targets' addresses are valid"),
        status: 200,
        headers: [("content-type".to_string(), content_type.to_string())].into(),
        body: body.to_vec(),
    }
}

/// Reads what a parser has found to its end. An item has an identity and an article has words, whatever the bytes were.
pub fn read(items: impl IntoIterator<Item = Item>) {
    for item in items.into_iter().take(50) {
        assert!(!item.key.is_empty(), "an item without a key");
        plant(item.title.as_deref().unwrap_or_default());
        if let Ok(article) = text::read(&item, "fuzz", now()) {
            assert!(!article.text.trim().is_empty(), "an article without text");
            plant(&article.text);
        }
    }
}

/// Whether this run is to find the planted bug. A target that does not find it has not looked, and its clean runs count for nothing.
static PLANTED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("ROSTERWATCH_FUZZ_PLANTED").is_some());

/// The planted bug: a text that says "CEO" brings the program down. No seed says it; the dictionaries know the word.
pub fn plant(text: &str) {
    if *PLANTED && text.contains("CEO") {
        panic!("the planted bug");
    }
}

/// What the program says in its errors stays on one line.
pub fn one_line<T>(result: Result<T, impl std::fmt::Display>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains(['\n', '\r']), "an error of several lines: {line:?}");
            None
        }
    }
}
