//! What the whole text says of its frames: what is denied later, and what tells only how things are.

use std::collections::HashSet;

use super::atom::{Atom, Kind};
use super::lexicon::{Cue, Lex};
use super::sentence::{Cut, Line};
use crate::extract::mention::{self, Frame, Parsed, Slot, Stance, Tells, Tense};

/// "上述消息不实": denies what sources said in the sentences before, and what rumour said in the headline.
pub fn deny(cuts: &[Cut], atoms: &[Vec<Atom>], parsed: &mut Parsed) {
    let taken_back = cuts.iter().rposition(|c| ["收回辞", "撤回辞", "收回了辞"].iter().any(|w| c.line.has(w)) || kept(&c.line));
    let denials: Vec<usize> = (0..cuts.len()).filter(|&i| has_cue(&atoms[i], Cue::Deny)).collect();
    // "蔚某前传出将离开,但被其本人否认": of this person and of nobody else
    let own: Vec<(usize, String)> = parsed
        .frames
        .iter()
        .filter(|f| denials.contains(&f.sentence) && !matches!(f.trigger, "stay"))
        .flat_map(|f| f.people(Slot::Subject).iter().map(|p| (f.sentence, p.name.clone())).collect::<Vec<_>>())
        .collect();
    let meant = |frame: &Frame, d: usize| {
        let mut named = own.iter().filter(|(s, _)| *s == d).peekable();
        named.peek().is_none() || named.any(|(_, name)| frame.people(Slot::Subject).iter().any(|p| p.name == *name))
    };
    for frame in &mut parsed.frames {
        let loose = frame.sourced || matches!(frame.stance, Stance::Possible | Stance::Expected);
        if taken_back.is_some_and(|at| at >= frame.sentence) && matches!(frame.trigger, "tender" | "leave") {
            frame.stance = Stance::Negated;
            frame.cues.push(mention::Cue { tells: Tells::Stance, words: "a later sentence takes it back".to_string() });
            continue;
        }
        let headline = cuts[frame.sentence].sentence.title;
        let denied = denials.iter().any(|&d| {
            let near = cuts[d].sentence.line.abs_diff(cuts[frame.sentence].sentence.line) <= if headline { 5 } else { 2 };
            // the headline denies for the whole text: "甲公司CEO辟谣离职传闻"
            let overall = d == 0 && cuts[0].sentence.title && frame.sentence > 0;
            (d >= frame.sentence && near || overall) && loose && meant(frame, d)
        });
        if denied && frame.stance != Stance::Hypothetical {
            frame.stance = Stance::Negated;
            frame.cues.push(mention::Cue { tells: Tells::Stance, words: "a sentence near it denies it".to_string() });
        }
    }
}

/// "请辞遭慰留", "已经当面慰留,他也答应留下": a resignation that has been turned down.
fn kept(line: &Line) -> bool {
    const VAIN: [&str; 7] = ["未果", "无效", "不成", "婉", "虽", "仍", "执意"];
    line.has("慰留") && !VAIN.iter().any(|w| line.has(w))
}

/// "张某任CEO" tells what is; it is news only in a text that tells of some change: a dated, announced or coming one, or another one.
pub fn settle_states(cuts: &[Cut], atoms: &[Vec<Atom>], parsed: &mut Parsed) {
    let joins: HashSet<usize> = parsed.frames.iter().filter(|f| f.trigger == "join").map(|f| f.sentence).collect();
    let is_state = |frame: &Frame| {
        let line = &cuts[frame.sentence].line;
        let word = (0..line.len()).find(|&i| line.span(i, i + 1).start == frame.span.start).unwrap_or(0);
        frame.trigger == "take"
            && ["任", "担任", "兼任", "担纲", "执掌", "兼", "掌管", "坐镇", "成为"]
                .iter()
                .any(|w| line.span(word, (word + w.chars().count()).min(line.len())) == frame.span && line.starts(word, w))
            && !matches!(frame.tense, Tense::Future | Tense::Perfect)
            && !frame.dates.iter().any(|d| !d.until)
            && !atoms[frame.sentence]
                .iter()
                .any(|a| matches!(a.kind, Kind::Word(Lex::Cue(Cue::Announce | Cue::Effect | Cue::Source) | Lex::By)))
            && !joins.contains(&frame.sentence)
            && !cuts[frame.sentence].line.has("拟任")
    };
    come_and_gone(parsed);
    let states: Vec<bool> = parsed.frames.iter().map(is_state).collect();
    let background: Vec<bool> =
        parsed.frames.iter().zip(&states).map(|(frame, state)| *state && held_before(frame, cuts, parsed)).collect();
    parsed.frames.iter_mut().zip(&background).filter(|(_, held)| **held).for_each(|(frame, _)| {
        frame.stance = Stance::Hypothetical;
        frame.cues.push(mention::Cue { tells: Tells::Stance, words: "the text tells that the person leaves".to_string() });
    });
    let telling = |frame: &Frame| {
        !frame.dates.iter().any(|d| d.last == jiff::civil::Date::MIN)
            && !matches!(frame.trigger, "stay" | "nominate" | "join" | "lead")
            && !matches!(frame.stance, Stance::Hypothetical)
    };
    let news = parsed.frames.iter().zip(&states).any(|(frame, state)| !state && telling(frame))
        || cuts.first().is_some_and(|c| {
            [
                "任命",
                "任免",
                "人事",
                "换届",
                "当选",
                "换帅",
                "新任",
                "履新",
                "聘任",
                "干部",
                "高管",
                "任职",
                "领导",
                "班子",
                "换将",
                "换人",
                "易帅",
                "交棒",
                "接棒",
                "新掌门",
            ]
            .iter()
            .any(|w| c.line.has(w))
        });
    if !news {
        parsed.frames.iter_mut().zip(&states).filter(|(_, state)| **state).for_each(|(frame, _)| {
            frame.stance = Stance::Hypothetical;
            frame
                .cues
                .push(mention::Cue { tells: Tells::Stance, words: "the text tells of no change that it would belong to".to_string() });
        });
    }
}

/// A role's code, and its organisation where it names one.
type Post = (String, Option<String>);

/// "李某接任主席。如今不足一年,李某宣布卸任": an undated coming into the very post that the text says is left.
fn come_and_gone(parsed: &mut Parsed) {
    let post = |role: &mention::RoleMention| {
        let house = role.organisation.as_ref().map(|o| o.name.clone()).filter(|name| !name.is_empty());
        (role.role.code.clone(), house)
    };
    let code = |f: &Frame, p: &mention::PersonMention| f.role(Slot::As).or_else(|| p.title.as_ref().map(|t| &t.role)).map(post);
    let left: Vec<(usize, String, Option<Post>)> = parsed
        .frames
        .iter()
        .filter(|f| matches!(f.trigger, "leave" | "quit" | "tender" | "dismiss") && f.stance == Stance::Asserted)
        .flat_map(|f| f.people(Slot::Subject).iter().map(|p| (f.sentence, p.name.clone(), code(f, p))).collect::<Vec<_>>())
        .collect();
    for frame in parsed.frames.iter_mut().filter(|f| matches!(f.trigger, "take" | "succeed" | "appoint") && f.dates.is_empty()) {
        let Some((own, house)) = frame.role(Slot::As).map(post) else { continue };
        let same = |(code, other): &Post| *code == own && (house.is_none() || other.is_none() || *other == house);
        let gone = matches!(frame.tense, Tense::Past)
            && frame
                .people(Slot::Subject)
                .iter()
                .all(|p| left.iter().any(|(s, name, code)| *s > frame.sentence && *name == p.name && code.as_ref().is_some_and(same)));
        if gone {
            frame.stance = Stance::Hypothetical;
            frame.cues.push(mention::Cue { tells: Tells::Stance, words: "a later sentence tells that the post is left".to_string() });
        }
    }
}

/// "张某在甲公司担任总经理一职,曾带领…" in a text that tells that 张某 has left: the post that is left.
fn held_before(frame: &Frame, cuts: &[Cut], parsed: &Parsed) -> bool {
    let line = &cuts[frame.sentence].line;
    let word = (0..line.len()).find(|&i| line.span(i, i + 1).start == frame.span.start).unwrap_or(0);
    let within = (word.saturating_sub(14)..word).rev().take_while(|&i| line.folded[i] != ',').any(|i| line.folded[i] == '在');
    let same = |other: &Frame| {
        let names = |f: &Frame| f.people(Slot::Subject).iter().map(|p| p.name.clone()).collect::<HashSet<_>>();
        !names(frame).is_disjoint(&names(other))
    };
    let leaves = |other: &&Frame| {
        other.sentence < frame.sentence
            && matches!(other.trigger, "leave" | "quit" | "retire" | "tender" | "dismiss" | "die")
            && other.stance == Stance::Asserted
    };
    within && parsed.frames.iter().filter(leaves).any(same)
}

/// Whether a sentence has a cue.
pub fn has_cue(atoms: &[Atom], cue: Cue) -> bool {
    atoms.iter().any(|a| matches!(a.kind, Kind::Word(Lex::Cue(c)) if c == cue))
}
