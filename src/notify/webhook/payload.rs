//! What is posted, in each receiver's form.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::domain::{Change, Message, Position, Support};

/// Characters that Slack shows of a block, and Discord of a description.
const SLACK: usize = 2900;
const DISCORD: usize = 4000;

/// Who reads the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// A program of one's own: everything, by name.
    #[default]
    Json,
    /// Slack's incoming webhooks.
    Slack,
    /// A workflow of Microsoft Teams that posts what it receives.
    Teams,
    /// Discord's webhooks.
    Discord,
}

impl Preset {
    /// The document for this reader. The same message gives the same document.
    pub(super) fn payload(self, message: &Message) -> Value {
        let (subject, text) = (message.subject.as_str(), message.text.as_str());
        match self {
            Preset::Json => json!({
                "id": message.batch, "kind": message.kind.as_str(), "date": message.date.to_string(), "subject": subject, "text": text,
                "thread": message.thread, "changes": message.changes.iter().map(change).collect::<Vec<_>>(),
            }),
            Preset::Slack => {
                let block = |text: String| json!({ "type": "section", "text": { "type": "mrkdwn", "text": text } });
                let body = format!("```{}```", escaped(&cut(text, SLACK)).replace("```", "'''"));
                json!({ "text": escaped(subject), "blocks": [block(format!("*{}*", escaped(subject))), block(body)] })
            }
            Preset::Teams => json!({
                "type": "message",
                "attachments": [{
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "content": {
                        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
                        "body": [
                            { "type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": true, "text": plain(subject) },
                            { "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "fontType": "Monospace", "text": text }] },
                        ],
                    },
                }],
            }),
            Preset::Discord => json!({
                "content": cut(&plain(subject), 1900), "allowed_mentions": { "parse": [] },
                "embeds": [{ "description": format!("```\n{}\n```", cut(text, DISCORD).replace("```", "'''")) }],
            }),
        }
    }
}

fn change(change: &Change) -> Value {
    json!({
        "id": change.id, "person": change.person, "organisation": change.organisation,
        "kind": change.kind.as_str(), "manner": change.manner.as_str(), "certainty": change.certainty.as_str(),
        "effective": change.effective.map(|date| date.to_string()),
        "before": change.before.as_ref().map(position), "after": position(&change.after),
        "detected": change.detected.to_string(), "sources": change.support.iter().map(support).collect::<Vec<_>>(),
    })
}

fn position(position: &Position) -> Value {
    json!({ "role": position.role, "status": position.status.as_str(), "until": position.until.map(|date| date.to_string()) })
}

fn support(support: &Support) -> Value {
    json!({
        "url": support.url, "title": support.title, "author": support.author, "published": support.published.to_string(),
        "certainty": support.certainty.as_str(), "quote": support.quote,
    })
}

/// Slack's three special characters, <https://api.slack.com/reference/surfaces/formatting#escaping>.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Without what Markdown takes for more than text.
fn plain(text: &str) -> String {
    text.chars().flat_map(|c| if "\\*_`~[]()#|<>@".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

fn cut(text: &str, length: usize) -> String {
    if text.chars().count() <= length { text.to_string() } else { text.chars().take(length - 1).chain(['…']).collect() }
}
