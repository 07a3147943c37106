//! Which organisation a text is about: the one that it names most, first, and as the one that acts.

use std::collections::{HashMap, HashSet};

use super::bystanders::{is_outlet, is_paper};
use super::mention::{OrgForm, OrgMention, Sentence, Slot};
use super::organisations::{Organisations, same_family, without_legal_form};
use super::trace::{Event, Trace};
use crate::domain::{DocumentKind, HoldStatus};

/// Triggers whose subject is an organisation that acts.
const ACTS: &[&str] =
    &["appoint", "present", "welcome", "strengthen", "dismiss", "lose", "nominate", "strip", "suspend", "succeed", "n.appoint", "n.leave"];

/// How many sentences open a text.
const OPENING: usize = 3;

/// "Ex-Barclays chief", "Barclays Ex-Chief", "Former Barclays boss": whether a headline names a house as the one where somebody was.
fn was_the_place(title: &str, name: &str) -> bool {
    let around = title.match_indices(name).map(|(at, _)| (&title[..at], &title[at + name.len()..]));
    let begins = |text: &str, word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let ends = |text: &str, word: &str| {
        text.len().checked_sub(word.len()).is_some_and(|at| text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(word)))
    };
    let was = |(before, after): (&str, &str)| {
        let after = after.strip_prefix("'s").or(after.strip_prefix("’s")).unwrap_or(after);
        ends(before, "ex-") || ends(before, "former ") || begins(after, " ex-") || begins(after, " former ")
    };
    around.map(was).reduce(|all, one| all && one).unwrap_or(false)
}

/// "CEO to step down -WSJ", "Chip maker names new chief (FT)": whether a headline ends in a name as its source.
fn signs(title: &str, name: &str) -> bool {
    let bare = title.trim_end().trim_end_matches(')');
    bare.strip_suffix(name).is_some_and(|rest| rest.ends_with(['(', '/', '-']))
}

/// How much a mention in this sentence weighs: the title most.
fn place(sentence: usize) -> f64 {
    match sentence {
        0 => 3.0,
        1 | 2 => 2.0,
        _ => 1.0,
    }
}

impl Organisations<'_> {
    /// The organisation that the text is about, of which [`Self::weights`] gives most to; and whether the text is a digest, where others weigh as much.
    pub(super) fn main_organisation(&self, trace: &Trace) -> (Option<String>, bool) {
        let weights = self.weights();
        // short forms count for the long ones and the other way round; the form that is told most stands for all
        let together =
            |name: &str| weights.iter().filter(|(other, _)| same_family(name, other)).map(|(_, (weight, _))| weight).sum::<f64>();
        let mut ranked: Vec<_> = weights.iter().map(|(name, (own, order))| (together(name), *own, *order, name)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(b.3)));
        let main = ranked.first().map(|(.., name)| name.to_string());
        trace.note(|| {
            let candidates = ranked.iter().map(|(weight, _, _, name)| (name.to_string(), *weight)).collect();
            Event::Main { organisation: main.clone(), candidates }
        });
        let digest = ranked.first().is_some_and(|(top, .., name)| {
            let others = ranked.iter().filter(|(weight, .., other)| !same_family(name, other) && *weight >= 0.4 * top);
            let headed = self.reader.article.title.contains(without_legal_form(name))
                || self.parsed.organisations.iter().any(|(s, o)| *s == 0 && same_family(&self.canonical(&o.name), name));
            !headed && self.parsed.sentences.len() > 6 && others.count() >= 2
        });
        (main, digest)
    }

    /// Whether the title or the opening of the text names the main organisation, or it signs the text: a text that comes to it later is
    /// about something else.
    pub(super) fn opens_with_main(&self) -> bool {
        let begins = self.parsed.sentences.iter().position(|s| !s.title).unwrap_or(0);
        let is_main = |name: &str| self.main.as_ref().is_some_and(|main| same_family(&self.canonical(name), main));
        // an announcement is signed at its end
        let last = self.parsed.sentences.len().saturating_sub(1);
        let signed = !self.reader.article.text.trim_end().ends_with(['.', '。', '!', '?', '！', '？', '”', '"']);
        let signs = |s: usize, o: &OrgMention| signed && s == last && o.span.start <= self.parsed.sentences[s].span.start;
        let named = |(s, o): &(usize, OrgMention)| (*s < begins + OPENING || signs(*s, o)) && !o.name.is_empty() && is_main(&o.name);
        let acts = || {
            let opening = self.parsed.frames.iter().filter(|f| f.sentence < begins + OPENING);
            opening.filter_map(|f| f.organisation(Slot::Subject)).any(|o| !o.name.is_empty() && is_main(&o.name))
        };
        self.parsed.organisations.iter().chain(&self.parsed.titled).any(named) || acts()
    }

    /// What each named organisation weighs, with the order of its first mention: named often, early, with people's titles, and as
    /// the one that acts or speaks.
    fn weights(&self) -> HashMap<String, (f64, usize)> {
        let mut weights: HashMap<String, (f64, usize, f64)> = HashMap::new();
        let mut add = |name: &str, weight: f64, order: usize| {
            let name = self.canonical(name);
            let (sum, _, factor) = weights.entry(name).or_insert_with_key(|name| (0.0, order, self.factor(name)));
            *sum += weight * *factor;
        };
        for (order, (sentence, organisation)) in self.parsed.organisations.iter().enumerate() {
            match organisation.form {
                OrgForm::Named => add(&organisation.name, place(*sentence), order),
                OrgForm::Likely => add(&organisation.name, 0.6 * place(*sentence), order),
                _ => {}
            }
        }
        self.openers().for_each(|o| add(&o.name, 2.0, usize::MAX));
        let titles = self.parsed.people.iter().filter_map(|(_, p)| p.title.as_ref()).filter(|t| t.status == HoldStatus::Former);
        let left: HashSet<usize> = titles.filter_map(|t| t.role.organisation.as_ref()).map(|o| o.span.start).collect();
        for (sentence, organisation) in self.parsed.titled.iter().filter(|(_, o)| !o.name.is_empty() && !left.contains(&o.span.start)) {
            add(&organisation.name, 1.0 * place(*sentence), usize::MAX);
        }
        for frame in self.parsed.frames.iter().filter(|f| !f.passive && ACTS.contains(&f.trigger)) {
            let acting = [Slot::Subject, Slot::Sayer].into_iter().filter_map(|slot| frame.organisation(slot));
            acting.filter(|o| !o.name.is_empty()).for_each(|o| add(&o.name, 0.8 * place(frame.sentence), usize::MAX));
        }
        for frame in &self.parsed.frames {
            let places = [Slot::At, Slot::From, Slot::Object].into_iter().filter_map(|slot| frame.organisation(slot));
            places.filter(|o| o.form == OrgForm::Named).for_each(|o| add(&o.name, 0.4 * place(frame.sentence), usize::MAX));
        }
        let source = |name: &str| is_outlet(name) || self.is_author(name) || signs(&self.reader.article.title, name);
        weights.retain(|name, (weight, ..)| !source(name) || *weight > 5.0);
        weights.retain(|name, _| !self.full.contains(name) && (name.contains(' ') || !self.is_anybody(name)));
        weights.into_iter().map(|(name, (weight, order, _))| (name, (weight, order))).collect()
    }

    /// How much more or less than any other's a mention of this organisation weighs.
    fn factor(&self, name: &str) -> f64 {
        match self.reader.gazetteer.organisation_called(name) {
            _ if self.is_authority(name) || is_paper(name) && !self.reader.article.title.contains(name) => 0.3,
            Some(_) => 2.0,
            None if was_the_place(&self.reader.article.title, without_legal_form(name)) => 0.4,
            None => 1.0,
        }
    }

    /// Who opens the title or the text: it is what the text is about.
    fn openers(&self) -> impl Iterator<Item = &OrgMention> {
        [0, 1].into_iter().filter_map(|sentence| {
            let Sentence { span, opening, .. } = self.parsed.sentences.get(sentence)?;
            let opens = |o: &OrgMention| o.span.start <= span.start + 4 || (*opening..*opening + 4).contains(&o.span.start);
            let (_, first) = self.parsed.organisations.iter().find(|(s, o)| *s == sentence && opens(o))?;
            (!first.name.is_empty() && !self.is_anybody(&first.name)).then_some(first)
        })
    }

    /// Whether a name is the outlet's that publishes the article: a newsletter seldom is about itself.
    fn is_author(&self, name: &str) -> bool {
        let plain = |s: &str| s.trim_start_matches("The ").to_lowercase();
        let article = self.reader.article;
        article.kind == DocumentKind::Article && article.author.as_ref().is_some_and(|a| plain(&a.name) == plain(name))
    }
}
