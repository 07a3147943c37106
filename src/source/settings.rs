//! A configured source: raw settings become a ready value at once, or an error that names the source and the key.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::http::Extra;
use super::human::{self, Hidden};
use super::kind::{Kind, Word};
use super::x;

/// `interval` where a source gives none.
pub const DEFAULT_INTERVAL: SignedDuration = SignedDuration::from_mins(15);
/// The shortest interval; who asks more often is a nuisance.
pub const MIN_INTERVAL: SignedDuration = SignedDuration::from_mins(1);

/// A `[[source]]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Unique; stands in mails and logs.
    pub name: String,
    pub kind: Word,
    /// Of the post, article, feed or page; for every kind but `x-account`.
    #[serde(default, deserialize_with = "human::optional_shown_url")]
    #[schemars(with = "String")]
    pub url: Option<Url>,
    /// For `x-account`, `bluesky` and `mastodon`: `@sama`, `@acme.example`, `@acme@social.example`.
    pub handle: Option<String>,
    /// For `x-search` and `hacker-news`: what is searched for.
    pub query: Option<String>,
    /// Between two visits.
    #[serde(default = "default_interval", deserialize_with = "human::duration")]
    #[schemars(with = "String")]
    pub interval: SignedDuration,
    /// For `feed`: whether the pages behind the entries are fetched; without it, where the feed gives no full text.
    pub follow: Option<bool>,
    /// For `x-post`: read it through oEmbed although a token is given. That costs nothing, and cuts long posts.
    #[serde(default)]
    pub oembed: bool,
    /// For `feed`: a well-known one by its name, in place of `url`.
    pub preset: Option<String>,
    /// For accounts: whether what they answer to others is read too.
    pub replies: Option<bool>,
    /// For accounts: whether posts of others that they repeat are read, each as its author's own; without it they are.
    pub reposts: Option<bool>,
    /// For `leadership-page`: CSS selectors of a person's card and, within it, of the name and the title.
    pub selector: Option<String>,
    pub name_selector: Option<String>,
    pub title_selector: Option<String>,
    /// For `sec-8k`: whose filings, by the companies' numbers (CIK); without it those of the watched organisations, by name.
    #[serde(default)]
    pub ciks: Vec<String>,
    /// For `sec-8k` without `ciks`: names that the configuration's organisations give.
    #[serde(skip)]
    pub watched: Vec<String>,
    /// For feeds: whether to wait as long as the feed itself asks for, where that is longer than `interval`.
    pub heed_hints: Option<bool>,
    /// The organisation that this source is about, where its texts do not say.
    pub organisation: Option<String>,
    /// What was published before this moment is evidence and alerts nobody; without it, everything alerts.
    #[serde(default, deserialize_with = "human::optional_moment")]
    #[schemars(with = "String")]
    pub since: Option<Timestamp>,
    /// It stays in the configuration and is not visited.
    #[serde(default)]
    pub paused: bool,
    /// Headers to send to the address, and to no other site.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub headers: BTreeMap<String, Hidden>,
    /// The same with the value in a file of its own.
    #[serde(default)]
    pub secret_headers: BTreeMap<String, PathBuf>,
}

fn default_interval() -> SignedDuration {
    DEFAULT_INTERVAL
}

/// A source that is ready to be visited.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub kind: Kind,
    pub interval: SignedDuration,
    pub organisation: Option<String>,
    /// What was published before this moment alerts nobody.
    pub since: Option<Timestamp>,
    /// It is not visited.
    pub paused: bool,
    /// The address or handle, as it is configured.
    pub address: String,
    /// Headers of its own.
    pub extra: Option<Arc<Extra>>,
    /// Whether a feed's own wishes are heeded; see [`super::Hints`].
    pub heeds_hints: bool,
}

impl Source {
    /// Checks a table. `x` is what the `[x]` table gives: without a token, posts are read through oEmbed and accounts cannot be read.
    pub fn new(settings: Settings, x: &x::Access) -> anyhow::Result<Source> {
        let name = settings.name.trim().to_string();
        if name.is_empty() {
            bail!("a source has an empty name; give each a name of its own");
        }
        if settings.interval < MIN_INTERVAL {
            bail!("source \"{name}\": interval is shorter than a minute; ask less often");
        }
        let kind = Kind::new(&settings, x).with_context(|| format!("source \"{name}\""))?;
        let extra = extra(&settings).with_context(|| format!("source \"{name}\""))?.map(Arc::new);
        let heeds_hints = settings.heed_hints.unwrap_or(true);
        let Settings { interval, organisation, since, paused, url, handle, query, .. } = settings;
        let address = match &kind {
            Kind::Feed(feed) => feed.url.to_string(),
            _ => url.map(String::from).or(handle).or(query).unwrap_or_default(),
        };
        Ok(Source { name, kind, interval, organisation, since, paused, address, extra, heeds_hints })
    }

    /// The host that is asked; sources of one host are asked one after the other. For a handle, the service that knows it.
    pub fn host(&self) -> String {
        let host = Url::parse(&self.address).ok().and_then(|url| url.host_str().map(str::to_string));
        host.unwrap_or_else(|| self.kind.word().to_string())
    }

    /// Whether it is one document that changes, which is read again whenever it has.
    pub fn is_reread(&self) -> bool {
        matches!(self.kind, Kind::Page(_) | Kind::LeadershipPage(_))
    }

    /// Whether it lists people, who are compared with those whom it listed before.
    pub fn is_listing(&self) -> bool {
        matches!(self.kind, Kind::LeadershipPage(_))
    }
}

/// The headers that the settings add; reads their files.
fn extra(settings: &Settings) -> anyhow::Result<Option<Extra>> {
    if settings.headers.is_empty() && settings.secret_headers.is_empty() {
        return Ok(None);
    }
    let url = settings.url.as_ref().context("`headers` go with `url`; take them out")?;
    let mut headers: BTreeMap<&str, SecretString> = BTreeMap::new();
    for (name, Hidden(value)) in &settings.headers {
        headers.insert(name, SecretString::from(value.as_str()));
    }
    for (name, file) in &settings.secret_headers {
        let value = std::fs::read_to_string(file).with_context(|| format!("`secret_headers`: cannot read {}", file.display()))?;
        headers.insert(name, SecretString::from(value));
    }
    Extra::new(url, headers.iter().map(|(name, value)| (*name, value))).map(Some).map_err(anyhow::Error::msg)
}

#[cfg(test)]
mod tests {
    use super::super::feed;
    use super::*;

    #[derive(Deserialize)]
    struct File {
        source: Vec<Settings>,
    }

    fn source(text: &str) -> anyhow::Result<Source> {
        let file: File = toml::from_str(&format!("[[source]]\n{text}"))?;
        Source::new(file.source.into_iter().next().unwrap(), &x::Access::default())
    }

    #[test]
    fn reads_each_kind() {
        let feed =
            source("name = \"Wire\"\nkind = \"feed\"\nurl = \"https://wire.example/rss\"\ninterval = \"1h 30m\"\nfollow = false").unwrap();
        assert_eq!(feed.interval, SignedDuration::from_mins(90));
        assert!(matches!(feed.kind, Kind::Feed(feed::Settings { follow: Some(false), .. })));
        let post = source("name = \"Memo\"\nkind = \"x-post\"\nurl = \"https://x.com/sama/status/1839096160168063488\"").unwrap();
        assert_eq!(post.interval, DEFAULT_INTERVAL);
        assert!(matches!(post.kind, Kind::XPost(_)));
        assert!(matches!(
            source("name = \"TC\"\nkind = \"techcrunch\"\nurl = \"https://techcrunch.com/\"").unwrap().kind,
            Kind::TechCrunch(_)
        ));
        assert!(matches!(source("name = \"Team\"\nkind = \"page\"\nurl = \"https://acme.example/team\"").unwrap().kind, Kind::Page(_)));
    }

    #[test]
    fn mistakes_name_the_source_and_the_key() {
        for (text, expected) in [
            ("name = \"a\"\nkind = \"feed\"", "needs url"),
            ("name = \"a\"\nkind = \"feed\"\nurl = \"wire.example\"", "is not a web address"),
            ("name = \"a\"\nkind = \"fed\"\nurl = \"https://wire.example\"", "unknown variant `fed`"),
            ("name = \"a\"\nkind = \"feed\"\nurl = \"https://wire.example\"\nintervall = \"1h\"", "unknown field `intervall`"),
            ("name = \"a\"\nkind = \"feed\"\nurl = \"https://wire.example\"\ninterval = \"5s\"", "shorter than a minute"),
            ("name = \"a\"\nkind = \"page\"\nurl = \"https://wire.example\"\nfollow = true", "`follow` is for kind = \"feed\""),
            ("name = \"a\"\nkind = \"page\"\nurl = \"https://wire.example\"\noembed = true", "`oembed` is for kind = \"x-post\""),
            ("name = \"a\"\nkind = \"x-post\"\nurl = \"https://x.com/sama\"", "is not the address of a post"),
            ("name = \"a\"\nkind = \"x-account\"\nhandle = \"@sama\"", "bearer_token_file"),
            (
                "name = \"a\"\nkind = \"feed\"\nurl = \"https://wire.example\"\nheaders = { Host = \"x\" }",
                "`Host` is set by rosterwatch itself",
            ),
            ("name = \"a\"\nkind = \"x-account\"\nurl = \"https://x.com/sama\"", "handle = \"@name\""),
            ("name = \"a\"\nkind = \"x-search\"", "needs query"),
            ("name = \"a\"\nkind = \"x-search\"\nquery = \"acme\"", "bearer_token_file"),
            ("name = \"a\"\nkind = \"feed\"\npreset = \"wire\"", "there are prnewswire-personnel"),
            ("name = \"a\"\nkind = \"feed\"\npreset = \"36kr\"\nurl = \"https://wire.example\"", "`preset` stands for an address"),
            (
                "name = \"a\"\nkind = \"page\"\nurl = \"https://wire.example\"\nheed_hints = true",
                "`heed_hints` is for kind = \"feed\" or \"techcrunch\"",
            ),
            ("name = \"a\"\nkind = \"leadership-page\"\nurl = \"https://wire.example\"", "needs organisation"),
            (
                "name = \"a\"\nkind = \"leadership-page\"\nurl = \"https://wire.example\"\norganisation = \"A\"\nselector = \"..x\"",
                "is no CSS selector",
            ),
            ("name = \"a\"\nkind = \"sec-8k\"\nciks = [\"ACME\"]", "is no CIK"),
            ("name = \"a\"\nkind = \"bluesky\"\nhandle = \"@acme\"", "is none of Bluesky"),
            ("name = \"a\"\nkind = \"mastodon\"\nhandle = \"@acme\"", "is no full one of Mastodon"),
            ("name = \"a\"\nkind = \"hacker-news\"\nquery = \" \"", "needs query"),
        ] {
            let error = format!("{:#}", source(text).unwrap_err());
            assert!(error.contains(expected), "{text}\n{error}");
        }
    }
}
