//! An explanation as data: what was spotted in each sentence, and what became of it. The text and the JSON are both made of this.

use serde::Serialize;
use serde_json::Value;

use super::words;
use crate::cli::document::findings_json;
use crate::domain::{Article, Finding};
use crate::extract::mention::{Filler, Frame, Span};
use crate::extract::trace::Event;
use crate::extract::{Account, Explanation};

/// How one document was read.
#[derive(Serialize)]
pub struct Told {
    pub id: String,
    pub title: String,
    pub url: String,
    pub published: String,
    pub kind: &'static str,
    /// `None` where the text is in a language that is not read: then nothing else is told.
    pub language: Option<&'static str>,
    /// The organisation that the text is about, for each piece of a long text.
    pub about: Vec<About>,
    pub sentences: Vec<Sentence>,
    /// As `extract` prints them.
    pub findings: Value,
}

#[derive(Serialize)]
pub struct About {
    pub organisation: Option<String>,
    pub candidates: Vec<(String, f64)>,
}

#[derive(Serialize)]
pub struct Sentence {
    /// In characters of the text; both 0 for the title.
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub spotted: Vec<Spotted>,
    /// Triggers that became no frame.
    pub passed: Vec<Passed>,
    pub frames: Vec<FrameTold>,
}

#[derive(Serialize)]
pub struct Spotted {
    pub what: &'static str,
    pub words: String,
    pub form: String,
}

#[derive(Serialize)]
pub struct Passed {
    /// `None` where the whole sentence is passed over.
    pub words: Option<String>,
    pub why: &'static str,
}

#[derive(Serialize)]
pub struct FrameTold {
    pub trigger: &'static str,
    pub words: String,
    pub passive: bool,
    pub tense: &'static str,
    pub stance: &'static str,
    pub sourced: bool,
    pub quoted: bool,
    pub past: bool,
    pub interim: bool,
    pub manner: Option<&'static str>,
    pub slots: Vec<(&'static str, String)>,
    pub dates: Vec<String>,
    pub cues: Vec<(&'static str, String)>,
    /// The rule that fired.
    pub rule: Option<&'static str>,
    /// The rules tried before it, nearest miss first, with what they lack.
    pub missed: Vec<Missed>,
    /// What the rule fired for and did not claim.
    pub unread: Vec<String>,
    pub readings: Vec<Vec<Step>>,
}

#[derive(Serialize)]
pub struct Missed {
    pub rule: &'static str,
    pub lacks: Vec<String>,
    pub needs: usize,
}

/// One decision on the way from a reading to a finding.
#[derive(Serialize, PartialEq)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    Person { words: String, form: &'static str, names: Vec<String>, why: &'static str },
    Time { news: bool, why: &'static str },
    Organisation { person: String, name: Option<String>, why: &'static str, candidates: Vec<String> },
    Certainty { certainty: Option<&'static str>, why: &'static str },
    Claim { claim: String },
    Role { role: String, why: &'static str },
    Place { organisation: Option<String>, why: &'static str },
    Dropped { person: Option<String>, why: &'static str },
    Finding { finding: String, how: &'static str },
    Stay { person: String },
}

impl Told {
    pub fn new(article: &Article, explanation: &Explanation) -> Self {
        let mut told = Told {
            id: article.key.clone(),
            title: article.title.clone(),
            url: article.url.clone(),
            published: article.published.to_string(),
            kind: article.kind.as_str(),
            language: article.language.map(|language| language.code()),
            about: Vec::new(),
            sentences: Vec::new(),
            findings: findings_json(&article.key, &explanation.findings),
        };
        for (offset, account) in &explanation.accounts {
            told.add(*offset, account);
        }
        told
    }

    fn add(&mut self, offset: usize, account: &Account) {
        let first = self.sentences.len();
        let mut places = Vec::new();
        self.sentences.extend((0..account.parsed.sentences.len()).map(|index| sentence(account, index, offset)));
        for frame in &account.parsed.frames {
            let sentence = &mut self.sentences[first + frame.sentence];
            places.push((first + frame.sentence, sentence.frames.len()));
            sentence.frames.push(frame_told(account, frame));
        }
        let mut readings: Vec<Vec<Step>> = account.readings.iter().map(|_| Vec::new()).collect();
        let (mut current, mut claims, mut over) = (None, Vec::new(), false);
        for event in &account.events {
            match event {
                Event::Main { organisation, candidates } => {
                    self.about.push(About { organisation: organisation.clone(), candidates: candidates.clone() })
                }
                Event::Matched { frame, fired, missed } => {
                    let (sentence, frame) = places[*frame];
                    let frame = &mut self.sentences[sentence].frames[frame];
                    frame.rule = *fired;
                    let lacks = |miss: &crate::extract::trace::Miss| miss.failed.iter().map(words::need).collect();
                    frame.missed = missed.iter().map(|m| Missed { rule: m.rule, lacks: lacks(m), needs: m.needs }).collect();
                    frame.missed.sort_by_key(|missed| missed.lacks.len());
                }
                Event::Unread { frame, person, why, .. } => {
                    let (sentence, frame) = places[*frame];
                    let words = said(account, person);
                    self.sentences[sentence].frames[frame].unread.push(format!("{words}: {why}"));
                }
                Event::Reading(index) => current = Some(*index),
                Event::Holds => over = true,
                _ if over => {}
                Event::Claim { claim, .. } if claims.len() == *claim => {
                    claims.extend(current);
                    push(&mut readings, current, step(account, event));
                }
                Event::Role { claim, .. }
                | Event::Place { claim, .. }
                | Event::ClaimDropped { claim, .. }
                | Event::Joined { claim, .. } => push(&mut readings, claims.get(*claim).copied(), step(account, event)),
                _ => push(&mut readings, current, step(account, event)),
            }
        }
        for (reading, steps) in account.readings.iter().zip(readings) {
            let (sentence, frame) = places[reading.frame];
            self.sentences[sentence].frames[frame].readings.push(steps);
        }
    }
}

/// A mention that is asked for twice gives one answer.
fn push(readings: &mut [Vec<Step>], reading: Option<usize>, step: Option<Step>) {
    let (Some(steps), Some(step)) = (reading.and_then(|index| readings.get_mut(index)), step) else { return };
    if !(matches!(step, Step::Person { .. }) && steps.contains(&step)) {
        steps.push(step);
    }
}

fn step(account: &Account, event: &Event) -> Option<Step> {
    Some(match event {
        Event::Person { span, form, names, why } => {
            Step::Person { words: said(account, span), form: words::name_form(*form), names: names.clone(), why }
        }
        Event::Age { news, why } => Step::Time { news: *news, why },
        Event::Organisation { person, name, why, candidates } => {
            let candidates = candidates.iter().map(|mention| said(account, &mention.span)).filter(|words| !words.is_empty());
            let mut seen = Vec::new();
            candidates.for_each(|words| {
                if !seen.contains(&words) {
                    seen.push(words)
                }
            });
            Step::Organisation { person: person.clone(), name: name.clone(), why, candidates: seen }
        }
        Event::Certainty { certainty, why } => Step::Certainty { certainty: certainty.map(|c| c.as_str()), why },
        Event::Dropped { person, why } => Step::Dropped { person: Some(person.clone()), why },
        Event::Claim { finding, .. } => Step::Claim { claim: claim(finding) },
        Event::Role { role, why, .. } => Step::Role { role: words::role(role), why },
        Event::Place { organisation, why, .. } => Step::Place { organisation: organisation.clone(), why },
        Event::ClaimDropped { why, .. } => Step::Dropped { person: None, why },
        Event::Joined { finding, how, .. } => Step::Finding { finding: account.findings.changes.get(*finding).map(key)?, how },
        Event::Stay { person } => Step::Stay { person: person.clone() },
        Event::Main { .. } | Event::Matched { .. } | Event::Unread { .. } | Event::Reading(_) | Event::Holds => return None,
    })
}

/// Person, organisation and kind: what a finding is one of.
fn key(finding: &Finding) -> String {
    let place = finding.organisation.as_deref().unwrap_or("no organisation");
    format!("{} {} ({place})", finding.person, finding.kind)
}

fn claim(finding: &Finding) -> String {
    let role = finding.role.as_ref().map_or_else(|| "no role".to_string(), words::role);
    let mut told = vec![key(finding), role, finding.manner.to_string(), finding.certainty.to_string()];
    told.push(if finding.news { "news" } else { "history" }.to_string());
    told.extend(finding.interim.then(|| "interim".to_string()));
    told.extend(finding.effective.map(|date| format!("effective {date}")));
    told.join(", ")
}

/// The words of a span; empty for what the text leaves out.
fn said(account: &Account, span: &Span) -> String {
    account.passage.string.get(span.clone()).unwrap_or_default().to_string()
}

fn sentence(account: &Account, index: usize, offset: usize) -> Sentence {
    let parsed = &account.parsed;
    let evidence = account.passage.evidence(&parsed.sentences[index].span);
    let offset = if evidence.end == 0 { 0 } else { offset };
    let here = |sentence: &usize| *sentence == index;
    let mut spotted = Vec::new();
    for (_, person) in parsed.people.iter().filter(|(s, _)| here(s)) {
        let title = person.title.as_ref().map(|title| format!(", {}", words::title(title))).unwrap_or_default();
        let form = format!("{}{title}", words::name_form(person.form));
        spotted.push((person.span.start, Spotted { what: "person", words: said(account, &person.span), form }));
    }
    for (_, organisation) in parsed.organisations.iter().filter(|(s, _)| here(s)) {
        let form = words::org_form(organisation.form).to_string();
        spotted.push((organisation.span.start, Spotted { what: "organisation", words: said(account, &organisation.span), form }));
    }
    for (_, role) in parsed.roles.iter().filter(|(s, _)| here(s)) {
        spotted.push((role.span.start, Spotted { what: "role", words: said(account, &role.span), form: words::role_mention(role) }));
    }
    for (_, date) in parsed.dates.iter().filter(|(s, _)| here(s)) {
        spotted.push((date.span.start, Spotted { what: "date", words: said(account, &date.span), form: words::date(date) }));
    }
    spotted.sort_by_key(|(start, _)| *start);
    let passed = parsed.passed.iter().filter(|passed| here(&passed.sentence)).map(|passed| {
        let whole = passed.span == parsed.sentences[index].span;
        Passed { words: (!whole).then(|| said(account, &passed.span)), why: passed.why }
    });
    Sentence {
        start: evidence.start + offset,
        end: evidence.end + offset,
        text: evidence.text,
        spotted: spotted.into_iter().map(|(_, spotted)| spotted).collect(),
        passed: passed.collect(),
        frames: Vec::new(),
    }
}

fn frame_told(account: &Account, frame: &Frame) -> FrameTold {
    FrameTold {
        trigger: frame.trigger,
        words: said(account, &frame.span),
        passive: frame.passive,
        tense: words::tense(frame.tense),
        stance: words::stance(frame.stance),
        sourced: frame.sourced,
        quoted: frame.quoted,
        past: frame.past_cue,
        interim: frame.interim,
        manner: frame.manner.map(|manner| manner.as_str()),
        slots: frame.slots.iter().map(|(slot, filler)| (words::slot(*slot), filled(account, filler))).collect(),
        dates: frame.dates.iter().map(|date| format!("{} = {}", said(account, &date.span), words::date(date))).collect(),
        cues: frame.cues.iter().map(|cue| (words::tells(cue.tells), cue.words.clone())).collect(),
        rule: None,
        missed: Vec::new(),
        unread: Vec::new(),
        readings: Vec::new(),
    }
}

fn filled(account: &Account, filler: &Filler) -> String {
    match filler {
        Filler::People(people) => {
            let one = |person: &crate::extract::mention::PersonMention| {
                let said = said(account, &person.span);
                let words = if said.is_empty() { person.name.clone() } else { said };
                let title = person.title.as_ref().map(|title| format!(", {}", words::title(title))).unwrap_or_default();
                format!("{words} ({}{title})", words::name_form(person.form))
            };
            people.iter().map(one).collect::<Vec<_>>().join("; ")
        }
        Filler::Organisation(mention) => format!("{} (organisation, {})", said(account, &mention.span), words::org_form(mention.form)),
        Filler::Role(role) => format!("{} (role {})", said(account, &role.span), words::role_mention(role)),
        Filler::Other => "something that is neither person, organisation nor role".to_string(),
    }
}
