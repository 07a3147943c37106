//! API v2 on the wire: answers, and a post as an item. X renamed its fields in August 2026 (tweet → post); both names are read.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::super::error::line;
use super::super::key;
use super::budget::Billed;
use super::text;
use crate::domain::{Author, Body, DocumentKind, Item, Language};

/// An answer: what was asked for, what it refers to, and what could not be given.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub struct Answer<T> {
    #[serde(default = "none")]
    pub data: Option<T>,
    #[serde(default)]
    pub includes: Option<Includes>,
    #[serde(default)]
    pub errors: Option<Vec<Problem>>,
    #[serde(default)]
    pub meta: Option<Meta>,
}

fn none<T>() -> Option<T> {
    None
}

/// What the posts of an answer refer to: their authors, and the posts that they quote, repeat or answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Includes {
    pub users: Option<Vec<User>>,
    pub tweets: Option<Vec<Post>>,
    pub posts: Option<Vec<Post>>,
}

#[derive(Debug, Deserialize)]
pub struct Meta {
    pub next_token: Option<String>,
    pub newest_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct User {
    pub id: String,
    pub name: String,
    pub username: String,
}

/// A post. What has a name in each family may come under both during the change: hence two fields and no alias.
#[derive(Debug, Deserialize)]
pub struct Post {
    pub id: String,
    pub text: String,
    pub author_id: Option<String>,
    pub created_at: Option<String>,
    pub lang: Option<String>,
    pub entities: Option<Entities>,
    pub note_tweet: Option<Note>,
    pub note_post: Option<Note>,
    pub referenced_tweets: Option<Vec<Reference>>,
    pub referenced_posts: Option<Vec<Reference>>,
}

#[derive(Debug, Deserialize)]
pub struct Note {
    pub text: Option<String>,
    pub entities: Option<Entities>,
}

#[derive(Debug, Deserialize)]
pub struct Entities {
    pub urls: Option<Vec<Link>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Link {
    pub url: String,
    pub expanded_url: Option<String>,
    pub unwound_url: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Reference {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub id: Option<String>,
}

/// An error, whole or partial (RFC 9457 with X's additions).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Problem {
    pub title: Option<String>,
    pub detail: Option<String>,
    pub message: Option<String>,
    pub reason: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

impl Problem {
    /// The last segment of the type's address: `resource-not-found`. The host before it changes.
    pub fn word(&self) -> &str {
        self.kind.as_deref().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default()
    }

    /// What it says, as part of one of our lines.
    pub fn says(&self) -> String {
        let parts = [&self.detail, &self.message, &self.title, &self.reason];
        line(parts.into_iter().flatten().find(|text| !text.is_empty()).map_or("no reason given", String::as_str))
    }
}

impl Includes {
    fn posts(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().chain(&self.tweets).flatten()
    }

    fn users(&self) -> &[User] {
        self.users.as_deref().unwrap_or_default()
    }

    fn user(&self, id: Option<&str>) -> Option<&User> {
        self.users().iter().find(|user| Some(user.id.as_str()) == id)
    }
}

/// Objects that an answer has brought beside its errors; each is billed.
pub fn billed(data: usize, includes: Option<&Includes>) -> Billed {
    let (posts, users) = includes.map_or((0, 0), |includes| (includes.posts().count(), includes.users().len()));
    Billed { posts: (data + posts) as u64, users: users as u64 }
}

/// What a post came to.
pub enum Read {
    /// The item, and whether X has cut its text.
    Item(Box<Item>, bool),
    /// It repeats another's post.
    Repost(Option<Box<Item>>),
    /// It has no number, which X does not do.
    Nothing,
}

impl Post {
    /// Reads the post as its author's. `asked` is the account that was asked for, whose posts come without author.
    ///
    /// A quoted post follows the text as one quoted paragraph, so that its "I" is not taken for the author's. A post that only repeats
    /// another's is that other's post.
    pub fn read(&self, includes: &Includes, asked: Option<&User>) -> Read {
        if let Some(original) = self.reference(&["retweeted", "reposted"]) {
            let original = includes.posts().find(|post| post.id == original);
            return Read::Repost(
                original.and_then(|post| post.item(includes, None, handle_of_repost(&self.text))).map(|(item, _)| Box::new(item)),
            );
        }
        match self.item(includes, asked, None) {
            Some((item, cut)) => Read::Item(Box::new(item), cut),
            None => Read::Nothing,
        }
    }

    fn item(&self, includes: &Includes, asked: Option<&User>, handle: Option<&str>) -> Option<(Item, bool)> {
        let id: u64 = self.id.parse().ok()?;
        let author = includes.user(self.author_id.as_deref()).or(asked).or(includes.users().first().filter(|_| self.is_alone(includes)));
        let username = author.map(|user| user.username.as_str()).or(handle);
        let name = author.map(|user| user.name.clone()).or(handle.map(|handle| format!("@{handle}")));
        let mut text = self.said();
        if let Some(quoted) = self.quoted(includes) {
            text = format!("{text}\n{quoted}").trim().to_string();
        }
        let (raw, _) = self.raw();
        let handle = username.map(|username| format!("@{username}"));
        let item = Item {
            key: format!("x:{id}"),
            url: format!("https://x.com/{}/status/{id}", username.unwrap_or("i")),
            title: name.as_ref().zip(handle.as_ref()).map(|(name, handle)| text::title(name, handle)),
            author: name.map(|name| Author { name, handle }),
            published: text::snowflake(id).or_else(|| self.created_at.as_deref()?.parse().ok()),
            language: self.lang.as_deref().and_then(Language::from_tag),
            kind: DocumentKind::Post,
            body: Body::Text(text),
        };
        Some((item, text::is_cut(raw)))
    }

    /// Whether the answer names one user only, who then is the author.
    fn is_alone(&self, includes: &Includes) -> bool {
        self.author_id.is_none() && includes.users().len() == 1 && includes.posts().next().is_none()
    }

    /// The long text where there is one, and what its links lead to.
    fn raw(&self) -> (&str, Option<&Entities>) {
        let note =
            self.note_post.as_ref().or(self.note_tweet.as_ref()).filter(|note| note.text.as_deref().is_some_and(|text| !text.is_empty()));
        match note {
            Some(note) => (note.text.as_deref().unwrap_or_default(), note.entities.as_ref()),
            None => (self.text.as_str(), self.entities.as_ref()),
        }
    }

    fn said(&self) -> String {
        let (raw, entities) = self.raw();
        let links = entities.and_then(|entities| entities.urls.as_deref()).unwrap_or_default();
        text::readable(raw, links.iter().map(|link| (link.url.as_str(), link.target())))
    }

    fn quoted(&self, includes: &Includes) -> Option<String> {
        let id = self.reference(&["quoted"])?;
        let quoted = includes.posts().find(|post| post.id == id)?;
        let said = quoted.said();
        let author = includes.user(quoted.author_id.as_deref());
        let linked = self.handle_in_links(id);
        let handle = author.map(|user| user.username.as_str()).or(linked.as_deref());
        (!said.is_empty()).then(|| text::quotation(&said, author.map(|user| user.name.as_str()), handle, "X"))
    }

    /// The author of a quoted post stands in the link to it.
    fn handle_in_links(&self, id: &str) -> Option<String> {
        let urls = self.raw().1?.urls.as_deref()?;
        let link = urls.iter().map(Link::target).find(|target| target.contains(&format!("/status/{id}")))?;
        key::x_user(&Url::parse(link).ok()?)
    }

    fn reference(&self, kinds: &[&str]) -> Option<&str> {
        let references = self.referenced_posts.iter().chain(&self.referenced_tweets).flatten();
        let mut fitting = references.into_iter().filter(|reference| reference.kind.as_deref().is_some_and(|kind| kinds.contains(&kind)));
        fitting.find_map(|reference| reference.id.as_deref())
    }
}

impl Link {
    fn target(&self) -> &str {
        self.unwound_url.as_deref().or(self.expanded_url.as_deref()).unwrap_or_default()
    }
}

/// The handle in `RT @name: …`.
fn handle_of_repost(text: &str) -> Option<&str> {
    let (handle, _) = text.strip_prefix("RT @")?.split_once(':')?;
    (!handle.is_empty() && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')).then_some(handle)
}
