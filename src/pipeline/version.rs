//! What a document that is read again tells since its last version.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_128;

use crate::domain::article::version_key;
use crate::domain::{Article, Findings};
use crate::extract;
use crate::source::Source;
use crate::store::Store;

/// What is new of a page: the whole at first, then only the paragraphs that no version had, under a key of its own and as of the moment
/// of fetching. `None` where none is new.
pub fn paragraphs(store: &Store, article: Article) -> anyhow::Result<Option<Article>> {
    let versions = store.texts(&article.key)?;
    if versions.is_empty() {
        return Ok(Some(article));
    }
    let known: HashSet<&str> = versions.iter().flat_map(|text| text.split('\n')).collect();
    let text = article.text.split('\n').filter(|paragraph| !known.contains(paragraph)).collect::<Vec<_>>().join("\n");
    let published = article.fetched;
    Ok((!text.is_empty()).then(|| Article { key: key(&article.key, &text), published, text, ..article }))
}

/// A listing against its last version.
pub struct Listing {
    /// Under a key of its own where it is a later version.
    pub article: Article,
    pub findings: Findings,
    /// One line where the page seems to have been rebuilt.
    pub warning: Option<String>,
}

/// What a page of people tells; `None` where nobody came, went or has another title.
pub fn listing(store: &Store, article: Article, source: &Source) -> anyhow::Result<Option<Listing>> {
    let organisation = source.organisation.as_deref().unwrap_or_default();
    let before = store.texts(&article.key)?.into_iter().next();
    let Some(compared) = extract::listing::read(&article, before.as_deref(), organisation) else { return Ok(None) };
    let warning = compared.rebuilt.map(|vanished| {
        format!("{}: {vanished} names are gone at once, so the page has probably been rebuilt; nothing is concluded from it", article.url)
    });
    let (key, published) = match before {
        None => (article.key.clone(), article.published),
        // Two listings can alternate: the moment tells the versions apart.
        Some(_) => (key(&article.key, &format!("{} {}", article.fetched, compared.text)), article.fetched),
    };
    Ok(Some(Listing { article: Article { key, published, text: compared.text, ..article }, findings: compared.findings, warning }))
}

fn key(document: &str, mark: &str) -> String {
    version_key(document, &format!("{:032x}", xxh3_128(mark.as_bytes())))
}

/// The findings, with the organisation that the source is about where the text names none.
pub fn about(mut findings: Findings, organisation: Option<&str>) -> Findings {
    let Some(organisation) = organisation else { return findings };
    let places = findings.changes.iter_mut().map(|finding| &mut finding.organisation);
    let places = places.chain(findings.holds.iter_mut().map(|hold| &mut hold.organisation));
    for place in places.chain(findings.stays.iter_mut().map(|stay| &mut stay.organisation)) {
        place.get_or_insert_with(|| organisation.to_string());
    }
    findings
}
