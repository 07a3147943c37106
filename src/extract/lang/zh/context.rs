//! What goes on from sentence to sentence: whom the text speaks of, which titles people carry, where a list stands.

use std::collections::{HashMap, HashSet};

use super::grid::Columns;
use super::lexicon::Class;
use super::sentence::Line;
use crate::domain::HoldStatus;
use crate::extract::mention::{NameForm, OrgMention, PersonMention, RoleMention, TitleMention};

/// The reader's memory within a document.
#[derive(Default)]
pub struct Context {
    /// Whom the last clause was about.
    pub topic: Vec<PersonMention>,
    pub paragraph: usize,
    /// Under which heading a list stands: "一、任命:".
    pub heading: Option<Class>,
    /// The columns of the table in whose rows the reader is.
    pub columns: Option<Columns>,
    /// The post that an earlier field of a form named.
    pub post: Option<RoleMention>,
    /// "I", where the text has a speaker.
    pub me: Option<PersonMention>,
    /// The document is a post: what has no subject is said of the speaker.
    pub is_post: bool,
    /// The organisation with which a sentence of the paragraph began.
    pub organisation: Option<OrgMention>,
    /// The organisation in the brackets that open the sentence: 【海岳银行】.
    pub head: Option<OrgMention>,
    /// An absolute date of the text that is old; what follows with 那天 or 后来 is as old.
    pub old: bool,
    /// The sentence before told what sources say.
    pub sourced: bool,
    /// Whom of its people the text anywhere, or the roster, gives a role.
    pub ranked: HashSet<String>,
    /// The paragraphs that speak of roles at all.
    pub roles: HashSet<usize>,
    /// The text is a digest of several items, each of its own organisation.
    pub digest: bool,
    /// The paragraph has named an organisation.
    pub housed: bool,
    /// The roster's organisations that the text names: of these every office counts.
    pub watched: HashSet<String>,
    /// The year of publication.
    pub year: i16,
    pub titles: HashMap<String, TitleMention>,
}

impl Context {
    /// Whom a dropped subject or a pronoun means.
    pub fn topic(&self) -> Option<Vec<PersonMention>> {
        if self.topic.is_empty() { self.me.clone().filter(|_| self.is_post).map(|me| vec![me]) } else { Some(self.topic.clone()) }
    }

    /// Whom "I" means.
    pub fn speaker(&self) -> Option<Vec<PersonMention>> {
        self.me.clone().map(|me| vec![me])
    }

    /// Remembers the title that a mention carries.
    pub fn remember(&mut self, person: &PersonMention) {
        if let Some(title) = person.title.as_ref().filter(|t| t.status != HoldStatus::Former) {
            self.titles.entry(person.name.clone()).or_insert_with(|| title.clone());
        }
    }

    /// The mention with the title that an earlier one carried.
    pub fn titled(&self, person: &PersonMention) -> PersonMention {
        let mut person = person.clone();
        if person.title.is_none() && person.form != NameForm::Speaker {
            person.title = self.titles.get(&person.name).cloned();
        }
        person
    }
}

/// "新浪科技独家获悉": behind an outlet's name, that it has heard what it tells.
pub fn reports(line: &Line, end: usize) -> bool {
    ["获悉", "独家获悉", "了解到", "独家", "记者", "从多方", "从多个", "报道"].iter().any(|w| line.starts(end, w))
}
