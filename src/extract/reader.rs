//! What the reading of one article knows beforehand.

use jiff::civil::Date;

use super::gazetteer::Gazetteer;
use crate::domain::Article;

/// What a pack and the resolution know while they read: the article, the gazetteer, and the day of publication.
pub struct Reader<'a> {
    pub article: &'a Article,
    pub gazetteer: &'a Gazetteer,
    /// In UTC.
    pub published: Date,
}
