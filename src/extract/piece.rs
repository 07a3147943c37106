//! Long documents are read in pieces, so that the work grows with their length and no faster.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::{Article, Evidence, Finding, Findings, Hold, Stay};

/// A piece holds at most so many bytes of text; articles are shorter, prospectuses and hostile input are not.
pub const PIECE_BYTES: usize = 32 << 10;

/// Cuts an article's text at line breaks, else at blanks, else anywhere between characters; each piece with the
/// number of characters before it.
pub fn cut(article: &Article) -> Vec<(usize, Cow<'_, Article>)> {
    if article.text.len() <= PIECE_BYTES {
        return vec![(0, Cow::Borrowed(article))];
    }
    let mut pieces = Vec::new();
    let (mut rest, mut characters) = (article.text.as_str(), 0);
    while !rest.is_empty() || pieces.is_empty() {
        let (piece, behind) = rest.split_at(boundary(rest));
        pieces.push((characters, Cow::Owned(part(article, piece))));
        characters += piece.chars().count();
        rest = behind;
    }
    pieces
}

fn part(article: &Article, text: &str) -> Article {
    // everything but the text, which is what is long
    let Article { source, key, url, title, author, published, fetched, language, kind, text: _ } = article;
    Article {
        source: source.clone(),
        key: key.clone(),
        url: url.clone(),
        title: title.clone(),
        author: author.clone(),
        published: *published,
        fetched: *fetched,
        language: *language,
        kind: *kind,
        text: text.to_string(),
    }
}

/// Where the first piece ends, in bytes.
fn boundary(text: &str) -> usize {
    if text.len() <= PIECE_BYTES {
        return text.len();
    }
    let limit = (0..=PIECE_BYTES).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let half = limit / 2;
    let after = |found: Option<usize>| found.map(|i| i + 1).filter(|&i| i > half);
    after(text[..limit].rfind('\n')).or_else(|| after(text[..limit].rfind(' '))).unwrap_or(limit)
}

/// Joins what the pieces tell: one finding for each person, organisation and kind, evidence counted from the beginning.
pub fn join(parts: impl IntoIterator<Item = (usize, Findings)>) -> Findings {
    let mut parts = parts.into_iter().peekable();
    let first = parts.next();
    if parts.peek().is_none() {
        return first.map(|(_, findings)| findings).unwrap_or_default();
    }
    let mut whole = Findings::default();
    let mut known: HashMap<(String, Option<String>, crate::domain::Kind, bool), usize> = HashMap::new();
    for (offset, part) in first.into_iter().chain(parts) {
        whole.language = whole.language.or(part.language);
        for finding in part.changes {
            let finding = Finding { evidence: finding.evidence.into_iter().map(|e| shift(e, offset)).collect(), ..finding };
            let key = (finding.person.clone(), finding.organisation.clone(), finding.kind, finding.news);
            match known.get(&key) {
                Some(&index) => whole.changes[index].evidence.extend(finding.evidence.into_iter().filter(|e| e.end > 0)),
                None => {
                    known.insert(key, whole.changes.len());
                    whole.changes.push(finding);
                }
            }
        }
        whole.holds.extend(part.holds.into_iter().map(|h| Hold { evidence: shift(h.evidence, offset), ..h }));
        whole.stays.extend(part.stays.into_iter().map(|s| Stay { evidence: shift(s.evidence, offset), ..s }));
    }
    whole
}

/// Evidence from the title stays at 0.
fn shift(evidence: Evidence, offset: usize) -> Evidence {
    if evidence.end == 0 {
        return evidence;
    }
    Evidence { start: evidence.start + offset, end: evidence.end + offset, text: evidence.text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DocumentKind, Language};

    fn article(text: String) -> Article {
        let moment = "2024-03-05T12:00:00Z".parse().unwrap();
        Article {
            source: "a".into(),
            key: "a".into(),
            url: String::new(),
            title: String::new(),
            author: None,
            published: moment,
            fetched: moment,
            language: Some(Language::English),
            kind: DocumentKind::Article,
            text,
        }
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        for text in
            [String::new(), "short".into(), "é".repeat(40_000), "word ".repeat(20_000), "line\n".repeat(20_000), "(".repeat(100_000)]
        {
            let article = article(text.clone());
            let pieces = cut(&article);
            assert!(pieces.iter().all(|(_, p)| p.text.len() <= PIECE_BYTES));
            let joined: String = pieces.iter().map(|(_, p)| p.text.as_str()).collect();
            assert_eq!(joined, text);
            let counted: Vec<usize> = pieces.iter().map(|(n, _)| *n).collect();
            assert!(counted.is_sorted());
        }
    }

    #[test]
    fn evidence_in_a_later_piece_is_counted_from_the_beginning() {
        let filler = "Nothing was decided on that day, and nobody was surprised at all.\n".repeat(700);
        let sentence = "Initech on Monday named Jane Roe as chief executive officer.";
        let article = article(format!("{filler}{sentence}"));
        let findings = crate::extract::read(&article, &crate::extract::Gazetteer::default());
        let evidence = &findings.changes[0].evidence[0];
        let piece: String = article.text.chars().skip(evidence.start).take(evidence.end - evidence.start).collect();
        assert_eq!(piece, sentence);
    }
}
