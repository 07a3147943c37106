//! Chinese: its pack.
//!
//! Read in this order: [`table`] and [`fold`] serve the look-ups, [`sentence`] cuts, [`marks`] finds words and titles, [`find`]
//! (with [`around`], [`shown`], [`settled`], [`things`] and [`names`]) and [`organisation`] (with its `org…` files) learn the document's
//! names from the places that show them, [`scan`] reads each sentence into atoms with these names, [`frame`] builds frames of them, a
//! file for each kind of clause ([`appoint`], [`take`], [`leave`], [`form`]), [`stance`] judges them, [`doubt`] says which of them tell
//! no change all the same, [`afterwards`] looks at the whole text, [`silence`] says what tells nothing, and [`rules`] say what the
//! frames tell.

mod afterwards;
mod appoint;
mod around;
mod atom;
mod clause;
mod context;
mod date;
mod doubt;
mod find;
mod fold;
mod form;
mod frame;
mod leave;
mod lexicon;
mod marks;
mod names;
mod organisation;
mod orgsigns;
mod orgspan;
mod orgwords;
mod roles;
mod rules;
mod scan;
mod sentence;
mod settled;
mod shown;
mod silence;
mod stance;
mod subject;
mod table;
mod take;
mod things;
mod title;
mod words;

use std::collections::HashSet;

use atom::{Atom, Kind};
use context::{Context, reports};
use find::People;
use lexicon::{Cue, Lex};
use marks::Marks;
use organisation::Organisations;
use scan::{Known, Names, Scanner};
use sentence::{Cut, Line};

use crate::domain::{DocumentKind, HoldStatus};
use crate::extract::mention::{Gender, NameForm, OrgForm, OrgMention, Parsed, Passed, PersonMention};
use crate::extract::passage::Passage;
use crate::extract::reader::Reader;
use crate::extract::rule::Pack;

pub static PACK: Pack =
    Pack { parse, rules: rules::RULES, gender, is_given: |_| false, is_person: |_| true, stands_for, role: title::role };

fn parse(passage: &Passage, reader: &Reader) -> Parsed {
    let cuts = sentence::cut(passage);
    let mut parsed = Parsed { sentences: cuts.iter().map(|c| c.sentence.clone()).collect(), ..Parsed::default() };
    if silence::document(&cuts) {
        let passed = |(index, cut): (usize, &Cut)| Passed { sentence: index, span: cut.sentence.span.clone(), why: silence::DOCUMENT };
        parsed.passed = cuts.iter().enumerate().map(passed).collect();
        return parsed;
    }
    let lines: Vec<(&Line, Marks)> = cuts.iter().map(|c| (&c.line, Marks::new(&c.line))).collect();
    let people = People::find(&lines);
    let organisations = Organisations::find(&lines, &people);
    let names = names(&people, &organisations, reader);
    let mut scanner = Scanner::new(&names, reader.published);
    let mut atoms: Vec<Vec<Atom>> =
        lines.iter().zip(&cuts).map(|((line, marks), cut)| scanner.read(line, marks, cut.sentence.line)).collect();
    point(&lines, &mut atoms);
    let mut context = Context { is_post: reader.article.kind == DocumentKind::Post, me: speaker(&cuts, reader), ..Context::default() };
    context.year = reader.published.year();
    context.ranked = ranked(&atoms, reader);
    context.digest = cuts.first().is_some_and(|c| c.sentence.title && c.line.folded.iter().filter(|c| matches!(c, ';' | '|')).count() >= 2);
    context.watched = reader.gazetteer.organisations.iter().map(|o| o.name.clone()).collect();
    context.roles = speaking_of_roles(&cuts, &atoms);
    let mut resumes = false;
    for (index, cut) in cuts.iter().enumerate() {
        collect(&cut.line, &atoms[index], index, &mut parsed, &mut context);
        resumes = (resumes || silence::opens_resumes(&cut.line)) && !silence::closes_resumes(&cut.line);
        if resumes || silence::sentence(&cut.line, &atoms[index]) {
            let why = if resumes { silence::RESUMES } else { silence::SENTENCE };
            parsed.passed.push(Passed { sentence: index, span: cut.sentence.span.clone(), why });
            continue;
        }
        if let Some(frames) = form::frames(&cuts, &atoms, index, &mut context) {
            parsed.frames.extend(frames);
            continue;
        }
        enter(&mut context, &cut.line, cut.sentence.line);
        context.head = heads(&atoms[index]);
        context.housed |= atoms[index].iter().any(|a| matches!(a.kind, Kind::Org(_)));
        let sentence = clause::Sentence { line: &cut.line, atoms: &atoms[index], index, headline: cut.sentence.title };
        let frames = frame::frames(&sentence, &mut context);
        lead(&mut context, &cut.line, &atoms[index], reader);
        context.sourced = afterwards::has_cue(&atoms[index], Cue::Source) || context.sourced && goes_on(&cut.line);
        parsed.frames.extend(frames);
    }
    afterwards::deny(&cuts, &atoms, &mut parsed);
    afterwards::settle_states(&cuts, &atoms, &mut parsed);
    parsed
}

/// All forms of all names, the roster's and the document's.
fn names(people: &People, organisations: &Organisations, reader: &Reader) -> Names {
    let mut rows: Vec<(String, Known)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for person in &reader.gazetteer.people {
        rows.push((fold_name(&person.name), Known::Person { name: person.name.clone(), form: NameForm::Full }));
        seen.insert(fold_name(&person.name));
    }
    for organisation in &reader.gazetteer.organisations {
        for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
            rows.push((fold_name(name), Known::Organisation(organisation.name.clone())));
            seen.insert(fold_name(name));
        }
    }
    for (form, name) in &people.forms {
        if seen.insert(form.clone()) {
            rows.push((form.clone(), Known::Person { name: name.clone(), form: NameForm::Full }));
        }
    }
    for person in &reader.gazetteer.people {
        let last = person.name.rsplit(' ').next().filter(|l| l.len() < person.name.len());
        for alias in person.aliases.iter().map(String::as_str).chain(last) {
            if seen.insert(fold_name(alias)) {
                rows.push((fold_name(alias), Known::Person { name: alias.to_string(), form: NameForm::Partial }));
            }
        }
    }
    for (form, name) in &organisations.forms {
        if seen.insert(form.clone()) {
            rows.push((form.clone(), Known::Organisation(name.clone())));
        }
    }
    Names::new(rows.into_iter())
}

fn fold_name(name: &str) -> String {
    name.trim().chars().map(fold::fold).collect()
}

/// Who "I" is: a post's author; in a letter whoever signs it.
fn speaker(cuts: &[Cut], reader: &Reader) -> Option<PersonMention> {
    let mention = |name: String, form| PersonMention { span: 0..0, name, form, title: None };
    if reader.article.kind == DocumentKind::Post {
        // "阮牧(动力平台负责人)": the name is what stands before the brackets
        let author = reader.article.author.as_ref().map(|a| a.name.as_str()).unwrap_or("");
        let plain = author.split(['（', '(']).next().unwrap_or("").trim();
        let known = reader.gazetteer.people_called(author).next().is_some();
        return Some(if plain.len() < author.len() && !plain.is_empty() && !known {
            mention(plain.to_string(), NameForm::Full)
        } else {
            mention(String::new(), NameForm::Speaker)
        });
    }
    let author = reader.article.author.as_ref().map(|a| a.name.trim().to_string()).filter(|n| !n.is_empty())?;
    let folded = fold_name(&author);
    let signed = cuts.iter().rev().take(3).any(|cut| cut.line.len() <= folded.chars().count() + 20 && cut.line.has(&folded));
    signed.then(|| mention(author, NameForm::Full))
}

/// Whom the text gives a title, and whom the roster knows: of nobody else is a bare "离开" worth telling.
fn ranked(atoms: &[Vec<Atom>], reader: &Reader) -> HashSet<String> {
    let mut ranked: HashSet<String> = reader.gazetteer.people.iter().flat_map(|p| p.aliases.iter().chain([&p.name])).cloned().collect();
    for atom in atoms.iter().flatten() {
        if let Kind::Person(person) = &atom.kind
            && person.title.as_ref().is_some_and(|t| t.role.leadership)
        {
            ranked.insert(person.name.clone());
        }
    }
    ranked
}

/// The paragraphs in which a leading role is named; the headline speaks for all.
fn speaking_of_roles(cuts: &[Cut], atoms: &[Vec<Atom>]) -> HashSet<usize> {
    let leading = |atoms: &[Atom]| atoms.iter().any(|a| matches!(&a.kind, Kind::Role(role) if role.role.leadership));
    let told = cuts.iter().zip(atoms).filter(|(_, atoms)| leading(atoms)).map(|(cut, _)| cut.sentence.line);
    told.collect()
}

/// 该公司 is the organisation named last, not the one that the text is about.
fn point(lines: &[(&Line, Marks)], atoms: &mut [Vec<Atom>]) {
    let mut last: Option<OrgMention> = None;
    for ((line, _), atoms) in lines.iter().zip(atoms) {
        for at in 0..atoms.len() {
            let that = at > 0 && matches!(atoms[at - 1].kind, Kind::Word(Lex::Company)) && line.starts(atoms[at - 1].from, "该");
            let organisation = last.clone().filter(|_| that);
            match (&mut atoms[at].kind, organisation) {
                (Kind::Org(org), _) => last = Some(org.clone()),
                (Kind::Role(role), Some(org)) => role.role.organisation = Some(org),
                _ => {}
            }
            if let (Some(org), Some(Atom { kind: Kind::Person(person), .. })) = (last.clone().filter(|_| that), atoms.get_mut(at + 1))
                && let Some(title) = &mut person.title
            {
                title.role.organisation = Some(org);
            }
        }
    }
}

/// Lists a sentence's people and organisations, and remembers the titles.
fn collect(line: &Line, atoms: &[Atom], index: usize, parsed: &mut Parsed, context: &mut Context) {
    for (at, atom) in atoms.iter().enumerate() {
        match &atom.kind {
            Kind::Date(_) if is_since(line, atom) => {}
            Kind::Date(date) => parsed.dates.push((index, date.clone())),
            Kind::Role(role) => parsed.roles.push((index, role.role.clone())),
            Kind::Person(person) => {
                context.remember(person);
                let held = person.title.as_ref().filter(|t| t.status != HoldStatus::Former);
                parsed
                    .titled
                    .extend(held.and_then(|t| t.role.organisation.clone()).filter(|o| o.form == OrgForm::Named).map(|o| (index, o)));
                parsed.people.push((index, person.clone()));
            }
            Kind::Org(_) if is_dateline(line, atom.to) || reports(line, atom.to) => {}
            Kind::Org(org) => {
                let former = at > 0 && matches!(atoms[at - 1].kind, Kind::Word(Lex::Cue(Cue::Former | Cue::Past)));
                let of_former = matches!(atoms.get(at + 1).map(|a| &a.kind), Some(Kind::Role(role)) if role.status == HoldStatus::Former);
                let form = if former || of_former { OrgForm::Likely } else { OrgForm::Named };
                parsed.organisations.push((index, OrgMention { form, ..org.clone() }));
            }
            _ => {}
        }
    }
}

/// "自2019年1月起连续担任…已满六年": since when something has gone on, not when something happens.
fn is_since(line: &Line, atom: &Atom) -> bool {
    let since = atom.from > 0 && matches!(line.folded[atom.from - 1], '自' | '从') && line.starts(atom.to, "起");
    since && ["连续", "一直", "长期", "已满", "至今"].iter().any(|w| (atom.to..line.len().min(atom.to + 24)).any(|i| line.starts(i, w)))
}

/// "凤凰网科技讯 北京时间…": the outlet that tells it, not an organisation that the text is about.
fn is_dateline(line: &Line, to: usize) -> bool {
    let begins = ["全媒体", "首席记者", "讯", "电 ", "记者", "报道", "日电", "消息"].iter().any(|w| line.starts(to, w));
    to <= 12 && begins && !line.starts(to, "消息人士")
}

/// Steps into a sentence: a new paragraph forgets of whom the last one spoke, unless it begins with a pronoun.
fn enter(context: &mut Context, line: &Line, paragraph: usize) {
    if context.paragraph != paragraph {
        context.paragraph = paragraph;
        context.housed = false;
        context.organisation = None;
        context.sourced = false;
        let goes_on = ["他", "她", "其", "辞职", "辞任", "离任", "上述"].iter().any(|w| line.starts(0, w));
        if !goes_on {
            context.topic.clear();
        }
    }
}

/// Remembers with which organisation a sentence begins, and whether its dates are old.
fn lead(context: &mut Context, line: &Line, atoms: &[Atom], reader: &Reader) {
    let first = atoms.iter().position(|a| {
        !matches!(a.kind, Kind::Date(_) | Kind::Stop(_) | Kind::Remark { .. } | Kind::Word(Lex::Word | Lex::Cue(Cue::Source)))
    });
    if let Some(first) = first
        && let Kind::Org(org) = &atoms[first].kind
        && !is_dateline(line, atoms[first].to)
        && !reports(line, atoms[first].to)
        && !matches!(atoms.get(first + 1).map(|a| &a.kind), Some(Kind::Role(_) | Kind::Word(Lex::Cue(Cue::Former))))
    {
        context.organisation = Some(org.clone());
    }
    let dates = atoms.iter().filter_map(|a| match &a.kind {
        Kind::Date(date) => Some(date.last),
        _ => None,
    });
    if let Some(last) = dates.max() {
        context.old = reader.published.checked_sub(jiff::ToSpan::days(90)).is_ok_and(|window| last < window);
    }
}

/// "【海岳银行】董事长…": of which organisation an item of a digest speaks.
fn heads(atoms: &[Atom]) -> Option<OrgMention> {
    match atoms {
        [Atom { kind: Kind::Stop('【'), .. }, Atom { kind: Kind::Org(org), .. }, Atom { kind: Kind::Stop('】'), .. }, ..] => {
            Some(org.clone())
        }
        _ => None,
    }
}

/// Whether a sentence goes on with what sources say.
fn goes_on(line: &Line) -> bool {
    ["其中", "此外", "同时", "消息还", "另", "并"].iter().any(|w| line.starts(0, w))
}

/// Chinese given names tell too little.
fn gender(_name: &str) -> Gender {
    Gender::Unknown
}

/// A surname stands for a name that begins with it; a first or last part for a foreign name.
fn stands_for(partial: &str, full: &str) -> bool {
    if partial.is_empty() || partial == full {
        return false;
    }
    if full.contains(['·', ' ']) {
        full.split(['·', ' ']).any(|part| part.eq_ignore_ascii_case(partial))
    } else {
        full.starts_with(partial)
    }
}
