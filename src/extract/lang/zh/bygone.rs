//! Clauses that tell of a change as of something that is long known: a tale, a frame for what follows, years that have passed.

use super::atom::Kind;
use super::context::Context;
use super::date::lasts;
use super::lexicon::{Class, Cue, Lex};
use super::stance::Clause;

/// "此前", "之前" before the trigger and no date: told as background.
pub fn told_before(clause: &Clause, context: &Context) -> bool {
    let line = clause.sentence.line;
    let Some(first) = clause.sentence.atoms.get(clause.from) else { return false };
    let narrated =
        ["那天", "第二天", "第三天", "第九天", "后来", "次日", "几天后", "随后", "当夜", "数月后"].into_iter().any(|w| line.has(w));
    if context.old && narrated {
        return true;
    }
    let counted = line.folded.first() == Some(&'第') && line.folded.iter().take(4).any(|c| *c == '天');
    if counted {
        return true;
    }
    // "回顾了首任校长辞去海外教职的往事"
    if ["往事", "回忆", "回顾了", "追忆", "缅怀", "追述"].into_iter().any(|w| line.has(w)) {
        return true;
    }
    // "加入飞鸟航空前,担任…": what stands behind is older
    let sentence = clause.sentence;
    let joined = (0..clause.at).any(|i| {
        let before = matches!(sentence.atoms[i].kind, Kind::Word(Lex::Trigger(t)) if matches!(t.class, Class::Join | Class::Take));
        let stop = || (i..clause.at).find(|&j| matches!(sentence.atoms[j].kind, Kind::Stop(_)));
        before
            && stop().is_some_and(|s| {
                let end = sentence.atoms[s].from;
                ["前", "之前", "以前"].iter().any(|w| end >= 2 && line.starts(end - w.chars().count(), w)) && line.folded[end] == ','
            })
    });
    if joined {
        return true;
    }
    ["早前", "多年前", "当时", "彼时", "那时"].into_iter().any(|w| line.starts(first.from, w))
}

/// "已经离开万科两年了", "卸任总裁已有三年".
pub fn left_long_ago(clause: &Clause, class: Class) -> bool {
    if !matches!(class, Class::Leave | Class::Quit | Class::Retire) {
        return false;
    }
    let line = clause.sentence.line;
    let atoms = clause.sentence.atoms;
    let end = (clause.at + 1..clause.to)
        .take_while(|&i| {
            matches!(atoms[i].kind, Kind::Org(_) | Kind::Role(_) | Kind::Word(Lex::Company | Lex::Cue(Cue::Post | Cue::Perfect)))
        })
        .last()
        .map_or(atoms[clause.at].to, |i| atoms[i].to);
    let end = if line.starts(end, "已") { end + 1 } else { end };
    lasts(line, end)
}

/// "王某卸任主席后,未参与经营": the clause frames what follows, and nobody is said to come after.
pub fn presupposed(clause: &Clause, class: Class) -> bool {
    if !matches!(class, Class::Leave | Class::Quit | Class::Retire) {
        return false;
    }
    let line = clause.sentence.line;
    let atoms = clause.sentence.atoms;
    // "卸任首席执行官后首次露面"
    let behind = atoms.get(clause.end.saturating_sub(1).max(clause.at)).map_or(line.len(), |a| a.to);
    let behind = if line.starts(behind, "职务") || line.starts(behind, "一职") { behind + 2 } else { behind };
    let first = ["后首", "后再", "之后首", "后的首", "后仍", "后现身", "后露面", "后近况"];
    if first.iter().any(|w| line.starts(behind, w)) && !(clause.at + 1..atoms.len()).any(|i| clause.is_trigger(i)) {
        return true;
    }
    if clause.to >= atoms.len() {
        return false;
    }
    let stop = atoms[clause.to].from;
    let after = line.folded[stop] == ','
        && ["后", "之后", "以后", "以来"].iter().any(|w| stop >= w.chars().count() && line.starts(stop - w.chars().count(), w));
    let framed = after && (atoms[clause.at].to..stop).count() <= 16 && !matches!(atoms[clause.at].kind, Kind::Date(_));
    let dated = (0..clause.to).any(|i| matches!(atoms[i].kind, Kind::Date(_)));
    // "张某辞职后,李某接任", "辞职后不再担任任何职务"
    let goes_on = (clause.to..atoms.len()).any(|i| clause.is_trigger(i) || matches!(atoms[i].kind, Kind::Word(Lex::Cue(Cue::Future))));
    framed && !dated && !goes_on && atoms.iter().any(|a| matches!(a.kind, Kind::Word(Lex::Cue(Cue::Not))))
}
