//! The corpus beside each language's rules: what each text tells, to the letter.
//!
//! The format is described at the head of `src/extract/lang/en/corpus.txt`.

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::BTreeSet;

use rosterwatch::domain::{Finding, Language};
use rosterwatch::extract::{self, Gazetteer};

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
fn every_text_of_every_corpus_tells_exactly_what_stands_under_it() {
    let (mut run, mut wrong) = (0, Vec::new());
    for language in [Language::English, Language::Chinese] {
        for case in corpus::cases(language) {
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
