//! Joins chunks that belong together: a role with its organisation, a person with her title.

use super::chunk::{Chunk, Piece, RoleChunk};
use super::token::{Shape, Token};
use crate::domain::HoldStatus;
use crate::extract::mention::{NameForm, OrgForm, OrgMention, PersonMention, TitleMention};

/// "Acme's CEO", "Acme CEO", "its CEO", "former CEO", "CEO of the company", "ex-CEO".
pub(super) fn attach_roles(chunks: &mut Vec<Chunk>, tokens: &[Token], string: &str) {
    let mut at = 0;
    while at < chunks.len() {
        let Piece::Role(role) = &chunks[at].piece else {
            at += 1;
            continue;
        };
        let mut role = role.clone();
        let mut first = at;
        let mut seen_owner = role.mention.organisation.is_some();
        while first > 0 {
            let before = &chunks[first - 1];
            let word = tokens[before.from].lower.as_str();
            match &before.piece {
                Piece::Verb(_) if active_before(chunks, first) => break,
                Piece::Word | Piece::Place | Piece::Verb(_) | Piece::Date(_) if status_word(word, &mut role, before) => {}
                Piece::Word if matches!(word, "the" | "a" | "an") => {
                    role.article |= word != "the";
                    first -= 1;
                    break;
                }
                Piece::Word if is_adjective(tokens, before) => {}
                Piece::Place if !seen_owner && first == at => {}
                Piece::Organisation(org) if !seen_owner => {
                    role.mention.organisation = Some(org.clone());
                    seen_owner = true;
                }
                Piece::Name(name)
                    if !seen_owner
                        && !matches!(chunks.get(first.wrapping_sub(2)).map(|c| &c.piece), Some(Piece::Verb(_)))
                            | name_is_owner(chunks, first)
                        && !is_holder(chunks, tokens, first, at) =>
                {
                    let span = tokens[before.from].start..tokens[before.to - 1].end;
                    // "Pinnacle chairman": only an organisation stands so before a title
                    let sure = first == at && before.to - before.from == 1 && !tokens[before.from].weak;
                    let form = if sure { OrgForm::Named } else { OrgForm::Likely };
                    role.mention.organisation = Some(OrgMention { span, name: name.clone(), form });
                    seen_owner = true;
                }
                Piece::Mark if !seen_owner => {
                    // the owner stands before the mark
                    match chunks.get(first.wrapping_sub(2)).map(|c| (&c.piece, c)) {
                        Some((Piece::Organisation(org), _)) => role.mention.organisation = Some(org.clone()),
                        Some((Piece::Name(name), c)) => {
                            let span = tokens[c.from].start..tokens[c.to - 1].end;
                            role.mention.organisation = Some(OrgMention { span, name: name.clone(), form: OrgForm::Likely });
                        }
                        // "Iceland's prime minister", "Flint's mayor"
                        Some((Piece::Place, c))
                            if matches!(role.mention.role.code.as_str(), "PRIME_MINISTER" | "MINISTER" | "MAYOR" | "GOVERNOR") =>
                        {
                            let span = tokens[c.from].start..tokens[c.to - 1].end;
                            role.mention.organisation =
                                Some(OrgMention { name: string[span.clone()].to_string(), span, form: OrgForm::Named });
                        }
                        Some((Piece::Place, _)) => {}
                        _ => break,
                    }
                    seen_owner = true;
                    first -= 1;
                }
                Piece::Possessive(form) if !seen_owner => {
                    match form {
                        NameForm::Plural => role.mention.organisation = Some(anaphor_mention(tokens, before)),
                        _ => role.of_person = true,
                    }
                    seen_owner = true;
                }
                _ => break,
            }
            first -= 1;
        }
        if tokens[chunks[at].from].lower.starts_with("ex-") {
            role.status = HoldStatus::Former;
        }
        // "CEO of the company", "director at Acme", "CEO at Acme"
        let mut last = at;
        if role.mention.organisation.is_none()
            && let (Some(link), Some(next)) = (chunks.get(at + 1), chunks.get(at + 2))
        {
            let linked = matches!(link.piece, Piece::Word) && matches!(tokens[link.from].lower.as_str(), "of" | "at" | "for" | "with");
            let direct = linked.then_some(at + 2);
            let the = linked && matches!(next.piece, Piece::Word) && tokens[next.from].is("the");
            let target = if the { Some(at + 3) } else { direct };
            if let Some(target) = target {
                match chunks.get(target).map(|c| (&c.piece, c)) {
                    Some((Piece::Organisation(org), _)) => {
                        role.mention.organisation = Some(org.clone());
                        last = target;
                    }
                    Some((Piece::Name(name), c)) => {
                        let span = tokens[c.from].start..tokens[c.to - 1].end;
                        role.mention.organisation = Some(OrgMention { span, name: name.clone(), form: OrgForm::Likely });
                        last = target;
                    }
                    _ => {}
                }
            }
        }
        let chunk = Chunk { from: chunks[first].from, to: chunks[last].to, piece: Piece::Role(role) };
        chunks.splice(first..=last, [chunk]);
        at = first + 1;
    }
}

/// "names ex-Initech chief *Moor* chairman", "Roe out; *Moor* new CEO": the name before the title at `at` is that of whoever has it.
fn is_holder(chunks: &[Chunk], tokens: &[Token], first: usize, at: usize) -> bool {
    let Some(before) = first.checked_sub(2) else { return false };
    let token = |i: usize| tokens[chunks[i].from].lower.as_str();
    let titled = matches!(chunks[before].piece, Piece::Role(_)) || PEOPLE.contains(&token(before));
    let parted = matches!(chunks[before].piece, Piece::Punctuation) && matches!(token(before), ";" | ",") || token(before) == "as";
    let fresh = first < at && matches!(token(first), "new" | "next");
    let ends = chunks.get(at + 1).is_none_or(|c| matches!(c.piece, Piece::Punctuation));
    titled || parted && fresh && ends
}

/// Nouns before a person's name that are no titles.
const PEOPLE: &[&str] = &[
    "executive",
    "exec",
    "insider",
    "outsider",
    "veteran",
    "banker",
    "salesman",
    "saleswoman",
    "lawyer",
    "economist",
    "academic",
    "head",
    "leader",
    "aide",
];

/// A name directly before a title belongs to it as its organisation unless it is the object of a verb of appointing.
fn name_is_owner(chunks: &[Chunk], first: usize) -> bool {
    // "Jane Roe Named Initech CEO": she is the one who is named
    let named = matches!(chunks.get(first.wrapping_sub(2)).map(|c| &c.piece), Some(Piece::Verb(g)) if g.bare_past);
    if named && matches!(chunks.get(first.wrapping_sub(3)).map(|c| &c.piece), Some(Piece::Person(p)) if p.form == NameForm::Full) {
        return true;
    }
    match chunks.get(first.wrapping_sub(2)).map(|c| &c.piece) {
        Some(Piece::Verb(group)) => !matches!(group.trigger.map(|t| t.class), Some("appoint" | "present" | "welcome" | "nominate")),
        _ => true,
    }
}

/// "Nestlé *fired* CEO Jane Roe": a participle with its own subject is a verb, not an adjective of the title.
fn active_before(chunks: &[Chunk], first: usize) -> bool {
    // "City Council late Monday dismissed City Manager Jane Roe"
    let mut before = first.wrapping_sub(2);
    if matches!(chunks.get(before).map(|c| &c.piece), Some(Piece::Date(_))) {
        before = before.wrapping_sub(1);
    }
    matches!(
        chunks.get(before).map(|c| &c.piece),
        Some(Piece::Organisation(_) | Piece::Name(_) | Piece::Person(_) | Piece::Pronoun(_) | Piece::Board(_))
    )
}

fn anaphor_mention(tokens: &[Token], chunk: &Chunk) -> OrgMention {
    OrgMention { span: tokens[chunk.from].start..tokens[chunk.to - 1].end, name: String::new(), form: OrgForm::Anaphor }
}

/// Words before a title that tell its status; true if the word was one.
fn status_word(word: &str, role: &mut RoleChunk, chunk: &Chunk) -> bool {
    match word {
        "former" | "ex" | "then" | "erstwhile" | "late" | "retired" | "ousted" | "departed" | "fired" | "disgraced" | "one-time"
        | "onetime" | "previous" | "prior" | "past" | "dismissed" | "sacked" | "ex-" => role.status = HoldStatus::Former,
        "outgoing" | "departing" | "retiring" => role.status = HoldStatus::Outgoing,
        "incoming" | "future" | "next" => role.status = HoldStatus::Incoming,
        "new" | "newly" | "first" | "first-ever" | "newest" | "brand-new" => {
            role.fresh |= matches!(word, "new" | "newly" | "newest" | "brand-new")
        }
        "current" | "long-time" | "longtime" | "long-serving" | "longstanding" | "sole" | "only" | "second" | "third" | "fourth"
        | "fifth" | "sixth" | "permanent" | "veteran" | "female" | "billionaire" | "popular" | "embattled" | "own" | "13th" | "another"
        | "fellow" | "one" | "co" | "newly-appointed" | "newly-named" | "chief-turned" => {}
        "acting" | "interim" => role.mention.interim = true,
        // "the company's top lawyer"
        "top" => role.mention.leadership |= matches!(role.mention.role.code.as_str(), "LAWYER" | "ECONOMIST" | "SCIENTIST" | "ENGINEER"),
        _ => return false,
    }
    // a verb group that is more than the one participle is a verb
    chunk.to - chunk.from == 1
}

/// A lower-case word between an owner and a title: "its long-serving finance", "the Swiss bank's".
fn is_adjective(tokens: &[Token], chunk: &Chunk) -> bool {
    let token = &tokens[chunk.from];
    token.shape == Shape::Lower
        && (token.lower.ends_with("-born")
            || token.lower.ends_with("-year-old")
            || token.lower.contains("-serving")
            || token.lower.ends_with("-based"))
        || token.shape == Shape::Number && token.lower.ends_with("th")
}

/// "CEO Jane Roe", "Jane Roe, the CEO of Acme,", "the CEO, Jane Roe,".
pub(super) fn attach_titles(chunks: &mut Vec<Chunk>, tokens: &[Token]) {
    let mut at = 0;
    while at < chunks.len() {
        let Piece::Role(role) = &chunks[at].piece else {
            at += 1;
            continue;
        };
        let role = role.clone();
        // before the name: "CEO Jane Roe", "CEO, Jane Roe,"
        let comma = is_comma(chunks, tokens, at + 1);
        let after = at + 1 + usize::from(comma);
        let untitled = |p: &PersonMention| p.title.as_ref().is_none_or(|t| !t.role.leadership);
        // "CEO, Hooli's Moor": the owner of what follows
        let owner = comma
            && matches!(chunks.get(after).map(|c| &c.piece), Some(Piece::Name(_)))
            && matches!(chunks.get(after + 1).map(|c| &c.piece), Some(Piece::Mark));
        if let Some(person) = person_at(chunks, tokens, after).filter(untitled).filter(|_| !owner) {
            let closed = !comma
                || !role.article
                    && (is_comma(chunks, tokens, after + 1)
                        || ends_apposition(chunks, tokens, after + 1)
                        || chunks.get(after + 1).is_none());
            // "as CEO, Jane Roe said": the role is the object's; "as the new chief, Jane Roe, told staff": it is hers
            let clause = is_comma(chunks, tokens, after + 1) && matches!(chunks.get(after + 2).map(|c| &c.piece), Some(Piece::Verb(_)));
            // "Jane Roe becomes CEO, John Moor joins": the title is what she becomes
            // "names Jane Roe COO, John Moor retires": the title is what the first is named
            let verb = |back: usize| match at.checked_sub(back).map(|i| &chunks[i].piece) {
                Some(Piece::Verb(g)) => g.copula || g.trigger.is_some_and(|t| matches!(t.class, "become" | "appoint")),
                _ => false,
            };
            let given = || matches!(chunks[at - 1].piece, Piece::Person(_) | Piece::Name(_)) && verb(2);
            let taken = comma && (verb(1) || at > 1 && given());
            if closed && !taken && !(comma && preceded_by_as(chunks, tokens, at) && !clause) {
                let merged = with_title(person, &role, true);
                let chunk = Chunk { from: chunks[at].from, to: chunks[after].to, piece: Piece::Person(merged) };
                let several = is_plural(&chunks[at], &role, tokens);
                chunks.splice(at..=after, [chunk]);
                if several {
                    share_title(chunks, tokens, at, &role);
                }
                at += 1;
                continue;
            }
        }
        // behind the name: "Jane Roe, CEO of Acme,", "Jane Roe, 48, the CEO"
        if let Some(person_index) = apposed(chunks, tokens, at)
            && let Some(person) = person_at(chunks, tokens, person_index)
            && person.title.is_none()
            && role.mention.leadership
        {
            let merged = with_title(person, &role, false);
            let chunk = Chunk { from: chunks[person_index].from, to: chunks[at].to, piece: Piece::Person(merged) };
            chunks.splice(person_index..=at, [chunk]);
            at = person_index + 1;
            continue;
        }
        at += 1;
    }
}

/// "vice presidents", "directors of Initech": a title of several people.
fn is_plural(chunk: &Chunk, role: &RoleChunk, tokens: &[Token]) -> bool {
    let title = role.mention.role.title.to_lowercase();
    tokens[chunk.from..chunk.to]
        .iter()
        .any(|t| t.lower.ends_with('s') && !title.contains(t.lower.as_str()) && title.contains(t.lower.trim_end_matches('s')))
}

/// "directors Jane Roe, John Moor and Ann Poe": the title is everybody's of the list that begins at `first`.
fn share_title(chunks: &mut [Chunk], tokens: &[Token], first: usize, role: &RoleChunk) {
    let mut at = first + 1;
    loop {
        let start = at;
        while chunks.get(at).is_some_and(|c| {
            matches!(c.piece, Piece::Punctuation | Piece::Word) && matches!(tokens[c.from].lower.as_str(), "," | "and" | "&")
        }) {
            at += 1;
        }
        // "Denise Brown of Unicoi County and Paul Ward"
        let origin = at == start && chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Word) && tokens[c.from].is("of"));
        if origin && matches!(chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Place | Piece::Name(_) | Piece::Organisation(_))) {
            at += 2;
            continue;
        }
        let next = (at > start).then(|| person_at(chunks, tokens, at)).flatten().filter(|p| p.title.is_none());
        let Some(person) = next else { return };
        chunks[at].piece = Piece::Person(with_title(person, role, true));
        at += 1;
    }
}

fn preceded_by_as(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[chunks[at].from.saturating_sub(1)].is("as")
}

fn is_comma(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    chunks.get(at).is_some_and(|c| matches!(c.piece, Piece::Punctuation) && tokens[c.from].is(","))
}

fn ends_apposition(chunks: &[Chunk], tokens: &[Token], at: usize) -> bool {
    chunks.get(at).is_some_and(|c| match c.piece {
        Piece::Verb(_) | Piece::Mark => true,
        Piece::Punctuation => true,
        Piece::Word => matches!(tokens[c.from].lower.as_str(), "and" | "said" | "who" | "says" | "told" | "or" | "as"),
        _ => false,
    })
}

/// A person, or a name of two or three words beside a title, which makes it a person's.
fn person_at(chunks: &[Chunk], tokens: &[Token], at: usize) -> Option<PersonMention> {
    let chunk = chunks.get(at)?;
    match &chunk.piece {
        Piece::Person(person) => Some(person.clone()),
        Piece::Name(name) if chunk.to - chunk.from <= 4 => {
            let span = tokens[chunk.from].start..tokens[chunk.to - 1].end;
            let form = if chunk.to - chunk.from > 1 { NameForm::Full } else { NameForm::Partial };
            Some(PersonMention { span, name: name.clone(), form, title: None })
        }
        _ => None,
    }
}

fn with_title(mut person: PersonMention, role: &RoleChunk, before: bool) -> PersonMention {
    let status = if role.mention.interim && role.status == HoldStatus::Current { HoldStatus::Acting } else { role.status };
    person.title = Some(TitleMention { role: role.mention.clone(), status, fresh: role.fresh, before });
    person
}

/// The index of the person to whom the role at `at` is apposed: "Jane Roe, (48,) (the) CEO …".
fn apposed(chunks: &[Chunk], tokens: &[Token], at: usize) -> Option<usize> {
    // "Jane Roe former Initech CEO to head Hooli": headlines leave the commas out
    let former = matches!(&chunks[at].piece, Piece::Role(r) if r.status == HoldStatus::Former && r.mention.organisation.is_some());
    let behind = matches!(chunks.get(at + 1).map(|c| &c.piece), Some(Piece::Verb(_)));
    if former && behind && at == 1 && matches!(&chunks[0].piece, Piece::Person(p) if p.form == NameForm::Full) {
        return Some(0);
    }
    if at < 2 || !is_comma(chunks, tokens, at - 1) {
        return None;
    }
    let mut person = at - 2;
    // an age between commas
    if matches!(chunks[person].piece, Piece::Word)
        && tokens[chunks[person].from].shape == Shape::Number
        && person >= 2
        && is_comma(chunks, tokens, person - 1)
    {
        person -= 2;
    }
    let is_name = matches!(chunks[person].piece, Piece::Person(_))
        || matches!(&chunks[person].piece, Piece::Name(_) if chunks[person].to - chunks[person].from >= 2);
    let closes = chunks.get(at + 1).is_none_or(|c| {
        matches!(c.piece, Piece::Punctuation | Piece::Verb(_)) || matches!(c.piece, Piece::Word) && !tokens[c.from].is("of")
    });
    (is_name && closes).then_some(person)
}
