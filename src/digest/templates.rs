//! The templates: compiled in, and replaceable by the operator's own.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig};

use super::words::Words;
use super::wrap;
use crate::domain::{Language, MailKind};

/// Every template by its name. `head.html`, `foot.html` and `parts.html` are shared by the others.
const COMPILED: [(&str, &str); 9] = [
    ("head.html", include_str!("templates/head.html")),
    ("foot.html", include_str!("templates/foot.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("alert.html", include_str!("templates/alert.html")),
    ("alert.txt", include_str!("templates/alert.txt")),
    ("digest.html", include_str!("templates/digest.html")),
    ("digest.txt", include_str!("templates/digest.txt")),
    ("note.html", include_str!("templates/note.html")),
    ("note.txt", include_str!("templates/note.txt")),
];

/// The names under which a template can be replaced.
pub const NAMES: [&str; 9] = {
    let mut names = [""; 9];
    let mut at = 0;
    while at < COMPILED.len() {
        names[at] = COMPILED[at].0;
        at += 1;
    }
    names
};

/// Ready to be filled. Strict: a name that the view lacks is an error, and everything in HTML is escaped.
#[derive(Debug)]
pub(super) struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    pub(super) fn new(own: &BTreeMap<String, String>) -> anyhow::Result<Templates> {
        if let Some(unknown) = own.keys().find(|name| !NAMES.contains(&name.as_str())) {
            bail!("there is no template {unknown}; there are {}", NAMES.join(", "));
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
        environment.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
        environment.add_filter("fill", |text: String, first: String, rest: String| wrap::fill(&text, &first, &rest));
        environment.add_filter("row", |text: String, label: String| wrap::row(&text, &label));
        environment.add_filter("underlined", |text: String| wrap::underlined(&text));
        environment.add_filter("lang", |text: String, page: String| {
            let language = if page == "en" { Language::English } else { Language::Chinese };
            let words = Words { language, zone: &jiff::tz::TimeZone::UTC };
            Value::from_safe_string(words.foreign(&text).map_or_else(String::new, |tag| format!(" lang=\"{tag}\"")))
        });
        for (name, compiled) in COMPILED {
            let text = own.get(name).cloned().unwrap_or_else(|| compiled.to_string());
            environment.add_template_owned(name, text).with_context(|| format!("the template {name} is broken"))?;
        }
        Ok(Templates { environment })
    }

    /// The text and the HTML of a mail of this kind.
    pub(super) fn fill(&self, kind: MailKind, context: &Value, words: Words, batch: &str) -> anyhow::Result<(String, String)> {
        let name = match kind {
            MailKind::Alert => "alert",
            MailKind::Digest => "digest",
            MailKind::Notice | MailKind::Silence | MailKind::Test => "note",
        };
        let context = context! { lang => words.tag(), ..context.clone() };
        let fill = |ending: &str| -> anyhow::Result<String> {
            let template = self.environment.get_template(&format!("{name}.{ending}"))?;
            template.render(&context).with_context(|| format!("cannot fill the template {name}.{ending} for mail {batch}"))
        };
        Ok((fill("txt")?, fill("html")?))
    }
}
