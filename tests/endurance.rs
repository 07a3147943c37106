//! What nobody writes and somebody sends: it is read to its end, without a panic, and in proportion to its length.
//!
//! An optimised build (`cargo test --release --test endurance`) reads the full sizes: 10 MB of one line, 1 MB of "((((", 100,000 sentences,
//! every prefix of every document. A debug build, which is thirty times slower, reads a part of the lengths and some of the prefixes;
//! `cargo bench` measures the full sizes and their growth. Nothing here looks at a clock: that the work is in proportion follows from the
//! pieces that a text is read in, which are counted.

#[path = "support/corpus.rs"]
mod corpus;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rosterwatch::domain::{Article, DocumentKind, Language};
use rosterwatch::extract::piece::{self, PIECE_BYTES};
use rosterwatch::extract::{self, Gazetteer};
use serde_json::Value;

const OPTIMISED: bool = !cfg!(debug_assertions);
/// The part of the full lengths that is read.
const SHARE: usize = if OPTIMISED { 1 } else { 256 };
/// At most so many prefixes of one document are read.
const PREFIXES: usize = if OPTIMISED { usize::MAX } else { 2 };

const SENTENCE: &str = "Initech on Monday named Jane Roe as chief executive officer, succeeding John Moor. ";
const CHINESE: &str = "华星科技股份有限公司董事会同意聘任张伟民先生为公司总经理，任期三年。";

fn article(text: String, language: Language) -> Article {
    let moment = "2024-03-05T12:00:00Z".parse().unwrap();
    Article {
        source: "endurance".into(),
        key: "endurance".into(),
        url: String::new(),
        title: "Initech names Jane Roe".into(),
        author: None,
        published: moment,
        fetched: moment,
        language: Some(language),
        kind: DocumentKind::Article,
        text,
    }
}

/// Reads a text to its end. Its pieces cover it, none is long, and there are not many: that is what bounds the work.
fn endure(text: String, language: Language) -> usize {
    let article = article(text, language);
    let pieces = piece::cut(&article);
    assert!(pieces.iter().all(|(_, part)| part.text.len() <= PIECE_BYTES && part.title.len() <= PIECE_BYTES));
    assert_eq!(pieces.iter().map(|(_, part)| part.text.len()).sum::<usize>(), article.text.len());
    assert!(pieces.len() <= 2 * article.text.len() / PIECE_BYTES + 1, "{} pieces of {} bytes", pieces.len(), article.text.len());
    extract::read(&article, &Gazetteer::default()).changes.len()
}

#[test]
fn one_line_of_ten_megabytes() {
    let length = (10 << 20) / SHARE;
    assert!(endure(SENTENCE.repeat(length / SENTENCE.len()), Language::English) > 0);
    assert!(endure(CHINESE.repeat(length / CHINESE.len()), Language::Chinese) > 0);
    assert_eq!(endure("a".repeat(length), Language::English), 0);
    assert_eq!(endure("Jane ".repeat(length / 5), Language::English), 0);
    assert_eq!(endure("董".repeat(length / 3), Language::Chinese), 0);
}

#[test]
fn a_megabyte_of_brackets_and_quotation_marks() {
    let length = (1 << 20) / if OPTIMISED { 1 } else { 256 };
    for mark in ["(", "((((Roe ", "\"", "“", "[", "（", "《", "……", "-", "'", "$", "\u{301}", "."] {
        for language in [Language::English, Language::Chinese] {
            assert_eq!(endure(mark.repeat(length / mark.len()), language), 0, "{mark} {language:?}");
        }
    }
}

#[test]
fn a_hundred_thousand_sentences() {
    let count = 100_000 / SHARE;
    assert!(endure(SENTENCE.repeat(count), Language::English) > 0);
    assert!(endure(format!("{}\n", SENTENCE.trim()).repeat(count), Language::English) > 0);
    assert!(endure(CHINESE.repeat(count), Language::Chinese) > 0);
}

#[test]
fn a_title_as_long_as_a_book() {
    let long = Article {
        title: SENTENCE.repeat((1 << 20) / SHARE / SENTENCE.len()),
        ..article(SENTENCE.repeat(if OPTIMISED { 2_000 } else { 800 }), Language::English)
    };
    assert!(piece::cut(&long).iter().all(|(_, part)| part.title.len() <= PIECE_BYTES));
    assert!(!extract::read(&long, &Gazetteer::default()).changes.is_empty());
}

#[test]
fn every_prefix_of_every_text_of_the_corpora() {
    let articles: Vec<Article> =
        [Language::English, Language::Chinese].into_iter().flat_map(corpus::cases).map(|case| case.article).collect();
    assert!(prefixes(&articles) > articles.len());
}

#[test]
fn every_prefix_of_every_labelled_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if !folder.is_dir() {
        println!("skipped: the labelled documents are not kept in this repository, and {} is not there", folder.display());
        return;
    }
    let mut articles = Vec::new();
    for set in ["en", "zh", "headlines", "openai-2024-09"] {
        let text = std::fs::read_to_string(folder.join(set).join("docs.jsonl")).unwrap();
        articles.extend(text.lines().map(|line| labelled(&serde_json::from_str(line).unwrap())));
    }
    assert!(prefixes(&articles) > articles.len());
}

fn labelled(document: &Value) -> Article {
    let text = |key: &str| document[key].as_str().unwrap_or_default().to_string();
    let chinese = text("text").chars().chain(text("title").chars()).any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let language = if chinese { Language::Chinese } else { Language::English };
    Article { title: text("title"), kind: DocumentKind::from_word(&text("kind")), ..article(text("text"), language) }
}

/// Reads the prefixes of all texts, each ending behind a character, on all cores; how many were read.
fn prefixes(articles: &[Article]) -> usize {
    let (next, read, nobody) = (AtomicUsize::new(0), AtomicUsize::new(0), Gazetteer::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(article) = articles.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ends: Vec<usize> = article.text.char_indices().map(|(at, _)| at).collect();
                    let step = ends.len().div_ceil(PREFIXES).max(1);
                    for &end in ends.iter().step_by(step) {
                        let prefix = Article { text: article.text[..end].to_string(), ..article.clone() };
                        extract::read(&prefix, &nobody);
                        read.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let read = read.into_inner();
    println!("{read} prefixes of {} documents", articles.len());
    read
}
