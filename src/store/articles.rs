//! Articles: what has been read, and the one transaction in which an article and all that follows from it is recorded.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::changes;
use super::database::Store;
use super::outbox;
use super::review;
use super::row::{self, Day, Moment, Word};
use crate::crash;
use crate::domain::article::{RULES, version_key};
use crate::domain::{Article, Author, DocumentKind, Evidence, Finding, Findings, Hold, HoldStatus, Language, Outcome, Role, Stay};

/// What recording an article did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Recorded {
    /// The article had been recorded before: nothing was done, and the other fields are empty.
    pub already: bool,
    /// The ids of the changes that are new.
    pub changes: Vec<String>,
    /// How many told changes got one more document, refined ones included.
    pub supported: usize,
    /// How many told changes were made sharper.
    pub refined: usize,
    /// The changes that the document denies, so that the roster no longer follows them, as far as nothing builds on them.
    pub denied: Vec<String>,
    /// How many outbox rows were added.
    pub queued: usize,
}

impl Store {
    /// Those of `keys` that are neither recorded nor known to be unreadable, each once, in their order.
    pub fn unseen(&self, keys: &[String]) -> anyhow::Result<Vec<String>> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM article WHERE key = ?1) OR EXISTS (SELECT 1 FROM unreadable WHERE key = ?1)",
            )?;
            let mut unseen = Vec::new();
            let mut asked = HashSet::new();
            for key in keys.iter().filter(|key| asked.insert(key.as_str())) {
                if !query.query_row([key], |row| row.get::<_, bool>(0))? {
                    unseen.push(key.clone());
                }
            }
            Ok(unseen)
        })
    }

    /// The texts of all versions of a document that were recorded, the latest first.
    pub fn texts(&self, document: &str) -> anyhow::Result<Vec<String>> {
        self.read(|connection| {
            // Keys as a range, so that the index on them is used.
            let versions = version_key(document, "");
            let mut query = connection
                .prepare_cached("SELECT text FROM article WHERE key = ?1 OR (key >= ?2 AND key < ?2 || char(0x10ffff)) ORDER BY id DESC")?;
            let texts = query.query_map([document, &versions], |row| row.get(0))?;
            Ok(texts.collect::<Result<_, _>>()?)
        })
    }

    /// The article that was recorded under `key`; `None` where none was.
    pub fn article(&self, key: &str) -> anyhow::Result<Option<Article>> {
        self.read(|connection| Ok(connection.query_row("SELECT * FROM article WHERE key = ?1", [key], article).optional()?))
    }

    /// The articles that were fetched at `since` or later, in the order of their fetching.
    pub fn articles_since(&self, since: Timestamp) -> anyhow::Result<Vec<Article>> {
        self.read(|connection| {
            let mut query = connection.prepare("SELECT * FROM article WHERE fetched >= ?1 ORDER BY fetched, id")?;
            let rows = query.query_map([Moment(since)], article)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Records an article with its findings, and the outcomes with the roster's steps, the changes, what there is to tell of them, and who
    /// is owed that: all or nothing. Without `owe` it alerts nobody. An article whose key is recorded is left as it is.
    ///
    /// # Errors
    /// A [`super::Fault`], or an outcome that does not fit: it was made from another roster than the one that is kept.
    pub fn record(
        &mut self,
        article: &Article,
        findings: &Findings,
        outcomes: &[Outcome],
        owe: Option<outbox::Owe>,
        now: Timestamp,
    ) -> anyhow::Result<Recorded> {
        self.write("record", |transaction| {
            let Some(article_id) = insert_article(transaction, article, now)? else {
                return Ok(Recorded { already: true, ..Recorded::default() });
            };
            crash::point("record: article");
            insert_findings(transaction, article_id, findings)?;
            crash::point("record: findings");
            let mut recorded = Recorded::default();
            for outcome in outcomes {
                changes::write(transaction, article_id, article, outcome, owe.is_none(), now, &mut recorded)?;
                crash::point("record: outcome");
            }
            // Last: another outcome may build on what is denied, and then that stays.
            recorded.denied.iter().try_for_each(|change| review::withdraw(transaction, change, now))?;
            recorded.queued = owe.map_or(Ok(0), |owe| outbox::route(transaction, owe, now))?;
            Ok(recorded)
        })
    }

    /// Records articles that do nothing to the roster, all or none. Those whose keys are recorded are left as they are.
    ///
    /// How many were recorded.
    pub fn record_quiet(&mut self, articles: &[(Article, Findings)], now: Timestamp) -> anyhow::Result<usize> {
        self.write("record quiet", |transaction| {
            let mut recorded = 0;
            for (article, findings) in articles {
                if let Some(article_id) = insert_article(transaction, article, now)? {
                    insert_findings(transaction, article_id, findings)?;
                    recorded += 1;
                }
            }
            Ok(recorded)
        })
    }

    /// Remembers an item that was fetched and cannot be read, so that [`Store::unseen`] no longer offers it.
    pub fn record_unreadable(&mut self, source: &str, key: &str, url: &str, reason: &str, now: Timestamp) -> anyhow::Result<()> {
        self.write("record unreadable", |transaction| {
            transaction.execute(
                "INSERT INTO unreadable (key, source, url, reason, recorded) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO NOTHING",
                params![key, source, url, reason, Moment(now)],
            )?;
            Ok(())
        })
    }

    /// How many articles are recorded.
    pub fn article_count(&self) -> anyhow::Result<u64> {
        self.read(|connection| Ok(connection.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0))?.unsigned_abs()))
    }
}

/// The article of a row.
pub fn article(row: &Row) -> rusqlite::Result<Article> {
    let name: Option<String> = row.get("author_name")?;
    let language: Option<String> = row.get("language")?;
    Ok(Article {
        source: row.get("source")?,
        key: row.get("key")?,
        url: row.get("url")?,
        title: row.get("title")?,
        author: match name {
            Some(name) => Some(Author { name, handle: row.get("author_handle")? }),
            None => None,
        },
        published: row.get::<_, Moment>("published")?.0,
        fetched: row.get::<_, Moment>("fetched")?.0,
        language: language.as_deref().and_then(Language::from_tag),
        kind: DocumentKind::from_word(&row.get::<_, String>("kind")?),
        text: row.get("text")?,
    })
}

/// The new article's row; `None` if its key is there.
fn insert_article(transaction: &Transaction, article: &Article, now: Timestamp) -> anyhow::Result<Option<i64>> {
    let author = article.author.as_ref();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO article (key, source, url, title, author_name, author_handle, published, fetched, language, kind, text, recorded,
                              rules)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (key) DO NOTHING",
    )?;
    // Not `RETURNING id`, for which SQLite sets up a table of results each time.
    let inserted = insert.execute(params![
        article.key,
        article.source,
        article.url,
        article.title,
        author.map(|author| &author.name),
        author.and_then(|author| author.handle.as_ref()),
        Moment(article.published),
        Moment(article.fetched),
        article.language.map(|language| language.code()),
        Word(article.kind),
        article.text,
        Moment(now),
        RULES,
    ])?;
    Ok((inserted > 0).then(|| transaction.last_insert_rowid()))
}

fn insert_findings(transaction: &Transaction, article_id: i64, findings: &Findings) -> anyhow::Result<()> {
    for finding in &findings.changes {
        insert_change_claim(transaction, article_id, finding)?;
    }
    for Hold { person, organisation, role, status, evidence } in &findings.holds {
        let id = insert_state(transaction, article_id, "hold", person, organisation.as_deref(), Some(role), Some(*status))?;
        insert_evidence(transaction, id, std::slice::from_ref(evidence))?;
    }
    for Stay { person, organisation, role, evidence } in &findings.stays {
        let id = insert_state(transaction, article_id, "stay", person, organisation.as_deref(), role.as_ref(), None)?;
        insert_evidence(transaction, id, std::slice::from_ref(evidence))?;
    }
    Ok(())
}

/// What was found in an article when it was read.
pub fn findings(connection: &Connection, article_id: i64) -> anyhow::Result<Findings> {
    let mut query = connection.prepare_cached("SELECT * FROM finding WHERE article_id = ?1 ORDER BY id")?;
    let mut pieces =
        connection.prepare_cached("SELECT start_char, end_char, quote FROM evidence WHERE finding_id = ?1 ORDER BY ordinal")?;
    let mut findings = Findings::default();
    let mut rows = query.query([article_id])?;
    while let Some(row) = rows.next()? {
        let place = |at: i64| usize::try_from(at).unwrap_or_default();
        let piece = |row: &Row| Ok(Evidence { start: place(row.get(0)?), end: place(row.get(1)?), text: row.get(2)? });
        let mut evidence = pieces.query_map([row.get::<_, i64>("id")?], piece)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let (person, organisation) = (row.get("person")?, row.get("organisation")?);
        let role = row.get::<_, Option<String>>("role_title")?.map(|_| row::role(row)).transpose()?;
        let first = |evidence: &mut Vec<Evidence>| evidence.pop().unwrap_or(Evidence { start: 0, end: 0, text: String::new() });
        match (row.get::<_, String>("claim")?.as_str(), role) {
            ("hold", Some(role)) => {
                let status = row.get::<_, Word<HoldStatus>>("hold_status")?.0;
                findings.holds.push(Hold { person, organisation, role, status, evidence: first(&mut evidence) });
            }
            ("stay", role) => findings.stays.push(Stay { person, organisation, role, evidence: first(&mut evidence) }),
            (_, role) => findings.changes.push(Finding {
                person,
                organisation,
                kind: row.get::<_, Word<_>>("kind")?.0,
                role,
                manner: row.get::<_, Word<_>>("manner")?.0,
                interim: row.get("interim")?,
                certainty: row.get::<_, Word<_>>("certainty")?.0,
                effective: row::day(row, "effective")?,
                news: row.get("news")?,
                evidence,
                rule: row.get("rule")?,
            }),
        }
    }
    Ok(findings)
}

/// A hold or a stay: claims that state and do not change.
fn insert_state(
    transaction: &Transaction,
    article_id: i64,
    claim: &str,
    person: &str,
    organisation: Option<&str>,
    role: Option<&Role>,
    status: Option<HoldStatus>,
) -> anyhow::Result<i64> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO finding (article_id, claim, person, organisation, role_title, role_code, role_unit, hold_status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (title, code) = (role.map(|role| &role.title), role.map(|role| &role.code));
    let unit = role.and_then(|role| role.unit.as_ref());
    Ok(insert.insert(params![article_id, claim, person, organisation, title, code, unit, status.map(Word)])?)
}

fn insert_change_claim(transaction: &Transaction, article_id: i64, finding: &Finding) -> anyhow::Result<()> {
    let role = finding.role.as_ref();
    let mut insert = transaction.prepare_cached(
        "INSERT INTO finding (article_id, claim, person, organisation, role_title, role_code, role_unit,
                              kind, manner, interim, certainty, effective, news, rule)
         VALUES (?1, 'change', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let id = insert.insert(params![
        article_id,
        finding.person,
        finding.organisation,
        role.map(|role| &role.title),
        role.map(|role| &role.code),
        role.and_then(|role| role.unit.as_ref()),
        Word(finding.kind),
        Word(finding.manner),
        finding.interim,
        Word(finding.certainty),
        finding.effective.map(Day),
        finding.news,
        finding.rule,
    ])?;
    insert_evidence(transaction, id, &finding.evidence)
}

fn insert_evidence(transaction: &Transaction, finding_id: i64, evidence: &[Evidence]) -> anyhow::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO evidence (finding_id, ordinal, start_char, end_char, quote) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (ordinal, piece) in (0_i64..).zip(evidence) {
        insert.execute(params![finding_id, ordinal, i64::try_from(piece.start)?, i64::try_from(piece.end)?, piece.text])?;
    }
    Ok(())
}
