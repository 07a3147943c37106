//! Pure: an article becomes findings, each with its evidence.
//!
//! Read in this order: a language pack ([`lang`]) cuts the passage into sentences, spots people, organisations, roles
//! and dates, and builds frames ([`mention`]); the [`engine`] matches frames against the pack's [`rule`]s; [`resolve`]
//! and [`organisations`] find out who is meant; [`timing`] and [`certainty`] judge; a reading becomes a [`claim`], which the others of the text
//! [`complete`]; [`merge`] makes one finding of each person, organisation and kind.

pub mod reader;
pub mod mention;
pub mod piece;
pub mod passage;
pub mod trace;
pub mod gazetteer;
pub mod rule;
pub mod engine;
pub mod bystanders;
pub mod speaker;
pub mod organisations;
pub mod about;
pub mod resolve;
pub mod timing;
pub mod certainty;
pub mod claim;
pub mod complete;
pub mod merge;
pub mod lang;
pub mod title;
pub mod listing;

use jiff::tz::TimeZone;

use claim::Maker;
use engine::Reading;
pub use gazetteer::Gazetteer;
use mention::Parsed;
use passage::Passage;
pub use reader::Reader;
use trace::{Event, Trace};

use crate::domain::{Article, Findings};

/// How one piece of an article was read: what was found on the way to its findings, and every decision in order.
pub struct Account {
    pub passage: Passage,
    pub parsed: Parsed,
    pub readings: Vec<Reading>,
    pub events: Vec<Event>,
    pub findings: Findings,
}

/// Reads an article. Never fails: a text that tells nothing, or is in a language that we do not read, gives empty findings.
pub fn read(article: &Article, gazetteer: &Gazetteer) -> Findings {
    piece::join(pieces(article, gazetteer, Trace::off).map(|(offset, account)| (offset, account.findings)))
}

/// A reading with all that it decided.
pub struct Explanation {
    /// What [`read`] gives.
    pub findings: Findings,
    /// One for each piece, with the number of characters before it.
    pub accounts: Vec<(usize, Account)>,
}

/// Reads an article as [`read`] does, and keeps every decision.
pub fn explain(article: &Article, gazetteer: &Gazetteer) -> Explanation {
    let accounts: Vec<(usize, Account)> = pieces(article, gazetteer, Trace::on).collect();
    let findings = piece::join(accounts.iter().map(|(offset, account)| (*offset, account.findings.clone())));
    Explanation { findings, accounts }
}

/// The only way through: both [`read`] and [`explain`] go it.
fn pieces<'a>(article: &'a Article, gazetteer: &'a Gazetteer, trace: fn() -> Trace) -> impl Iterator<Item = (usize, Account)> + 'a {
    let pack = article.language.map(lang::pack);
    let parts = pack.map(|pack| (pack, piece::cut(article)));
    parts
        .into_iter()
        .flat_map(move |(pack, parts)| parts.into_iter().map(move |(offset, part)| (offset, read_piece(&part, gazetteer, pack, trace()))))
}

fn read_piece(article: &Article, gazetteer: &Gazetteer, pack: &rule::Pack, trace: Trace) -> Account {
    let passage = Passage::new(article);
    let reader = Reader { article, gazetteer, published: article.published.to_zoned(TimeZone::UTC).date() };
    let parsed = (pack.parse)(&passage, &reader);
    let readings = engine::run(pack.rules, &parsed.frames, &trace);
    let names = resolve::Names::new(&parsed, &reader, pack, &trace);
    let maker = Maker { reader: &reader, passage: &passage, parsed: &parsed, readings: &readings, names: &names, trace: &trace };
    let findings = merge::findings(&maker);
    Account { passage, parsed, readings, events: trace.into_events(), findings }
}
