//! Forms and lists: facts that stand in fields and under headings and not in sentences.

use super::atom::{Atom, Kind};
use super::context::Context;
use super::grid;
use super::lexicon::{Class, Lex};
use super::sentence::{Cut, Line};
use crate::extract::mention::{Filler, Frame, OrgMention, PersonMention, RoleMention, Slot, Stance, Tense};

/// The frames of a sentence that is a field of a form or an item of a list; `None` for running text.
pub fn frames(cuts: &[Cut], atoms: &[Vec<Atom>], index: usize, context: &mut Context) -> Option<Vec<Frame>> {
    let line = &cuts[index].line;
    heading(line, context);
    let house = atoms.first().and_then(|title| {
        title.iter().find_map(|a| match &a.kind {
            Kind::Org(org) => Some(org.clone()),
            _ => None,
        })
    });
    let house = house.filter(|_| line.has("任者"));
    let found = field(line, &atoms[index], index, context).map(|frames| placed(frames, house));
    found.or_else(|| tabled(line, &atoms[index], index, context)).or_else(|| items(line, &atoms[index], index, context))
}

/// A form is about the organisation that its headline names.
fn placed(frames: Vec<Frame>, house: Option<OrgMention>) -> Vec<Frame> {
    let place = |mut frame: Frame| {
        frame.slots.extend(house.clone().map(|org| (Slot::At, Filler::Organisation(org))));
        frame
    };
    frames.into_iter().map(place).collect()
}

/// "三、聘任高级管理人员情况" opens a list of appointments; the next heading closes it.
fn heading(line: &Line, context: &mut Context) {
    let numbered = line.folded.first().is_some_and(|c| "一二三四五六七八九十".contains(*c)) && line.folded.get(1) == Some(&'、')
        || line.folded.first() == Some(&'(') && line.folded.get(2) == Some(&')');
    let short = line.len() <= 16 && line.folded.last() == Some(&':');
    if short && line.has("免去") {
        context.heading = Some(Class::Dismiss);
        return;
    }
    if short && ["任命", "聘任"].iter().any(|w| line.has(w)) {
        context.heading = Some(Class::Appoint);
        return;
    }
    if !numbered {
        return;
    }
    let head: usize = (0..line.len()).find(|&i| matches!(line.folded[i], ':' | ',' | '。')).unwrap_or(line.len());
    if head > 30 {
        return;
    }
    let has = |word: &str| (0..head).any(|i| line.starts(i, word));
    let opens = ["聘任", "组成", "选举", "任命", "换届", "新任"].iter().any(|w| has(w));
    let leaves = ["离任", "离职", "辞", "免", "届满", "简历"].iter().any(|w| has(w));
    // "(一)非独立董事:…" goes on with the list
    let people = line.folded.get(head) == Some(&':') && line.folded.first() == Some(&'(');
    if opens && !leaves {
        context.heading = Some(Class::Appoint);
    } else if !people {
        context.heading = None;
    }
}

/// "离任高级管理人员姓名:张某": a field with a value; the post stands in a field of its own.
fn field(line: &Line, atoms: &[Atom], index: usize, context: &mut Context) -> Option<Vec<Frame>> {
    // "新任高级管理人员姓名:张某", "新任高级管理人员姓名 张某"
    let colon = line.folded.iter().position(|c| matches!(c, ':' | ' ')).filter(|c| (4..=24).contains(c))?;
    let key: String = line.folded[..colon].iter().collect();
    // "2.人員別:總經理"
    if key.contains("人员别") || key.contains("职称") {
        context.post = atoms.iter().filter(|a| a.from > colon).find_map(|a| match &a.kind {
            Kind::Role(role) => Some(role.role.clone()),
            _ => None,
        });
        return Some(Vec::new());
    }
    let leaving = ["离任高", "离任基", "旧任者", "离任人"].iter().any(|w| key.contains(w));
    let acting = key.contains("代任");
    let coming = acting || ["新任高", "新任者", "新任基", "聘任高"].iter().any(|w| key.contains(w));
    if !leaving && !coming {
        return None;
    }
    let after = atoms.iter().filter(|a| a.from > colon);
    let role = after.clone().find_map(|a| match &a.kind {
        Kind::Role(role) => Some(role.role.clone()),
        _ => None,
    });
    if key.ends_with("职务") || key.ends_with("职称") {
        context.post = role;
        return Some(Vec::new());
    }
    if !key.contains("姓名") {
        return Some(Vec::new());
    }
    let person = after.clone().find_map(|a| match &a.kind {
        Kind::Person(person) => Some(person.clone()),
        _ => None,
    });
    let role = role.or_else(|| context.post.clone());
    let class = if leaving { Class::Leave } else { Class::Take };
    let frame = person.map(|person| frame(line, index, class, vec![person], role, acting));
    Some(frame.into_iter().collect())
}

/// "| 谷雨晴 | 职工代表董事 | 新任 |": a row of a table whose head names its columns.
fn tabled(line: &Line, atoms: &[Atom], index: usize, context: &mut Context) -> Option<Vec<Frame>> {
    if !line.folded.contains(&'|') {
        context.columns = None;
        return None;
    }
    if let Some(head) = grid::head(line) {
        context.columns = Some(head);
        return Some(Vec::new());
    }
    let row = grid::row(line, atoms, context.columns.as_ref()?)?;
    Some(vec![frame(line, index, row.class, vec![row.person], Some(row.role), false)])
}

/// "总经理:张某先生;财务总监:李某女士(续聘)" under a heading that appoints.
fn items(line: &Line, atoms: &[Atom], index: usize, context: &Context) -> Option<Vec<Frame>> {
    context.heading.filter(|class| *class == Class::Appoint)?;
    let mut frames = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let end = (at..atoms.len()).find(|&i| matches!(atoms[i].kind, Kind::Stop(';' | '。'))).unwrap_or(atoms.len());
        frames.extend(item(line, &atoms[at..end], index));
        at = end + 1;
    }
    (!frames.is_empty()).then_some(frames)
}

fn item(line: &Line, atoms: &[Atom], index: usize) -> Vec<Frame> {
    let colon = atoms.iter().position(|a| matches!(a.kind, Kind::Stop(':')));
    let role = colon.and_then(|c| c.checked_sub(1)).and_then(|i| match &atoms[i].kind {
        Kind::Role(role) if !role.held && !role.committee => Some(role.role.clone()),
        _ => None,
    });
    let (Some(colon), Some(role)) = (colon, role) else { return titled(line, atoms, index) };
    let told = atoms.iter().any(|a| matches!(a.kind, Kind::Word(Lex::Trigger(t)) if !matches!(t.class, Class::Stay)));
    if told {
        return Vec::new();
    }
    let mut frames = Vec::new();
    for (i, atom) in atoms.iter().enumerate().skip(colon) {
        let Kind::Person(person) = &atom.kind else { continue };
        let remark = atoms[i + 1..].iter().find(|a| !matches!(a.kind, Kind::Word(Lex::Honour)));
        let again = matches!(remark.map(|a| &a.kind), Some(Kind::Remark { again: true, .. }));
        frames.push(frame(line, index, if again { Class::Stay } else { Class::Take }, vec![person.clone()], Some(role.clone()), false));
    }
    frames
}

/// "总经理桑某;副总经理庾某、董某": an item that is nothing but people with their titles.
fn titled(line: &Line, atoms: &[Atom], index: usize) -> Vec<Frame> {
    let plain = |a: &Atom| {
        matches!(
            a.kind,
            Kind::Person(_) | Kind::Remark { .. } | Kind::Dun | Kind::Stop(' ') | Kind::Word(Lex::Honour | Lex::And | Lex::Company)
        ) || matches!(&a.kind, Kind::Role(role) if role.held)
    };
    let opens = matches!(atoms.first().map(|a| &a.kind), Some(Kind::Role(role)) if role.held && !role.committee);
    if !opens || !atoms.iter().all(plain) {
        return Vec::new();
    }
    let (mut frames, mut role) = (Vec::new(), None);
    for (i, atom) in atoms.iter().enumerate() {
        let Kind::Person(person) = &atom.kind else { continue };
        role = person.title.as_ref().map(|t| t.role.clone()).or(role);
        let again = matches!(atoms.get(i + 1).map(|a| &a.kind), Some(Kind::Remark { again: true, .. }));
        frames.push(frame(line, index, if again { Class::Stay } else { Class::Take }, vec![person.clone()], role.clone(), false));
    }
    frames
}

fn frame(line: &Line, index: usize, class: Class, people: Vec<PersonMention>, role: Option<RoleMention>, interim: bool) -> Frame {
    let mut slots = vec![(Slot::Subject, Filler::People(people))];
    slots.extend(role.map(|r| (Slot::As, Filler::Role(r))));
    Frame {
        trigger: class.name(),
        span: line.span(0, line.len()),
        sentence: index,
        passive: false,
        tense: Tense::Present,
        stance: Stance::Asserted,
        sourced: false,
        slots,
        dates: Vec::new(),
        quoted: false,
        past_cue: false,
        manner: None,
        interim,
        cues: Vec::new(),
    }
}
