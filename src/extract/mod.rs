//! Pure: an article becomes findings, each with its evidence.
//!
//! Read in this order: a language pack ([`lang`]) cuts the passage into sentences, spots people, organisations, roles
//! and dates, and builds frames ([`mention`]); the [`engine`] matches frames against the pack's [`rule`]s; [`resolve`]
//! finds out who is meant; [`timing`] and [`certainty`] judge; [`merge`] makes one finding of each person, organisation and kind.

pub mod reader;
pub mod mention;
pub mod piece;
pub mod passage;
pub mod gazetteer;
pub mod rule;
pub mod engine;
pub mod speaker;
pub mod resolve;
pub mod timing;
pub mod certainty;
pub mod merge;
pub mod lang;
pub mod title;
pub mod listing;

use jiff::tz::TimeZone;

pub use gazetteer::Gazetteer;
pub use reader::Reader;

use crate::domain::{Article, Findings};

/// Reads an article. Never fails: a text that tells nothing, or is in a language that we do not read, gives empty findings.
pub fn read(article: &Article, gazetteer: &Gazetteer) -> Findings {
    let Some(language) = article.language else { return Findings::default() };
    let pack = lang::pack(language);
    if article.text.len() <= piece::PIECE_BYTES {
        return read_piece(article, gazetteer, pack);
    }
    piece::join(piece::cut(article).into_iter().map(|(offset, part)| (offset, read_piece(&part, gazetteer, pack))).collect())
}

fn read_piece(article: &Article, gazetteer: &Gazetteer, pack: &rule::Pack) -> Findings {
    let passage = passage::Passage::new(article);
    let reader = Reader { article, gazetteer, published: article.published.to_zoned(TimeZone::UTC).date() };
    let parsed = (pack.parse)(&passage, &reader);
    let readings = engine::run(pack.rules, &parsed.frames);
    let names = resolve::Names::new(&parsed, &reader, pack);
    merge::findings(&reader, &passage, &parsed, &readings, &names)
}
