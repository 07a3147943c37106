//! What sort of source a table of the configuration describes: which keys it may have, and the ready value that they become.

use anyhow::{Context, bail};
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::settings::Settings;
use super::wanted::Wanted;
use super::{bluesky, feed, hacker_news, leadership, mastodon, page, preset, sec_8k, techcrunch, x};

/// The word for a kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    XPost,
    XAccount,
    XSearch,
    #[serde(rename = "techcrunch")]
    TechCrunch,
    Feed,
    Page,
    LeadershipPage,
    #[serde(rename = "sec-8k")]
    Sec8K,
    Bluesky,
    Mastodon,
    HackerNews,
}

impl Word {
    /// All kinds, in the order of the annotated example.
    pub const ALL: [Word; 11] = [
        Word::Feed,
        Word::TechCrunch,
        Word::Page,
        Word::LeadershipPage,
        Word::Sec8K,
        Word::XAccount,
        Word::XSearch,
        Word::XPost,
        Word::Bluesky,
        Word::Mastodon,
        Word::HackerNews,
    ];

    /// As the configuration writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Word::XPost => "x-post",
            Word::XAccount => "x-account",
            Word::XSearch => "x-search",
            Word::TechCrunch => "techcrunch",
            Word::Feed => "feed",
            Word::Page => "page",
            Word::LeadershipPage => "leadership-page",
            Word::Sec8K => "sec-8k",
            Word::Bluesky => "bluesky",
            Word::Mastodon => "mastodon",
            Word::HackerNews => "hacker-news",
        }
    }
}

/// What sort of source it is, with all that this sort needs.
#[derive(Clone, Debug)]
pub enum Kind {
    XPost(x::post::Settings),
    XAccount(x::account::Settings),
    XSearch(x::search::Settings),
    TechCrunch(techcrunch::Settings),
    Feed(feed::Settings),
    Page(page::Settings),
    LeadershipPage(leadership::Settings),
    Sec8K(sec_8k::Settings),
    Bluesky(bluesky::Settings),
    Mastodon(mastodon::Settings),
    HackerNews(hacker_news::Settings),
}

impl Kind {
    /// The word that the configuration uses for it.
    pub fn word(&self) -> &'static str {
        let word = match self {
            Kind::XPost(_) => Word::XPost,
            Kind::XAccount(_) => Word::XAccount,
            Kind::XSearch(_) => Word::XSearch,
            Kind::TechCrunch(_) => Word::TechCrunch,
            Kind::Feed(_) => Word::Feed,
            Kind::Page(_) => Word::Page,
            Kind::LeadershipPage(_) => Word::LeadershipPage,
            Kind::Sec8K(_) => Word::Sec8K,
            Kind::Bluesky(_) => Word::Bluesky,
            Kind::Mastodon(_) => Word::Mastodon,
            Kind::HackerNews(_) => Word::HackerNews,
        };
        word.as_str()
    }

    /// Checks the keys that are special to a kind. The error says in one line which key is wrong and what to write.
    pub(super) fn new(settings: &Settings, x: &x::Access) -> anyhow::Result<Kind> {
        refuse_strangers(settings)?;
        let said = anyhow::Error::msg::<String>;
        let wanted = Wanted { replies: settings.replies.unwrap_or(false), reposts: settings.reposts.unwrap_or(true) };
        Ok(match settings.kind {
            Word::XPost if settings.oembed => Kind::XPost(x::post::Settings::new(&url(settings)?, &x.without_token()).map_err(said)?),
            Word::XPost => Kind::XPost(x::post::Settings::new(&url(settings)?, x).map_err(said)?),
            Word::XAccount => Kind::XAccount(x::account::Settings::new(handle(settings, "@name")?, wanted, x).map_err(said)?),
            Word::XSearch => Kind::XSearch(x::search::Settings::new(query(settings)?, x).map_err(said)?),
            Word::TechCrunch => Kind::TechCrunch(techcrunch::Settings::new(&url(settings)?).map_err(said)?),
            Word::Feed => Kind::Feed(feed(settings, wanted)?),
            Word::Page => Kind::Page(page::Settings { url: url(settings)? }),
            Word::LeadershipPage => Kind::LeadershipPage(leadership(settings)?),
            Word::Sec8K => Kind::Sec8K(sec_8k::Settings::new(&settings.ciks, &settings.watched).map_err(said)?),
            Word::Bluesky => Kind::Bluesky(bluesky::Settings::new(handle(settings, "@name.bsky.social")?, wanted).map_err(said)?),
            Word::Mastodon => Kind::Mastodon(mastodon::Settings::new(handle(settings, "@name@mastodon.social")?, wanted).map_err(said)?),
            Word::HackerNews => Kind::HackerNews(hacker_news::Settings { query: query(settings)?.to_string() }),
        })
    }
}

/// Refuses a key that the kind does not know: it would only seem to count.
fn refuse_strangers(settings: &Settings) -> anyhow::Result<()> {
    use Word::{Bluesky, Feed, HackerNews, LeadershipPage, Mastodon, Page, Sec8K, TechCrunch, XAccount, XPost, XSearch};
    if settings.kind == XAccount && settings.url.is_some() {
        bail!("`url` is not for kind = \"x-account\"; write handle = \"@name\" instead");
    }
    let keys: [(&str, bool, &[Word]); 13] = [
        ("url", settings.url.is_some(), &[Feed, Page, LeadershipPage, TechCrunch, XPost]),
        ("handle", settings.handle.is_some(), &[XAccount, Bluesky, Mastodon]),
        ("query", settings.query.is_some(), &[XSearch, HackerNews]),
        ("follow", settings.follow.is_some(), &[Feed]),
        ("preset", settings.preset.is_some(), &[Feed]),
        ("oembed", settings.oembed, &[XPost]),
        ("replies", settings.replies.is_some(), &[XAccount, Bluesky, Mastodon, Feed]),
        ("reposts", settings.reposts.is_some(), &[XAccount, Bluesky, Mastodon, Feed]),
        ("selector", settings.selector.is_some(), &[LeadershipPage]),
        ("name_selector", settings.name_selector.is_some(), &[LeadershipPage]),
        ("title_selector", settings.title_selector.is_some(), &[LeadershipPage]),
        ("ciks", !settings.ciks.is_empty(), &[Sec8K]),
        ("heed_hints", settings.heed_hints.is_some(), &[Feed, TechCrunch]),
    ];
    for (key, given, kinds) in keys {
        if given && !kinds.contains(&settings.kind) {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("\"{}\"", kind.as_str())).collect();
            bail!("`{key}` is for kind = {}; take it out", kinds.join(" or "));
        }
    }
    Ok(())
}

fn url(settings: &Settings) -> anyhow::Result<Url> {
    settings.url.clone().context("needs url = \"https://…\"")
}

fn handle<'a>(settings: &'a Settings, example: &str) -> anyhow::Result<&'a str> {
    settings.handle.as_deref().with_context(|| format!("kind = \"{}\" needs handle = \"{example}\"", settings.kind.as_str()))
}

fn query(settings: &Settings) -> anyhow::Result<&str> {
    let query = settings.query.as_deref().map(str::trim).filter(|query| !query.is_empty());
    query.with_context(|| format!("kind = \"{}\" needs query = \"…\": what is searched for", settings.kind.as_str()))
}

fn feed(settings: &Settings, wanted: Wanted) -> anyhow::Result<feed::Settings> {
    let (url, follow) = match (&settings.preset, &settings.url) {
        (Some(_), Some(_)) => bail!("`preset` stands for an address; take out either it or `url`"),
        (Some(name), None) => preset::find(name).map_err(anyhow::Error::msg)?,
        (None, _) => (url(settings)?, None),
    };
    Ok(feed::Settings { url, follow: settings.follow.or(follow), wanted })
}

fn leadership(settings: &Settings) -> anyhow::Result<leadership::Settings> {
    if settings.organisation.is_none() {
        bail!("kind = \"leadership-page\" needs organisation = \"…\": whose leadership the page lists");
    }
    let selectors = [&settings.selector, &settings.name_selector, &settings.title_selector].map(Option::as_deref);
    leadership::Settings::new(url(settings)?, selectors).map_err(anyhow::Error::msg)
}
