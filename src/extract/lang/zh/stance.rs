//! How a clause commits itself: hedged, sourced, denied, asked; ahead or past; dated.

use super::atom::Kind;
use super::bygone::{left_long_ago, presupposed, told_before};
use super::clause::Sentence;
use super::context::Context;
use super::lexicon::{Class, Cue, Lex};
use crate::domain::Manner;
use crate::extract::mention::{self, DateMention, Stance, Tells, Tense};

/// A trigger's clause in its sentence; all indices are of atoms.
pub struct Clause<'a> {
    pub sentence: &'a Sentence<'a>,
    pub from: usize,
    /// The trigger.
    pub at: usize,
    pub to: usize,
    /// Behind the trigger's own words.
    pub end: usize,
}

/// What the clause's words say beside who and what.
pub struct Judged {
    pub tense: Tense,
    pub stance: Stance,
    pub sourced: bool,
    pub dates: Vec<DateMention>,
    pub past: bool,
    pub manner: Option<Manner>,
    pub cues: Vec<mention::Cue>,
}

impl Clause<'_> {
    fn cue(&self, at: usize) -> Option<Cue> {
        match self.sentence.atoms.get(at).map(|a| &a.kind) {
            Some(Kind::Word(Lex::Cue(cue))) => Some(*cue),
            _ => None,
        }
    }

    fn has(&self, from: usize, to: usize, cue: Cue) -> bool {
        self.find(from, to, cue).is_some()
    }

    /// The first atom of the range that is such a cue.
    fn find(&self, from: usize, to: usize, cue: Cue) -> Option<usize> {
        (from..to).find(|&i| self.cue(i) == Some(cue))
    }

    fn words(&self, at: usize) -> String {
        self.sentence.atoms.get(at).map_or_else(String::new, |atom| self.sentence.line.text(atom.from, atom.to))
    }

    /// "此前在甲公司任副总裁": posts that somebody took before.
    fn begins_before(&self, own: usize) -> bool {
        let line = self.sentence.line;
        (own..self.at).any(|i| ["此前", "之前", "在此之前"].iter().any(|w| line.starts(self.sentence.atoms[i].from, w)))
            && !(own..self.at).any(|i| matches!(self.sentence.atoms[i].kind, Kind::Date(_)))
    }

    /// A word for the past that is not part of what describes a person: "曾任副市长的张某4月接任…".
    fn find_past(&self, from: usize, to: usize) -> Option<usize> {
        let atoms = self.sentence.atoms;
        (from..to).filter(|&i| self.cue(i) == Some(Cue::Past)).find(|&i| {
            let of = (i + 1..to)
                .take_while(|&j| !matches!(atoms[j].kind, Kind::Stop(_)))
                .find(|&j| matches!(atoms[j].kind, Kind::Word(Lex::Of)));
            !of.is_some_and(|of| (of + 1..to.min(of + 4)).any(|j| matches!(atoms[j].kind, Kind::Person(_))))
        })
    }

    /// "曾任企划处长,随后担任所长": the sentence tells a career, and no date says that it has come to an end.
    fn goes_on_before(&self) -> bool {
        let atoms = self.sentence.atoms;
        let start = (0..self.from).rev().find(|&i| matches!(atoms[i].kind, Kind::Stop(';'))).unwrap_or(0);
        let dated = |from: usize| (from..self.at).any(|i| matches!(&atoms[i].kind, Kind::Date(_)));
        let person = (self.from..self.at).any(|i| matches!(atoms[i].kind, Kind::Person(_)));
        self.find_past(start, self.from).is_some() && !dated(self.from) && !person && !self.has(self.from, self.at, Cue::Future)
    }

    pub fn is_trigger(&self, at: usize) -> bool {
        matches!(self.sentence.atoms.get(at).map(|a| &a.kind), Some(Kind::Word(Lex::Trigger(_))))
    }

    /// The last atom of the clause before the trigger that belongs to another trigger.
    fn own_start(&self) -> usize {
        (self.from..self.at).rev().find(|&i| self.is_trigger(i)).map_or(self.from, |i| i + 1)
    }
}

/// Judges a trigger's clause.
pub fn judge(clause: &Clause, context: &Context, class: Class) -> Judged {
    let own = clause.own_start();
    let (tense, tense_at) = tense(clause, own);
    let (stance, stance_words) = stance(clause, context, own, class);
    let source = clause.find(0, clause.at, Cue::Source);
    let taking = matches!(class, Class::Take | Class::Join | Class::Appoint | Class::Succeed);
    let by_turns = class == Class::Take && (clause.from..clause.at).any(|i| line_is(clause, i, "先后"));
    let career = by_turns || taking && (clause.begins_before(own) || clause.goes_on_before());
    let past = clause.find_past(own.min(clause.from), clause.at);
    let told_before = career || told_before(clause, context);
    let told_before = told_before || left_long_ago(clause, class) || presupposed(clause, class);
    let is_past = past.is_some() || told_before;
    let words = |at: Option<usize>| at.map_or_else(String::new, |at| clause.words(at));
    let earlier = || "the sentences before it".to_string();
    let told = [
        (Tells::Tense, words(tense_at)),
        (Tells::Stance, stance_words),
        (Tells::Sourced, if source.is_none() && context.sourced { earlier() } else { words(source) }),
        (Tells::Past, if past.is_none() && told_before { earlier() } else { words(past) }),
    ];
    Judged {
        tense,
        stance,
        sourced: context.sourced || source.is_some(),
        dates: dates(clause, context, own).into_iter().filter(|d| !is_past || d.first == d.last).collect(),
        past: is_past,
        manner: manner(clause),
        cues: told.into_iter().filter(|(_, words)| !words.is_empty()).map(|(tells, words)| mention::Cue { tells, words }).collect(),
    }
}

/// With the atom that says so.
fn tense(clause: &Clause, own: usize) -> (Tense, Option<usize>) {
    if let Some(at) = clause.find(clause.from, clause.at, Cue::Future) {
        (Tense::Future, Some(at))
    } else if let Some(at) = clause.find(own, clause.at, Cue::Perfect) {
        (Tense::Perfect, Some(at))
    } else if clause.sentence.line.starts(clause.sentence.atoms[clause.at].from, "不再") {
        (Tense::Present, Some(clause.at))
    } else if let Some(at) = (clause.from..clause.at).find(|&i| ["此次", "本次", "此番", "这次"].iter().any(|w| line_is(clause, i, w)))
    {
        (Tense::Present, Some(at))
    } else if clause.sentence.headline {
        (Tense::None, None)
    } else if is_decree(clause) {
        // "任命张某为总经理": the words of the decision itself
        (Tense::Present, Some(clause.at))
    } else {
        (Tense::Past, None)
    }
}

/// Whether the sentence opens with what is decided: 任命…, 其中,任命…, 免去….
fn is_decree(clause: &Clause) -> bool {
    let atoms = clause.sentence.atoms;
    let Some(first) = (0..=clause.at).find(|&i| clause.is_trigger(i)) else { return false };
    let decides = matches!(atoms[first].kind, Kind::Word(Lex::Trigger(t)) if matches!(t.class, Class::Appoint | Class::Dismiss));
    decides && (0..first).all(|i| matches!(atoms[i].kind, Kind::Word(Lex::Word) | Kind::Stop(',' | ':')))
}

/// With the words that say so.
fn stance(clause: &Clause, context: &Context, own: usize, class: Class) -> (Stance, String) {
    let atoms = clause.sentence.atoms;
    let line = clause.sentence.line;
    let question = line.folded.last().is_some_and(|c| *c == '?') || line.folded.iter().rev().take(2).any(|c| *c == '?');
    // "2040年,…": what is told of years ahead is made up
    let ahead =
        |i: &usize| matches!(&atoms[*i].kind, Kind::Date(d) if d.first.year() > 2030 && d.first.year() > context.year + 3 && !d.until);
    if let Some(at) = (0..clause.at).find(ahead) {
        return (Stance::Hypothetical, clause.words(at));
    }
    // 不寻求连任: she goes; 寻求连任: she stays
    if line.starts(atoms[clause.at].from, "寻求连任") {
        let goes = clause.has(clause.from, clause.at, Cue::Not);
        return if goes { (Stance::Asserted, String::new()) } else { (Stance::Hypothetical, "寻求连任".to_string()) };
    }
    let at = |found: Option<usize>, stance: Stance| found.map(|at| (stance, clause.words(at)));
    if class != Class::Stay
        && let Some(found) = at(clause.find(own, clause.at, Cue::Not), Stance::Negated)
        && !not_but(clause, own)
    {
        return found;
    }
    let hypothesis = clause.find(0, clause.at, Cue::If);
    let asked = || clause.find(clause.from, clause.to, Cue::Ask).or_else(|| clause.find(own, clause.at, Cue::Nominee));
    if let Some(found) = at(hypothesis, Stance::Hypothetical) {
        return found;
    }
    if question {
        return (Stance::Hypothetical, "?".to_string());
    }
    if let Some(found) = at(asked(), Stance::Hypothetical) {
        return found;
    }
    let behind = || clause.find(clause.at, atoms.len(), Cue::Deny).filter(|_| !clause.has(clause.from, clause.at, Cue::Announce));
    if let Some(found) = at(clause.find(clause.from, clause.at, Cue::Deny).or_else(behind), Stance::Negated) {
        return found;
    }
    // "离职传闻", "离职的消息"
    let after = atoms.get(clause.at).map_or(0, |a| a.to);
    let rumour = ["传闻", "的传闻", "传言", "的传言", "的消息", "之说", "一说"].into_iter().find(|w| line.starts(after, w));
    if let Some(words) = rumour {
        return (Stance::Possible, words.to_string());
    }
    let hedged = at(clause.find(0, clause.at, Cue::Hedge), Stance::Possible);
    hedged.or_else(|| at(clause.find(0, clause.at, Cue::Expect), Stance::Expected)).unwrap_or((Stance::Asserted, String::new()))
}

/// "不仅", "没有……而是": the negation is of something else, when people stand between it and the trigger.
fn not_but(clause: &Clause, own: usize) -> bool {
    let Some(not) = (own..clause.at).rev().find(|&i| clause.cue(i) == Some(Cue::Not)) else { return false };
    (not + 1..clause.at).any(|i| matches!(clause.sentence.atoms[i].kind, Kind::Person(_) | Kind::Word(Lex::By)))
}

fn manner(clause: &Clause) -> Option<Manner> {
    let line = clause.sentence.line;
    let leaving =
        matches!(clause.sentence.atoms[clause.at].kind, Kind::Word(Lex::Trigger(t)) if matches!(t.class, Class::Leave | Class::Tender));
    if !leaving {
        return None;
    }
    let end = clause.sentence.atoms.get(clause.to.saturating_sub(1)).map_or(line.len(), |a| a.to);
    let has = |word: &str| (0..end).any(|i| line.starts(i, word));
    if clause.has(0, clause.to, Cue::Age) || has("退休") {
        Some(Manner::Retired)
    } else if clause.has(0, clause.to, Cue::Expiry) {
        Some(Manner::TermEnded)
    } else {
        None
    }
}

/// The dates that belong to the trigger: those of its clause, else the nearest before it in the sentence, and the day on which it takes effect.
fn dates(clause: &Clause, context: &Context, own: usize) -> Vec<DateMention> {
    let atoms = clause.sentence.atoms;
    let date = |i: usize| match &atoms[i].kind {
        Kind::Date(date) => Some(date.clone()),
        _ => None,
    };
    let mut found: Vec<DateMention> = (own..clause.at).filter(|&i| !relative(clause, i)).filter_map(date).collect();
    // "4月1日,他刚刚当选": the day counts
    if found.iter().all(|d| d.date.is_none())
        && let Some(day) = (0..own.max(clause.from))
            .chain(clause.from..clause.at)
            .filter(|&i| !relative(clause, i))
            .filter_map(date)
            .find(|d| d.first == d.last)
        && (0..clause.at).any(|i| line_is(clause, i, "刚"))
    {
        found = vec![day];
    }
    let stop = (clause.at + 1..clause.to).find(|&i| clause.is_trigger(i) && i >= clause.end).unwrap_or(clause.to);
    found.extend((clause.at + 1..stop).filter_map(date));
    if found.iter().all(|d| d.until) {
        let before = (0..own).rev().filter(|&i| !relative(clause, i)).find_map(date);
        found.extend(before);
    }
    // ",自 9 月 3 日起生效", ",4月1日起生效"
    if clause.to < atoms.len() && stop == clause.to {
        let next = (clause.to + 1..atoms.len()).find(|&i| matches!(atoms[i].kind, Kind::Stop(_))).unwrap_or(atoms.len());
        let told = (clause.to + 1..next).any(|i| clause.is_trigger(i) || matches!(atoms[i].kind, Kind::Person(_)));
        let effect = clause.has(clause.to + 1, next, Cue::Effect);
        if effect && !told {
            found.extend((clause.to + 1..next).filter_map(date).map(|d| DateMention { effective: !d.until, ..d }));
        }
    }
    let _ = context;
    found
}

fn line_is(clause: &Clause, at: usize, word: &str) -> bool {
    clause.sentence.line.starts(clause.sentence.atoms[at].from, word)
}

/// A date inside a relative clause: "2009年加入公司的张三".
fn relative(clause: &Clause, at: usize) -> bool {
    let atoms = clause.sentence.atoms;
    let end = (at..clause.at).find(|&i| matches!(atoms[i].kind, Kind::Stop(_))).unwrap_or(clause.at);
    let Some(of) = (at + 1..end).find(|&i| matches!(atoms[i].kind, Kind::Word(Lex::Of))) else { return false };
    let verb = (at + 1..of).any(|i| clause.is_trigger(i));
    let person = (of + 1..end).any(|i| matches!(atoms[i].kind, Kind::Person(_)));
    verb && person
}
