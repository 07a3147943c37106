//! `rosterwatch sources test`: one visit of a source, shown in full. Nothing is written: no state, no article, no mail.

use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::edit::find;
use crate::cli::document::findings_json;
use crate::cli::report::{count, line, say};
use crate::config::{Config, Error};
use crate::domain::{Article, Findings, Item};
use crate::extract::{self, Gazetteer};
use crate::source::http::Seen;
use crate::source::{self, Client, Cursor, Request, Source, discover, human};
use crate::text;

/// Characters of the article that are shown.
const SHOWN: usize = 400;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A source's name, or an address (or a handle on X) that need not be in the configuration
    #[arg(value_name = "URL-or-NAME")]
    what: String,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

/// What the visit brought.
struct Shown {
    source: Source,
    seen: Vec<Seen>,
    batch: Result<source::Batch, source::Error>,
    /// The newest item as an article, with what it tells; or why it cannot be read.
    article: Option<Result<(Article, Findings), String>>,
}

/// Exit code 1 where the source cannot be read.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let now = Timestamp::now();
    let client = config.client()?.watched();
    let source = match config.sources.iter().find(|source| source.name == args.what.trim()) {
        Some(source) => source.clone(),
        None => by_address(&config, &client, &args.what, now).await?,
    };
    let batch = source::collect(&client, &source, &Cursor::default(), now).await;
    let newest = batch.as_ref().ok().and_then(|batch| batch.items.iter().max_by_key(|item| item.published).cloned());
    let article = match newest {
        Some(item) => Some(read(&config, &client, &source, item, now).await),
        None => None,
    };
    let shown = Shown { source, seen: client.seen(), batch, article };
    say(&if args.json { format!("{:#}", shown.json()) } else { shown.text() })?;
    Ok(if shown.batch.is_ok() && !matches!(shown.article, Some(Err(_))) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A source for an address that need not be in the configuration.
async fn by_address(config: &Config, client: &Client, what: &str, now: Timestamp) -> anyhow::Result<Source> {
    let what = what.trim();
    let found = match discover::by_address(what) {
        Some(found) => found,
        None if !what.contains("://") => return Err(find(config, what).err().unwrap_or_else(|| Error::new(String::new())).into()),
        None => {
            let url = human::parse_shown_url(what).map_err(Error::new)?;
            let response = client.get(&Request::new(url.clone(), "*/*"), now).await?.accepted(now)?;
            discover::by_answer(&url, &response).0
        }
    };
    config.source_of(&found).map_err(|error| Error::new(format!("{error:#}")).into())
}

async fn read(config: &Config, client: &Client, source: &Source, item: Item, now: Timestamp) -> Result<(Article, Findings), String> {
    let item = match source::follow(client, source, item.clone(), now).await {
        Ok(item) => item,
        Err(error) => source::without_page(&item).ok_or_else(|| error.to_string())?,
    };
    let article = text::read(&item, &source.name, now).map_err(|error| error.to_string())?;
    let findings = match &source.organisation {
        Some(organisation) if source.is_listing() => {
            extract::listing::read(&article, None, organisation).map(|compared| compared.findings).unwrap_or_default()
        }
        _ => extract::read(&article, &Gazetteer::from_roster(&config.roster)),
    };
    Ok((article, findings))
}

impl Shown {
    fn text(&self) -> String {
        let mut lines = vec![format!("{} ({})", line(&self.source.name), self.source.kind.word())];
        for seen in &self.seen {
            lines.push(format!(
                "  {} {} in {} ms, {} bytes{}",
                seen.status,
                line(&seen.url),
                seen.took.as_millis(),
                seen.bytes,
                facts(seen)
            ));
        }
        match &self.batch {
            Err(error) => lines.push(format!("  cannot be read: {}", line(&error.to_string()))),
            Ok(batch) => {
                lines.push(format!("  {}", count(batch.items.len(), "item", "items")));
                lines.extend(batch.warnings.iter().map(|warning| format!("  warning: {}", line(warning))));
            }
        }
        match &self.article {
            None => {}
            Some(Err(reason)) => lines.push(format!("  the newest cannot be read: {}", line(reason))),
            Some(Ok((article, findings))) => lines.extend(article_lines(article, findings)),
        }
        lines.join("\n")
    }

    fn json(&self) -> Value {
        let seen = |seen: &Seen| {
            json!({
                "url": seen.url, "status": seen.status, "milliseconds": seen.took.as_millis() as u64, "bytes": seen.bytes,
                "etag": seen.etag, "last_modified": seen.last_modified, "content_type": seen.content_type,
            })
        };
        let article = match &self.article {
            Some(Ok((article, findings))) => json!({
                "title": article.title, "url": article.url, "published": article.published.to_string(),
                "author": article.author.as_ref().map(|author| &author.name), "text": article.text,
                "findings": findings_json(&article.key, findings),
            }),
            _ => Value::Null,
        };
        let reason = self.article.as_ref().and_then(|article| article.as_ref().err());
        json!({
            "name": self.source.name, "kind": self.source.kind.word(), "answers": self.seen.iter().map(seen).collect::<Vec<_>>(),
            "error": self.batch.as_ref().err().map(ToString::to_string).or(reason.cloned()),
            "items": self.batch.as_ref().map_or(0, |batch| batch.items.len()),
            "warnings": self.batch.as_ref().map(|batch| batch.warnings.clone()).unwrap_or_default(), "article": article,
        })
    }
}

/// Validators and type of an answer.
fn facts(seen: &Seen) -> String {
    let fact = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!(", {name} {}", line(value)));
    let facts = [fact("etag", &seen.etag), fact("last-modified", &seen.last_modified), fact("type", &seen.content_type)];
    facts.into_iter().flatten().collect()
}

fn article_lines(article: &Article, findings: &Findings) -> Vec<String> {
    let author = article.author.as_ref().map(|author| format!(", by {}", line(&author.name))).unwrap_or_default();
    let language = article.language.map(|language| format!(", {}", language.code())).unwrap_or_default();
    let text = line(&article.text);
    let cut = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    let mut lines = vec![
        format!("  newest: {}", line(&article.title)),
        format!("    {}", line(&article.url)),
        format!("    {:.0}{author}{language}, {}", article.published, count(article.text.chars().count(), "character", "characters")),
        format!("    {}{}", &text[..cut], if cut < text.len() { "…" } else { "" }),
    ];
    for finding in &findings.changes {
        let role = finding.role.as_ref().map(|role| format!(" as {}", role.title)).unwrap_or_default();
        let at = finding.organisation.as_ref().map(|name| format!(" at {name}")).unwrap_or_default();
        let what = format!("{} {}{role}{at}, {}", finding.person, finding.kind.as_str(), finding.certainty.as_str());
        lines.push(format!("    tells: {}", line(&what)));
    }
    for hold in &findings.holds {
        let at = hold.organisation.as_ref().map(|name| format!(" at {name}")).unwrap_or_default();
        lines.push(format!("    mentions: {}", line(&format!("{} is {}{at} ({})", hold.person, hold.role.title, hold.status.as_str()))));
    }
    if findings.changes.is_empty() {
        lines.push("    tells no change".to_string());
    }
    lines
}
