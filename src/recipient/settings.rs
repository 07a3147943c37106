//! The `[[recipient]]` tables of the configuration.

use std::fmt::Display;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use super::reader::Recipient;
use super::rule::Rule;
use crate::domain::{ChangeKind, Language, Level, Mailbox, Sending, Standing};

/// `[[recipient]]`: one who is told, and what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// As commands call it.
    pub name: String,
    /// Mail addresses; each gets mails of its own.
    #[serde(default)]
    pub to: Vec<String>,
    /// The name of a `[[mail.webhook]]`, instead of addresses or beside them.
    pub webhook: Option<String>,
    /// Of schedules, quiet hours, and the times in mails; default UTC.
    pub time_zone: Option<String>,
    /// `en` or `zh`.
    pub language: Option<String>,
    /// When digests are sent: `daily 08:00`, `weekdays 07:30`, `weekly mon 08:00`, or a cron expression.
    pub digest: Option<String>,
    /// Send a digest also where there is nothing to tell.
    #[serde(default)]
    pub empty_digest: bool,
    /// `22:00-07:00`: alerts wait until these hours end.
    pub quiet_hours: Option<String>,
    /// After so many days without any mail one says that nothing happened; 0 for never.
    #[serde(default = "default_silence")]
    pub silence_alert_days: u16,
    /// How steps up and sharper dates of what has been told leave: `alert`, `digest`, `never`.
    pub updates: Option<String>,
    /// How the word that an announced day has come leaves.
    pub reminders: Option<String>,
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleSettings>,
}

/// `[[recipient.rule]]`
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    #[serde(default)]
    pub organisations: Vec<String>,
    #[serde(default)]
    pub kinds: Vec<String>,
    #[serde(default)]
    pub levels: Vec<String>,
    pub certainty: Option<String>,
    pub send: String,
    #[serde(default)]
    pub breakthrough: bool,
}

/// `silence_alert_days` where it is not set.
pub const DEFAULT_SILENCE_DAYS: u16 = 30;

fn default_silence() -> u16 {
    DEFAULT_SILENCE_DAYS
}

/// A key of a table and what is wrong with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub key: &'static str,
    /// The rule's place among the recipient's, where the key is a rule's.
    pub rule: Option<usize>,
    pub problem: String,
}

impl Settings {
    /// The recipient that is described. `address` reads a mail address; `organisations` are the names of the watched ones.
    pub fn read(&self, address: impl Fn(&str) -> Result<Mailbox, String>, organisations: &[String]) -> Result<Recipient, Refusal> {
        let at = |key: &'static str| move |problem: String| Refusal { key, rule: None, problem };
        if self.name.trim().is_empty() {
            return Err(at("name")("`name` is empty; say how this recipient is called".into()));
        }
        if self.to.is_empty() && self.webhook.is_none() {
            return Err(at("to")(format!("the recipient \"{}\" has neither `to` nor `webhook`; give one", self.name)));
        }
        let zone = self.time_zone.as_deref().map_or(Ok(TimeZone::UTC), |name| {
            TimeZone::get(name).map_err(|_| format!("`{name}` is no time zone; write for example `Europe/Berlin` or `Asia/Shanghai`"))
        });
        let sending = |key, word: &Option<String>| {
            word.as_deref().map_or(Ok(Sending::Digest), |word| one_of(word, Sending::from_word, SENDINGS)).map_err(at(key))
        };
        let days = i64::from(self.silence_alert_days);
        Ok(Recipient {
            name: self.name.clone(),
            to: self.to.iter().map(|text| address(text)).collect::<Result<_, _>>().map_err(at("to"))?,
            webhook: self.webhook.clone(),
            zone: zone.map_err(at("time_zone"))?,
            language: self
                .language
                .as_deref()
                .map_or(Ok(Language::English), |word| one_of(word, language, "en, zh"))
                .map_err(at("language"))?,
            digest: parsed(self.digest.as_deref()).map_err(at("digest"))?,
            empty_digest: self.empty_digest,
            quiet_hours: parsed(self.quiet_hours.as_deref()).map_err(at("quiet_hours"))?,
            silence_alert: (days > 0).then(|| SignedDuration::from_hours(24 * days)),
            updates: sending("updates", &self.updates)?,
            reminders: sending("reminders", &self.reminders)?,
            rules: self.rules.iter().enumerate().map(|(number, rule)| rule.read(number, organisations)).collect::<Result<_, _>>()?,
        })
    }
}

impl RuleSettings {
    fn read(&self, number: usize, organisations: &[String]) -> Result<Rule, Refusal> {
        let at = |key: &'static str| move |problem: String| Refusal { key, rule: Some(number), problem };
        if let Some(unknown) = self.organisations.iter().find(|name| !organisations.contains(name)) {
            return Err(at("organisations")(format!("\"{unknown}\" is none of the [[organisation]] names")));
        }
        let kinds = self.kinds.iter().map(|word| one_of(word, ChangeKind::from_word, KINDS));
        let levels = self.levels.iter().map(|word| one_of(word, Level::from_word, LEVELS));
        let told = |word: &str| Standing::from_word(word).filter(|standing| *standing >= Standing::Rumoured);
        Ok(Rule {
            organisations: self.organisations.clone(),
            kinds: kinds.collect::<Result<_, _>>().map_err(at("kinds"))?,
            levels: levels.collect::<Result<_, _>>().map_err(at("levels"))?,
            certainty: self
                .certainty
                .as_deref()
                .map_or(Ok(Standing::Reported), |word| one_of(word, told, "rumoured, reported, announced, confirmed"))
                .map_err(at("certainty"))?,
            send: one_of(&self.send, Sending::from_word, SENDINGS).map_err(at("send"))?,
            breakthrough: self.breakthrough,
        })
    }
}

const SENDINGS: &str = "alert, digest, never";
const LEVELS: &str = "chief, board, executive, other";
const KINDS: &str = "departed, appointed, on_leave, returned, title_changed, role_created, vacancy, contradiction";

fn language(word: &str) -> Option<Language> {
    [Language::English, Language::Chinese].into_iter().find(|language| language.code() == word)
}

fn one_of<T>(word: &str, read: impl Fn(&str) -> Option<T>, words: &str) -> Result<T, String> {
    read(word).ok_or_else(|| format!("`{word}` is none of {words}"))
}

fn parsed<T: std::str::FromStr<Err = E>, E: Display>(text: Option<&str>) -> Result<Option<T>, String> {
    text.map(str::parse).transpose().map_err(|error: E| error.to_string())
}
