//! The subject of a verb: looking left over asides, relative clauses and lists.

use super::chunk::Piece;
use super::clause::Sentence;
use super::token::Shape;
use crate::domain::HoldStatus;
use crate::extract::mention::{Filler, Frame, NameForm, OrgMention, PersonMention, RoleMention, Slot, TitleMention};

/// Who or what a clause is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    pub people: Vec<PersonMention>,
    pub organisation: Option<OrgMention>,
    pub role: Option<(RoleMention, bool)>,
}

impl Sentence<'_> {
    /// Finds the subject of the verb at `verb` by looking left.
    pub(super) fn subject(&self, verb: usize, inherited: Option<&Subject>) -> Subject {
        let none = Subject::default();
        // "has tasked Roe with growth of its drug, promoting her": whoever did the one does the other
        let trailing = matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.gerund) && verb > 0 && self.is_punctuation(verb - 1, ",");
        if let Some(told) = inherited.filter(|s| trailing && (!s.people.is_empty() || s.organisation.is_some())) {
            return told.clone();
        }
        // "announcing their decisions to step down"
        let decision = matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.infinitive)
            && verb > 1
            && self.is_word(verb - 1, &["decision", "decisions", "intention", "intentions", "plan", "plans"]);
        if let (true, Some(Piece::Possessive(form))) = (decision, self.chunks.get(verb.wrapping_sub(2)).map(|c| &c.piece)) {
            let person = PersonMention { span: self.span(verb - 2), name: String::new(), form: *form, title: None };
            return Subject { people: vec![person], ..none };
        }
        let mut at = verb;
        for _ in 0..12 {
            let Some(left) = at.checked_sub(1) else { return none };
            let word = self.word(left);
            match &self.chunks[left].piece {
                Piece::Person(_) | Piece::Pronoun(_) => {
                    let (people, first) = self.list_before(left);
                    // "replaces John Doe as of May": a person behind a preposition is no subject
                    let object_of = first > 0
                        && (self.is_word(first - 1, &["of", "by", "with", "from", "to", "for", "at", "like", "under"]))
                        && matches!(self.chunks[left].piece, Piece::Person(_));
                    let with_gerund = object_of
                        && matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.gerund || g.governor.is_some() || g.infinitive || g.bare_past)
                        && self.is_word(first - 1, &["with"]);
                    // "the passing of David Ades, Raphael Ades has been appointed": only a comma between, so the clause begins behind it
                    if object_of && people.len() > 1 && left > 0 && self.is_punctuation(left - 1, ",") {
                        return Subject { people: people[people.len() - 1..].to_vec(), ..none };
                    }
                    if object_of && !with_gerund && !self.is_word(first - 1, &["for"]) {
                        return inherited.cloned().unwrap_or(none);
                    }
                    return Subject { people, organisation: self.house_of(first), role: None };
                }
                // "lured Jane Roe from Initech to be its chief risk officer"
                Piece::Name(_) | Piece::Organisation(_)
                    if left > 0
                        && self.is_word(left - 1, &["from", "at", "with", "by"])
                        && matches!(&self.chunks[verb].piece, Piece::Verb(g) if g.infinitive) =>
                {
                    return none;
                }
                Piece::Name(_) if self.affiliated(left).is_some() => {
                    let person = self.affiliated(left).unwrap_or(left);
                    return Subject { people: self.list_before(person).0, organisation: self.organisation(left), role: None };
                }
                Piece::Name(_) => {
                    let (people, _) = self.list_before(left);
                    // "Niranjan Gupta and Ranjivjit Singh resigned": a name among people is a person's
                    let among = people.iter().any(|p| p.form == NameForm::Full);
                    let house = self.house_of(left);
                    let organisation = house.or_else(|| self.organisation(left).filter(|_| !among));
                    return Subject { organisation, people, role: None };
                }
                Piece::Organisation(_) | Piece::Place if self.affiliated(left).is_some() => {
                    let person = self.affiliated(left).unwrap_or(left);
                    return Subject { people: self.list_before(person).0, organisation: self.organisation(left), role: None };
                }
                Piece::Board(org) => {
                    let owner = self.board_seat(left).organisation.unwrap_or_else(|| org.clone());
                    return Subject { organisation: Some(owner), ..none };
                }
                // "Ronald Enomoto, former owner of Enomoto Roses, has been named": what the comma closes describes him
                Piece::Organisation(_) if self.is_punctuation(left + 1, ",") && self.described_person(left + 1).is_some() => {
                    let person = self.described_person(left + 1).unwrap_or(left);
                    return Subject { people: self.list_before(person).0, ..none };
                }
                Piece::Organisation(org) => {
                    return Subject { organisation: Some(org.clone()), people: self.people_before_and(left), role: None };
                }
                Piece::Role(role) => {
                    let people = self.people_before_and(left);
                    return Subject {
                        role: Some((role.mention.clone(), role.fresh || role.status == HoldStatus::Incoming)),
                        people,
                        organisation: role.mention.organisation.clone(),
                    };
                }
                Piece::Date(_) => at = left,
                Piece::Place => at = left,
                Piece::Word if matches!(word, "who" | "that" | "which") => {
                    let mut antecedent = left;
                    let dash = |i: usize| ["-", "–", "—", "--"].iter().any(|mark| self.is_punctuation(i, mark));
                    while antecedent > 0
                        && (self.is_punctuation(antecedent - 1, ",") || dash(antecedent - 1) || self.is_word(antecedent - 1, &["and"]))
                    {
                        antecedent -= 1;
                    }
                    if antecedent == 0 {
                        return none;
                    }
                    // the antecedent of "who", behind an apposition or a date if need be
                    let mut index = antecedent - 1;
                    if !matches!(self.chunks[index].piece, Piece::Person(_) | Piece::Name(_) | Piece::Organisation(_)) {
                        index = match self.relative_start(index) {
                            Some(start) if start > 0 => start - 1,
                            _ => return none,
                        };
                    }
                    return match &self.chunks[index].piece {
                        Piece::Person(_) => Subject { people: self.person(index).into_iter().collect(), ..none },
                        Piece::Name(_) if word == "who" => Subject { people: self.person(index).into_iter().collect(), ..none },
                        Piece::Name(_) | Piece::Organisation(_) if word != "who" => {
                            Subject { organisation: self.organisation(index), ..none }
                        }
                        _ => none,
                    };
                }
                Piece::Word if matches!(word, "and" | "but" | "then" | "or") => {
                    if left > 0 && self.is_punctuation(left - 1, ",") || word == "then" {
                        at = left;
                        if word != "then" {
                            return inherited.cloned().unwrap_or(none);
                        }
                        continue;
                    }
                    return inherited.cloned().unwrap_or(none);
                }
                Piece::Word
                    if matches!(
                        word,
                        "also"
                            | "just"
                            | "soon"
                            | "later"
                            | "still"
                            | "further"
                            | "himself"
                            | "herself"
                            | "both"
                            | "all"
                            | "now"
                            | "today"
                            | "already"
                            | "reportedly"
                            | "however"
                            | "jr"
                            | "formally"
                            | "officially"
                            | "earlier"
                            | "had"
                    ) || word.ends_with("ly") && word.len() > 4 =>
                {
                    at = left
                }
                Piece::Word if self.tokens[self.chunks[left].from].shape == Shape::Number => at = left,
                Piece::Word
                    if matches!(word, "in" | "based" | "near" | "at")
                        && matches!(self.chunks.get(left + 1).map(|c| &c.piece), Some(Piece::Place)) =>
                {
                    at = left
                }
                Piece::Word => {
                    if let Some(start) = self.relative_start(left).filter(|&s| self.is_word(s + 1, &["who", "whose", "which"])) {
                        // "Roe, whose brother left": it is not Roe who left
                        if self.is_word(start + 1, &["whose"]) && left <= start + 4 && left + 1 == verb {
                            return none;
                        }
                        at = start;
                        continue;
                    }
                    // "Mira Murati and two leading researchers are leaving"
                    let people = self.people_before_and(left);
                    return Subject { people, ..none };
                }
                Piece::Punctuation if word == "," || word == "-" || word == "–" || word == "—" => {
                    // ", a deputy editor of the Telegraph in London, becomes"
                    if left > 1
                        && matches!(self.chunks[left - 1].piece, Piece::Place)
                        && self.is_word(left - 2, &["in", "of", "at", "from", "near"])
                    {
                        let before = left - 2;
                        if matches!(self.chunks.get(before.wrapping_sub(1)).map(|c| &c.piece), Some(Piece::Person(_))) {
                            at = before;
                            continue;
                        }
                    }
                    let direct = left > 0
                        && matches!(self.chunks[left - 1].piece, Piece::Person(_))
                        && !(left > 1
                            && self.is_word(left - 2, &["of", "with", "by", "to", "from", "for", "under", "like", "as", "about"]));
                    if direct {
                        at = left;
                        continue;
                    }
                    if let Some(start) = left.checked_sub(1).and_then(|l| self.relative_start(l)) {
                        at = start;
                        // directly behind a name
                        continue;
                    }
                    if left > 0 && matches!(self.chunks[left - 1].piece, Piece::Person(_)) {
                        at = left;
                        continue;
                    }
                    if let Some(person) = self.described_person(left) {
                        return Subject { people: self.list_before(person).0, ..none };
                    }
                    return inherited.cloned().unwrap_or(none);
                }
                // "announced plans to retire"
                Piece::Verb(g) if matches!(g.lemma, "announce" | "confirm" | "reveal" | "disclose") => {
                    return inherited.cloned().unwrap_or(none);
                }
                // "Jane Roe, the chair, \"has chosen to retire\", the note says"
                Piece::Punctuation if matches!(word, "\"" | "“") && left + 1 == verb && left > 0 => at = left,
                Piece::Punctuation if matches!(word, ":" | "\"" | "“" | "”") => return none,
                _ => return none,
            }
        }
        none
    }

    /// "*BP's* Browne quits": the organisation before the name at `at`, which no list knows as a whole.
    fn house_of(&self, at: usize) -> Option<OrgMention> {
        let owner = at.checked_sub(2).filter(|_| matches!(self.chunks[at - 1].piece, Piece::Mark))?;
        let alone = self.chunks[at].to - self.chunks[at].from == 1;
        self.organisation(owner).filter(|_| alone)
    }

    /// "Lia Matthow, Open to Debate's content chief, will": the person whose description, without a verb, ends at the comma `close`.
    fn described_person(&self, close: usize) -> Option<usize> {
        let person = (close.saturating_sub(24)..close).rev().take_while(|&i| match self.chunks[i].piece {
            Piece::Verb(_) => false,
            Piece::Punctuation => !matches!(self.word(i), ";" | ":" | "."),
            _ => true,
        });
        let person = person.filter(|&i| matches!(self.chunks[i].piece, Piece::Person(_))).last()?;
        let titled = matches!(&self.chunks[person].piece, Piece::Person(p) if p.title.as_ref().is_some_and(|t| !t.before));
        let beside =
            self.is_punctuation(person + 1, ",") || titled && self.is_word(person + 1, &["and", "for", "since", "until", "of", "at", "in"]);
        let object =
            person > 0 && self.is_word(person - 1, &["of", "by", "with", "from", "to", "for", "at", "like", "under", "about", "between"]);
        (beside && !object).then_some(person)
    }

    /// The people of a list that ends at `last`: "A, B and C".
    pub(super) fn list_before(&self, last: usize) -> (Vec<PersonMention>, usize) {
        let mut people: Vec<PersonMention> = self.person(last).into_iter().collect();
        let mut first = last;
        loop {
            let mut before = first;
            let comma = before > 0 && (self.is_punctuation(before - 1, ",") || self.is_word(before - 1, &["and", "&"]));
            if !comma {
                break;
            }
            before -= 1;
            while before > 0 && (self.is_punctuation(before - 1, ",") || self.is_word(before - 1, &["and", "both"])) {
                before -= 1;
            }
            if before == 0 {
                break;
            }
            // "Bob McGrew, who ran research, and Barret Zoph": the relative clause is left out
            let mut index = before - 1;
            if !matches!(self.chunks[index].piece, Piece::Person(_) | Piece::Name(_)) {
                // "Surma, who is also chairman, will retire, and Longhi": the main verb ends the relative clause
                let finite = |i: usize| matches!(&self.chunks[i].piece, Piece::Verb(g) if !g.gerund && !g.infinitive);
                let main = |start: usize| (start + 1..index).any(|i| self.is_punctuation(i, ",") && finite(i + 1));
                match self.relative_start(index) {
                    Some(start) if start > 0 && !main(start) => index = start - 1,
                    _ => break,
                }
            }
            match self.chunks.get(index).map(|c| &c.piece) {
                Some(Piece::Person(_)) => {}
                Some(Piece::Name(_))
                    if people.iter().all(|p| p.form != NameForm::Full) || self.chunks[index].to - self.chunks[index].from > 1 => {}
                _ => break,
            }
            people.extend(self.person(index));
            first = index;
        }
        people.reverse();
        (people, first)
    }

    /// If `last` ends a relative clause or an apposition that a comma opened, the index of that comma.
    pub(super) fn relative_start(&self, last: usize) -> Option<usize> {
        let mut at = last;
        let mut inner = 0;
        for _ in 0..24 {
            if self.is_punctuation(at, ",") {
                let opens = self.is_word(
                    at + 1,
                    &[
                        "who",
                        "whose",
                        "which",
                        "whom",
                        "where",
                        "a",
                        "an",
                        "the",
                        "one",
                        "once",
                        "until",
                        "aged",
                        "formerly",
                        "previously",
                        "also",
                        "of",
                        "in",
                        "on",
                        "now",
                        "most",
                        "currently",
                        "based",
                        "effective",
                        "both",
                        "co-author",
                        "along",
                        "together",
                    ],
                ) || self.chunks.get(at + 1).is_some_and(|c| {
                    matches!(c.piece, Piece::Role(_) | Piece::Date(_) | Piece::Possessive(_) | Piece::Organisation(_) | Piece::Pronoun(_))
                        || self.tokens[c.from].shape == Shape::Number
                        || matches!(&c.piece, Piece::Verb(g) if g.gerund || g.bare_past)
                });
                let behind_name = at > 0
                    && matches!(self.chunks[at - 1].piece, Piece::Person(_))
                    && self.chunks.get(at + 1).is_some_and(|c| matches!(c.piece, Piece::Word))
                    && !self.is_word(at + 1, &["and", "but", "said", "says", "or"]);
                if opens || behind_name {
                    return Some(at);
                }
                // a comma inside the aside: "until now a non-executive, non-independent director,"
                inner += 1;
                if inner > 2 {
                    return None;
                }
                at = at.checked_sub(1)?;
                continue;
            }
            if matches!(self.chunks[at].piece, Piece::Punctuation)
                && !matches!(self.word(at), "\"" | "“" | "”" | "-" | "$" | "£" | "€" | "%" | "'" | "’" | "(" | ")")
            {
                return None;
            }
            at = at.checked_sub(1)?;
        }
        None
    }

    /// "Elizabeth Magill of the *University of Pennsylvania*": the person whose organisation ends at `last`.
    pub(super) fn affiliated(&self, last: usize) -> Option<usize> {
        let the = usize::from(last > 0 && self.is_word(last - 1, &["the"]));
        let link = last.checked_sub(1 + the)?;
        let person = link.checked_sub(1)?;
        (self.is_word(link, &["of", "at", "from"]) && matches!(self.chunks[person].piece, Piece::Person(_))).then_some(person)
    }

    /// A person joined by "and" to the noun phrase that ends at `last`.
    pub(super) fn people_before_and(&self, last: usize) -> Vec<PersonMention> {
        for back in 1..=5 {
            let Some(at) = last.checked_sub(back) else { return Vec::new() };
            if self.is_word(at, &["and"]) && at > 0 {
                return match self.chunks[at - 1].piece {
                    Piece::Person(_) => self.list_before(at - 1).0,
                    _ => Vec::new(),
                };
            }
            if !matches!(self.chunks[at].piece, Piece::Word) {
                return Vec::new();
            }
        }
        Vec::new()
    }

    /// "The chief executive will step down": whoever holds the role.
    pub(super) fn push_holder(&self, frame: &mut Frame, subject: &Subject) {
        let Some((role, fresh)) = subject.role.as_ref().filter(|_| subject.people.is_empty()) else { return };
        let leaves = matches!(frame.trigger, "leave" | "retire" | "giveup" | "onleave" | "cease")
            || frame.passive && matches!(frame.trigger, "dismiss" | "suspend");
        if leaves && !fresh && role.leadership {
            let title = TitleMention { role: role.clone(), status: HoldStatus::Current, fresh: false, before: true };
            frame.slots.push((
                Slot::Subject,
                Filler::People(vec![PersonMention {
                    span: role.span.clone(),
                    name: String::new(),
                    form: NameForm::Holder,
                    title: Some(title),
                }]),
            ));
        }
    }
}

pub(super) fn push_subject(frame: &mut Frame, subject: &Subject) {
    if !subject.people.is_empty() {
        frame.slots.push((Slot::Subject, Filler::People(subject.people.clone())));
    }
    if let Some(org) = &subject.organisation {
        frame.slots.push((Slot::Subject, Filler::Organisation(org.clone())));
    }
}
