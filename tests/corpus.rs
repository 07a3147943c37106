//! The corpus beside each language's rules: what each text tells, to the letter.
//!
//! The format is described at the head of `src/extract/lang/en/corpus.txt`.

use std::collections::BTreeSet;
use std::path::Path;

use rosterwatch::domain::{Article, Author, DocumentKind, Finding, Language};
use rosterwatch::extract::{self, Gazetteer};

struct Case {
    line: usize,
    article: Article,
    expected: BTreeSet<String>,
}

/// Reads the cases of a corpus file.
fn cases(text: &str, language: Language) -> Vec<Case> {
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

/// `KIND | PERSON | ORGANISATION | CODE or -`, then what differs from the usual: `reported`, `history`, `interim`, a date.
fn told(finding: &Finding) -> String {
    let role = finding.role.as_ref().map_or("-", |r| r.code.as_str());
    let mut claim = format!("{} | {} | {} | {role}", finding.kind, finding.person, finding.organisation.as_deref().unwrap_or("-"));
    for (holds, word) in
        [(finding.certainty.as_str() != "announced", finding.certainty.as_str()), (!finding.news, "history"), (finding.interim, "interim")]
    {
        if holds {
            claim.push_str(" | ");
            claim.push_str(word);
        }
    }
    if let Some(date) = finding.effective {
        claim.push_str(&format!(" | {date}"));
    }
    claim
}

#[test]
fn a_text_that_breaks_off_anywhere_is_read() {
    let mut run = 0;
    for language in [Language::English, Language::Chinese] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/lang").join(language.code()).join("corpus.txt");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for case in cases(&text, language) {
            let ends: Vec<usize> = case.article.text.char_indices().map(|(at, _)| at).collect();
            // a different set of places in each text, all of them in the short ones
            for end in ends.iter().skip(case.line % 7).step_by(ends.len().div_ceil(24).max(1)) {
                let text = case.article.text[..*end].to_string();
                extract::read(&Article { text, ..case.article.clone() }, &Gazetteer::default());
                run += 1;
            }
        }
    }
    assert!(run > 1000, "{run} prefixes were read");
}

#[test]
fn every_text_of_every_corpus_tells_exactly_what_stands_under_it() {
    let (mut run, mut wrong) = (0, Vec::new());
    for language in [Language::English, Language::Chinese] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/lang").join(language.code());
        let file = folder.join("corpus.txt");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let cases = cases(&text, language);
        assert!(!cases.is_empty(), "{}: no case was read", file.display());
        for case in cases {
            run += 1;
            let found: BTreeSet<String> = extract::read(&case.article, &Gazetteer::default()).changes.iter().map(told).collect();
            if found != case.expected {
                wrong.push(format!(
                    "{} line {}: {}\n  expected {:?}\n  found    {:?}",
                    language.code(),
                    case.line,
                    case.article.text,
                    case.expected,
                    found
                ));
            }
        }
    }
    println!("{run} cases");
    assert!(wrong.is_empty(), "{} of {run} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}
