//! The cases of the corpora beside the rules.
#![allow(dead_code)]

use std::collections::BTreeSet;
use std::path::Path;

use rosterwatch::domain::{Article, Author, DocumentKind, Language};

pub struct Case {
    pub line: usize,
    pub article: Article,
    pub expected: BTreeSet<String>,
}

/// The cases of a language's corpus; never none.
pub fn cases(language: Language) -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/lang").join(language.code()).join("corpus.txt");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut cases = Vec::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(i, l)| (i + 1, l)).chain([(0, "")]) {
        if line.trim().is_empty() {
            if !block.is_empty() {
                cases.push(case(&block, language));
                block.clear();
            }
        } else if !line.starts_with('#') {
            block.push((number, line));
        }
    }
    assert!(!cases.is_empty(), "{}: no case was read", file.display());
    cases
}

fn case(block: &[(usize, &str)], language: Language) -> Case {
    let (line, head) = block[0];
    let head = head.strip_prefix("@ ").unwrap_or_else(|| panic!("line {line}: a case begins with \"@ DATE\""));
    let mut words = head.split(" | ");
    let date = words.next().unwrap_or_default();
    let published = format!("{date}T12:00:00Z").parse().unwrap_or_else(|_| panic!("line {line}: {date:?} is no date"));
    let (mut kind, mut author, mut title) = (DocumentKind::Article, None, String::new());
    for word in words {
        match word.split_once(": ") {
            Some(("by", name)) => author = Some(Author { name: name.into(), handle: None }),
            Some(("title", text)) => title = text.into(),
            _ => kind = DocumentKind::from_word(word),
        }
    }
    let (mut text, mut expected, mut nothing) = (Vec::new(), BTreeSet::new(), false);
    for (number, line) in &block[1..] {
        match line.strip_prefix("= ") {
            Some("nothing") => nothing = true,
            Some(claim) => assert!(expected.insert(claim.trim().to_string()), "line {number}: told twice"),
            None => text.push(*line),
        }
    }
    assert!(nothing == expected.is_empty(), "line {line}: say either \"= nothing\" or what is told");
    let article = Article {
        source: "corpus".into(),
        key: line.to_string(),
        url: String::new(),
        title,
        author,
        published,
        fetched: published,
        language: Some(language),
        kind,
        text: text.join("\n"),
    };
    Case { line, article, expected }
}
