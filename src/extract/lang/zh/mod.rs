//! Chinese: its pack.
//!
//! Read in this order: [`table`] and [`fold`] serve the look-ups, [`sentence`] cuts, [`marks`] finds words and titles, [`find`]
//! (with [`around`], [`grid`], [`shown`], [`settled`], [`things`] and [`mod@names`]) and [`organisation`] (with its `org…` files) learn the document's
//! names from the places that show them, [`known`] adds the roster's, [`scan`] reads each sentence into atoms with these names (with [`sense`]),
//! [`frame`] builds frames of them, a file for each kind of clause ([`appoint`], [`take`] with [`post`], [`leave`], [`form`]), [`house`] finds the
//! organisation that a clause leaves out, [`stance`] (with [`bygone`]) judges them, [`doubt`] says which of them tell no change all the same,
//! [`afterwards`] looks at the whole text, [`silence`] says what tells nothing, and [`rules`] say what the frames tell.

mod afterwards;
mod appoint;
mod around;
mod atom;
mod bygone;
mod clause;
mod context;
mod date;
mod doubt;
mod find;
mod fold;
mod form;
mod frame;
mod grid;
mod house;
mod known;
mod leave;
mod lexicon;
mod marks;
mod names;
mod organisation;
mod orgplace;
mod orgsigns;
mod orgspan;
mod orgunit;
mod orgwords;
mod post;
mod roles;
mod rules;
mod scan;
mod sense;
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
mod titlewords;
mod words;

use atom::{Atom, Kind};
use context::{Context, reports};
use find::People;
use known::{names, ranked, speaker, speaking_of_roles, watched};
use lexicon::{Cue, Lex};
use marks::Marks;
use organisation::Organisations;
use scan::Scanner;
use sentence::{Cut, Line};

use crate::domain::{DocumentKind, HoldStatus};
use crate::extract::mention::{Gender, OrgForm, OrgMention, Parsed, Passed, RoleMention};
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
    let names = names(lines.iter().map(|(line, _)| *line), &people, &organisations, reader.gazetteer);
    let mut scanner = Scanner::new(&names, reader.published);
    let mut atoms: Vec<Vec<Atom>> =
        lines.iter().zip(&cuts).map(|((line, marks), cut)| scanner.read(line, marks, cut.sentence.line)).collect();
    point(&lines, &mut atoms);
    let mut context = Context { is_post: reader.article.kind == DocumentKind::Post, me: speaker(&cuts, reader), ..Context::default() };
    context.year = reader.published.year();
    context.ranked = ranked(&atoms, reader.gazetteer);
    context.digest = cuts.first().is_some_and(|c| c.sentence.title && c.line.folded.iter().filter(|c| matches!(c, ';' | '|')).count() >= 2);
    context.watched = watched(&atoms, reader.gazetteer);
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

/// 该公司 is the organisation named last, not the one that the text is about.
fn point(lines: &[(&Line, Marks)], atoms: &mut [Vec<Atom>]) {
    let mut last: Option<OrgMention> = None;
    for ((line, _), atoms) in lines.iter().zip(atoms) {
        let announcer = announcer(atoms);
        for at in 0..atoms.len() {
            let that = at > 0 && matches!(atoms[at - 1].kind, Kind::Word(Lex::Company)) && line.starts(atoms[at - 1].from, "该");
            let organisation = last.clone().filter(|_| that);
            match (&mut atoms[at].kind, organisation) {
                (Kind::Org(org), _) => last = Some(org.clone()),
                (Kind::Role(role), Some(org)) => role.role.organisation = Some(org),
                (Kind::Role(role), None) => answer(&mut role.role, announcer.as_ref(), at),
                (Kind::Person(person), _) => {
                    if let Some(title) = &mut person.title {
                        answer(&mut title.role, announcer.as_ref(), at);
                    }
                }
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

/// Of several organisations in a sentence the one that announces what stands behind it, and at which atom.
fn announcer(atoms: &[Atom]) -> Option<(usize, OrgMention)> {
    let organisations = || atoms.iter().filter(|a| matches!(a.kind, Kind::Org(_)));
    if organisations().count() < 2 {
        return None;
    }
    let announces = |at: usize| atoms[at + 1..].iter().take(3).any(|a| matches!(a.kind, Kind::Word(Lex::Cue(Cue::Announce))));
    atoms.iter().enumerate().rev().find_map(|(at, atom)| match &atom.kind {
        Kind::Org(org) if announces(at) => Some((at, org.clone())),
        _ => None,
    })
}

/// "甲股份…六天后,乙股份发布公告称,公司总经理…": 公司 is whoever announces.
fn answer(role: &mut RoleMention, announcer: Option<&(usize, OrgMention)>, at: usize) {
    if let Some((from, organisation)) = announcer
        && *from < at
        && role.organisation.as_ref().is_some_and(|o| o.form == OrgForm::Anaphor)
    {
        role.organisation = Some(organisation.clone());
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
