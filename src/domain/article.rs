//! What a source yields (an [`Item`]) and what a reader of its text gets (an [`Article`]).

use jiff::Timestamp;

/// The version of the rules by which this program reads articles: another one for every build with other rules.
pub const RULES: &str = env!("RULES_OF_ROSTERWATCH");

/// A language that the extractor reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Chinese,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The language of a BCP 47 tag such as `en-US` or `zh-Hant`; `None` for one that we do not read.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "zh" => Some(Language::Chinese),
            _ => None,
        }
    }
}

/// What sort of document this is; decides who "I" is and how a headline is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum DocumentKind {
    /// A post by a person or an organisation: its author is the speaker.
    Post,
    /// A journalistic or corporate text with a headline.
    #[default]
    Article,
    /// A filing to an authority or an exchange.
    Filing,
    /// What its author publishes in its own name: a press release, a memo, an organisation's blog.
    Statement,
}

impl DocumentKind {
    /// The word used in the store, in `extract` input and in configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Post => "post",
            DocumentKind::Article => "article",
            DocumentKind::Filing => "filing",
            DocumentKind::Statement => "statement",
        }
    }

    /// Whether the author is the one who says "I" and "we".
    pub fn speaks(self) -> bool {
        !matches!(self, DocumentKind::Article)
    }

    /// Reads [`Self::as_str`]; also the usual words for a statement; any other ("wire", "newsletter" …) is an article.
    pub fn from_word(word: &str) -> Self {
        match word {
            "post" => DocumentKind::Post,
            "filing" => DocumentKind::Filing,
            "statement" | "press_release" | "press-release" | "release" | "memo" | "blog" => DocumentKind::Statement,
            _ => DocumentKind::Article,
        }
    }
}

/// Who wrote a document: a name, and the handle where the source is a social network.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Author {
    pub name: String,
    /// With the leading `@`.
    pub handle: Option<String>,
}

/// An item's content as the source delivered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A whole web page: the main text is still to be found in it.
    Page(String),
    /// A fragment of HTML that is all content (a feed entry, an embedded post).
    Html(String),
    /// Plain text; paragraphs are separated by line breaks.
    Text(String),
    /// A page that lists people with their titles.
    Listing {
        html: String,
        /// Where the people stand; `None` where the page's own data (schema.org) says it.
        cards: Option<Cards>,
    },
    /// An address: the page behind it is to be fetched before the item can be read.
    Link {
        /// What the source itself gave of the text: the second best, where the page cannot be had.
        taste: Option<Box<Body>>,
    },
}

impl Body {
    /// The text or markup; of a link what the source itself gave, which may be nothing.
    pub fn text(&self) -> &str {
        match self {
            Body::Page(text) | Body::Html(text) | Body::Text(text) | Body::Listing { html: text, .. } => text,
            Body::Link { taste } => taste.as_deref().map_or("", Body::text),
        }
    }
}

/// Where a page lists its people, as CSS selectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards {
    /// Of what holds one person.
    pub card: String,
    /// Of the name in it; without it the first heading, else the first line.
    pub name: Option<String>,
    /// Of the title in it; without it the line after the name.
    pub title: Option<String>,
}

/// Stands in a key between the document's and what tells a later version of it.
const VERSION: &str = "#read-";

/// The key of a later version of the document `key`, told from others by `mark`.
pub fn version_key(key: &str, mark: &str) -> String {
    format!("{}{VERSION}{mark}", document_key(key))
}

/// The key of the document of which `key` may be a later version.
pub fn document_key(key: &str) -> &str {
    key.split_once(VERSION).map_or(key, |(document, _)| document)
}

/// One entry of a source before it is read: a post, a feed entry, a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Identity within all sources: a post's number, a feed entry's id, or the address. Seen keys are not read again.
    pub key: String,
    /// Where a person can read it.
    pub url: String,
    pub title: Option<String>,
    pub author: Option<Author>,
    /// When it was published, as far as the source says.
    pub published: Option<Timestamp>,
    pub language: Option<Language>,
    pub kind: DocumentKind,
    pub body: Body,
}

impl Item {
    /// A document that speaks for itself: the source knows no more than where it is.
    pub fn page(key: String, url: String, body: Body) -> Self {
        Item { key, url, title: None, author: None, published: None, language: None, kind: DocumentKind::Article, body }
    }
}

/// A readable document: plain text with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The configured source that brought it.
    pub source: String,
    pub key: String,
    pub url: String,
    pub title: String,
    pub author: Option<Author>,
    /// Claimed by the document, else the time of fetching.
    pub published: Timestamp,
    pub fetched: Timestamp,
    /// `None` where the text is in a language that we do not read.
    pub language: Option<Language>,
    pub kind: DocumentKind,
    /// Paragraphs separated by `\n`. Evidence offsets count its characters (Unicode scalar values).
    pub text: String,
}
