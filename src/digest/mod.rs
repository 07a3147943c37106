//! Pure: changes become one message to one recipient, as text and as HTML.
//!
//! [`render`] cleans what came from outside once, at the door; then [`subject`] says who and what in a line, [`view`] lays
//! the rest out for the two templates, and [`words`] has every phrase.

mod clean;
mod wrap;
mod words;
mod subject;
mod view;
mod notice;

use anyhow::{Context, ensure};
use jiff::Timestamp;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig};

use crate::domain::{Change, Line, MailKind, Mailbox, Message, Notice, Person};

/// Whose mails these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub from: Mailbox,
    /// Without angle brackets, such as `rosterwatch.example.org` (RFC 2919).
    pub list_id: String,
}

/// One mail that tells `changes`, in their order, to `to`. The same input gives the same message.
///
/// `people` are the roster's, whose handles say which posts are a person's own. `batch` identifies the mail, `date` is what its Date
/// header will say. Fails only where there is nothing to tell.
pub fn render(
    identity: &Identity,
    to: &Mailbox,
    batch: &str,
    date: Timestamp,
    changes: &[Change],
    people: &[Person],
) -> anyhow::Result<Message> {
    ensure!(!changes.is_empty(), "batch {batch} has no changes to tell");
    let changes: Vec<Change> = changes.iter().map(clean::change).collect();
    let context = view::mail(&identity.list_id, &identity.from.address, batch, &changes, people);
    message(MailKind::Alert, identity, to, batch, date, subject::line(&changes), context)
}

/// One mail that tells `to` which sources are not well, and which are well again. Fails only where there is nothing to tell.
pub fn render_notices(identity: &Identity, to: &Mailbox, batch: &str, date: Timestamp, notices: &[Notice]) -> anyhow::Result<Message> {
    ensure!(!notices.is_empty(), "batch {batch} has no notices to tell");
    let context = notice::mail(&identity.list_id, &identity.from.address, batch, notices);
    message(MailKind::Notice, identity, to, batch, date, notice::subject(notices), context)
}

/// Fills the text and the HTML template of this name.
fn message(
    kind: MailKind,
    identity: &Identity,
    to: &Mailbox,
    batch: &str,
    date: Timestamp,
    subject: String,
    context: Value,
) -> anyhow::Result<Message> {
    let name = if kind == MailKind::Notice { "notice" } else { "mail" };
    let templates = templates()?;
    let fill = |ending: &str| -> anyhow::Result<String> {
        let template = templates.get_template(&format!("{name}.{ending}"))?;
        template.render(context.clone()).with_context(|| format!("cannot render {name}.{ending} of batch {batch}"))
    };
    Ok(Message {
        batch: batch.to_string(),
        kind,
        from: identity.from.clone(),
        to: to.clone(),
        reply_to: None,
        subject: Line::new(&subject),
        text: fill("txt")?,
        html: fill("html")?,
        date,
        list_id: identity.list_id.clone(),
        unsubscribe: None,
        thread: Vec::new(),
        changes: Vec::new(),
    })
}

/// The compiled-in templates. Strict: a name that the view lacks is an error, and everything in HTML is escaped.
fn templates() -> anyhow::Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    environment.add_filter("fill", |text: String, first: String, rest: String| wrap::fill(&text, &first, &rest));
    environment.add_filter("row", |text: String, label: String| wrap::row(&text, &label));
    environment.add_filter("underlined", |text: String| wrap::underlined(&text));
    environment.add_filter("lang", |text: String| {
        Value::from_safe_string(words::foreign(&text).map_or_else(String::new, |tag| format!(" lang=\"{tag}\"")))
    });
    environment.add_template("head.html", include_str!("templates/head.html"))?;
    environment.add_template("mail.txt", include_str!("templates/mail.txt"))?;
    environment.add_template("mail.html", include_str!("templates/mail.html"))?;
    environment.add_template("notice.txt", include_str!("templates/notice.txt"))?;
    environment.add_template("notice.html", include_str!("templates/notice.html"))?;
    Ok(environment)
}

#[cfg(test)]
mod tests;
