//! What a word of the lexicon means beside its neighbours.

use super::fold::is_han;
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::sentence::Line;
use super::title;

/// Words of one character are only words where their neighbours allow it.
pub fn in_context(line: &Line, marks: &Marks, at: usize, to: usize, lex: Lex, after_text: bool) -> Option<Lex> {
    let single = to == at + 1;
    let titled = |most: usize| {
        (to..line.len().min(to + most)).take_while(|&i| !matches!(line.folded[i], ',' | ';' | '。')).any(|i| marks.title(i).is_some())
    };
    match lex {
        // "与前几任台长都不同"
        Lex::Trigger(_) if single && line.folded[at] == '任' && at > 0 && "几两三四五前首上下历".contains(line.folded[at - 1]) => {
            Some(Lex::Word)
        }
        Lex::Trigger(t) if single && t.class == Class::Take => titled(26).then_some(lex),
        Lex::Trigger(t) if single => (marks.title(to).is_some() || title::read_one(&line.folded, to).is_some()).then_some(Lex::Trigger(t)),
        Lex::Cue(Cue::Former) if single => (!after_text && titled(20)).then_some(lex),
        Lex::Company | Lex::Board if after_text => None,
        Lex::Cue(Cue::Hedge) if single && line.folded[at] == '传' => (at == 0 || !is_han(line.folded[at - 1])).then_some(lex),
        Lex::Cue(Cue::Hedge | Cue::If) if single && after_text => None,
        // 假的 denies, 产假的 does not
        Lex::Cue(Cue::Deny) if line.starts(at, "假的") && at > 0 && is_han(line.folded[at - 1]) => None,
        // 主持工作, but not 主持会议; 结束产假, but not 结束采访
        Lex::Trigger(_) if line.starts(at, "主持") => {
            let rest = (to..line.len().min(to + 12)).take_while(|&i| !matches!(line.folded[i], ',' | ';' | '。'));
            let meeting = (at.saturating_sub(16)..at)
                .any(|i| line.starts(i, "会议") || line.starts(i, "大会") || line.starts(i, "仪式") || line.starts(i, "座谈"));
            if meeting {
                return Some(Lex::Word);
            }
            rest.into_iter()
                .any(|i| line.starts(i, "工作") || line.starts(i, "日常") || line.starts(i, "全面"))
                .then_some(lex)
                .or_else(|| {
                    let ends = to == line.len() || matches!(line.folded[to], '。' | ',');
                    let work = (at.saturating_sub(20)..at).any(|i| ["工作", "事务", "局面", "日常"].iter().any(|w| line.starts(i, w)));
                    (ends && work).then_some(lex)
                })
                .or(Some(Lex::Word))
        }
        Lex::Trigger(_) if line.starts(at, "结束") => (to..line.len().min(to + 12))
            .take_while(|&i| !matches!(line.folded[i], ',' | ';' | '。'))
            .any(|i| line.folded[i] == '假' || ["差事", "任期", "职务", "兼职"].iter().any(|w| line.starts(i, w)))
            .then_some(lex)
            .or(Some(Lex::Word)),
        _ => Some(lex),
    }
}
