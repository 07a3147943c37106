//! What stands before and behind a place where a name may be.

use super::fold::{is_han, is_wordy};
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::names::{self, Edge};
use super::sentence::Line;
use super::title;

/// What stands before a place where a name may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Title,
    /// 聘任, 由, 接替, 原: a person or an organisation follows.
    Verb,
    Clause,
    /// 、 or 和 behind a name.
    List,
}

/// What a name at this place would stand behind; `None` in the middle of a word.
pub fn before(line: &Line, marks: &Marks, at: usize) -> Option<Before> {
    let folded = &line.folded;
    if at == 0 {
        return Some(Before::Clause);
    }
    let previous = folded[at - 1];
    if matches!(previous, ':' | ' ') && at >= 3 && (line.starts(at - 3, "姓名") || line.has("任者姓名")) {
        return Some(Before::Title);
    }
    // "临时CEO Norbert Hank"
    let spaced = previous == ' ' && folded[at].is_ascii_uppercase() && marks.title_before(at - 1);
    let titled = marks.title_before(at) || spaced;
    if titled {
        return Some(Before::Title);
    }
    let ending = marks.word_before(at).map(|(_, lex)| lex);
    match ending {
        Some(Lex::Trigger(t))
            if matches!(t.class, Class::Appoint | Class::Dismiss | Class::Succeed | Class::Nominate | Class::Hand | Class::Change) =>
        {
            return Some(Before::Verb);
        }
        Some(Lex::Word) if previous == '了' => return Some(Before::Verb),
        Some(Lex::Label) => return Some(Before::Title),
        Some(Lex::Word)
            if ["巨头", "厂商", "车企", "独角兽", "新势力"].iter().any(|w| line.starts(at.saturating_sub(w.chars().count()), w)) =>
        {
            return None;
        }
        // a field of a form: "离任高级管理人员姓名:"
        Some(Lex::By | Lex::Cue(Cue::Former | Cue::Fresh | Cue::Except) | Lex::Be) => return Some(Before::Verb),
        Some(_) => return Some(Before::Clause),
        None => {}
    }
    match previous {
        ')' => {
            // "首席财务官(CFO)王伟", "公司(600000)董事长"
            let open = (at.saturating_sub(14)..at).rev().find(|&i| folded[i] == '(')?;
            let titled = marks.title_before(open);
            Some(if titled { Before::Title } else { Before::Clause })
        }
        '“' => (at >= 2 && marks.title_before(at - 1)).then_some(Before::Title).or(Some(Before::Clause)),
        ':' | ',' | '、' | ';' | ' ' | '.' | '”' | '|' | '】' | '!' | '》' | '。' | '(' | '[' | '●' | '·' | '?' | '丨' | '-' | '—' => {
            Some(Before::Clause)
        }
        c if c.is_ascii_digit() || c == '日' || c == '月' || c == '年' => Some(Before::Clause),
        _ => None,
    }
}

/// Behind the name somebody is put into a role: 为, 担任, 任, 先生, or the name's role.
pub fn is_put(line: &Line, marks: &Marks, to: usize) -> bool {
    match marks.word(to) {
        Some((_, Lex::Be | Lex::Honour)) => true,
        Some((_, Lex::Trigger(t))) => !matches!(t.class, Class::Lead),
        Some((_, Lex::Of | Lex::And)) => true,
        _ => {
            title::read_one(&line.folded, to).is_some()
                || line.folded.get(to) == Some(&'、')
                || line.folded.get(to) == Some(&'(') && line.len() > to + 1
        }
    }
}

/// Behind the name stands what only people do.
pub fn personal(line: &Line, marks: &Marks, to: usize) -> bool {
    if line.starts(to, "因") || presented(line, marks, to) || dated_deed(line, marks, to) {
        return true;
    }
    // "方某(“方先生”)获委任"
    if line.starts(to, "(“")
        && let Some(close) = (to..line.len().min(to + 12)).find(|&i| line.folded[i] == ')')
    {
        return personal(line, marks, close + 1);
    }
    // "A、B等七人当选"
    if line.starts(to, "等") {
        let rest =
            (to + 1..line.len().min(to + 7)).find(|&i| !"一二三四五六七八九十两多数几名位人同志均都先后分别".contains(line.folded[i]));
        return rest.is_some_and(|at| {
            at > to + 1
                && matches!(marks.word(at), Some((end, Lex::Trigger(t))) if end - at >= 2 && !matches!(t.class, Class::Lead | Class::Join))
        });
    }
    // "廖某的董事长一职同步解任"
    if line.starts(to, "的")
        && let Some(title) = marks.title(to + 1)
        && title.leadership
    {
        return matches!(marks.word(title.to), Some((_, Lex::Cue(Cue::Post))));
    }
    // "方某律师获委任为公司秘书
    if let Some(word) = ["大律师", "律师", "会计师", "工程师", "医生", "医师"].into_iter().find(|w| line.starts(to, w)) {
        return personal(line, marks, to + word.chars().count());
    }
    // "楊明州4月20日接任"
    if line.folded.get(to).is_some_and(char::is_ascii_digit) {
        let end =
            (to..line.len().min(to + 12)).find(|&i| !(line.folded[i].is_ascii_digit() || "年月日".contains(line.folded[i]))).unwrap_or(to);
        return line.folded[end - 1] == '日'
            && matches!(marks.word(end), Some((_, Lex::Trigger(t))) if !matches!(t.class, Class::Appoint | Class::Dismiss | Class::Nominate | Class::Lead));
    }
    match marks.word(to) {
        Some((_, Lex::Honour)) => true,
        // "…为总裁,高玉玲为副总裁": goes on with an appointment
        Some((end, Lex::Be)) => {
            let appointed =
                (0..to).any(|i| matches!(marks.word(i), Some((_, Lex::Trigger(t))) if matches!(t.class, Class::Appoint | Class::Nominate)));
            appointed && (end..line.len().min(end + 8)).any(|i| marks.title(i).is_some())
        }
        // "郝平由校长转任"
        Some((end, Lex::By)) => marks.title(end).is_some(),
        Some((end, Lex::Trigger(t))) => match t.class {
            Class::Appoint | Class::Dismiss | Class::Nominate | Class::Lead => false,
            Class::Take => end - to >= 2 || marks.title(end).is_some() || title_ahead(line, marks, end),
            Class::Join => {
                title_ahead(line, marks, end) || line.starts(end, ",任") || line.starts(end, ",担任") || line.starts(end, ",出任")
            }
            _ => true,
        },
        Some((end, Lex::Passive | Lex::Cue(Cue::Future | Cue::Perfect | Cue::Not | Cue::Hedge) | Lex::Word)) => {
            matches!(marks.word(end), Some((_, Lex::Trigger(t))) if !matches!(t.class, Class::Lead | Class::Join | Class::Nominate))
                || end - to <= 2 && tenders(line, marks, to)
                || dated_deed(line, marks, end)
        }
        Some((end, Lex::Cue(Cue::Announce))) if end - to <= 2 && tenders(line, marks, to) => true,
        Some((_, Lex::Cue(Cue::Current | Cue::Past | Cue::Age))) => true,
        _ => line.starts(to, "因") || line.folded.get(to) == Some(&'(') && line.folded.get(to + 1).is_some_and(char::is_ascii_uppercase),
    }
}

/// "自10月30日起任总经理", "则于4月起退任", "于今年6月底任期届满后退任": behind light words and a day somebody leaves or takes an office.
fn dated_deed(line: &Line, marks: &Marks, from: usize) -> bool {
    const LIGHT: &str = "则也亦均已将即自从于在由起后初中底末下本今明上";
    const LONGEST: usize = 26;
    let (mut at, mut dated) = (from, false);
    while at < line.len() && at - from <= LONGEST {
        let c = line.folded[at];
        let titled = |end: usize| end - at >= 2 || title_ahead(line, marks, end);
        match marks.word(at) {
            Some((end, Lex::Trigger(t))) if titled(end) => {
                return dated
                    && !matches!(t.class, Class::Appoint | Class::Dismiss | Class::Nominate | Class::Lead | Class::Join | Class::Hand);
            }
            Some((end, Lex::Cue(Cue::Future | Cue::Perfect | Cue::Expiry | Cue::Age | Cue::Effect))) => at = end,
            Some((end, Lex::Word)) if end - at >= 2 && line.starts(at, "正式") => at = end,
            _ if c.is_ascii_digit() || "年月日周".contains(c) => (at, dated) = (at + 1, true),
            _ if LIGHT.contains(c) => at += 1,
            _ => return false,
        }
    }
    false
}

/// "A,现任某某总裁,将…", "…的 A,也被任命为副总裁": behind the comma stands what the name's bearer is or becomes.
fn presented(line: &Line, marks: &Marks, to: usize) -> bool {
    if line.folded.get(to) != Some(&',') {
        return false;
    }
    let mut at = to + 1;
    for word in ["也", "则", "又", "便", "同时"] {
        if line.starts(at, word) {
            at += word.chars().count();
        }
    }
    match marks.word(at) {
        Some((end, Lex::Cue(Cue::Current))) => title_ahead(line, marks, end),
        Some((end, Lex::Passive)) => {
            matches!(marks.word(end), Some((to, Lex::Trigger(t))) if t.class == Class::Appoint && title_ahead(line, marks, to))
        }
        Some((end, Lex::Trigger(t))) => {
            t.class == Class::Take
                && ["获任", "获委任", "获聘", "获选", "当选"].iter().any(|w| line.starts(at, w))
                && title_ahead(line, marks, end)
        }
        _ => false,
    }
}

/// "向公司董事会提请辞去", "已提出辞任", "递交了书面辞职报告": light words, and behind them what leaves an office.
pub fn tenders(line: &Line, marks: &Marks, from: usize) -> bool {
    let mut at = from;
    let mut told = false;
    while at < line.len() && at - from <= 18 && !matches!(line.folded[at], ';' | '。') {
        if told && at + 1 < line.len() && line.folded[at] == ',' {
            return matches!(marks.word(at + 1), Some((_, Lex::Trigger(t))) if t.class == Class::Leave);
        }
        match marks.word(at) {
            Some((_, Lex::Trigger(t))) => return matches!(t.class, Class::Leave | Class::Tender | Class::Retire) && told,
            Some((to, Lex::Cue(Cue::Announce))) => (at, told) = (to, true),
            Some((to, Lex::Word | Lex::Company | Lex::Board | Lex::Cue(Cue::Perfect | Cue::Future | Cue::Post | Cue::Age) | Lex::Of)) => {
                at = to
            }
            _ if is_han(line.folded[at]) && at - from <= 12 => at += 1,
            _ => return false,
        }
    }
    false
}

/// "交给了跟随自己十年的 A": behind a relative clause whose verb puts somebody into a role.
pub fn handed(line: &Line, marks: &Marks, at: usize) -> bool {
    let start = (at.saturating_sub(18)..at).rev().take_while(|&i| !matches!(line.folded[i], ',' | ';' | ':' | '。')).last().unwrap_or(at);
    at > 0
        && line.folded[at - 1] == '的'
        && ((start..at).any(|i| line.starts(i, "来自")) || (start..at).any(
            |i| matches!(marks.word(i), Some((_, Lex::Trigger(t))) if matches!(t.class, Class::Hand | Class::Succeed | Class::Appoint | Class::Leave | Class::Retire)),
        ))
}

/// "于芝涛不再担任": the surname and not the preposition, for what stands behind are no words for a time or a place.
pub fn is_yu(line: &Line, marks: &Marks, at: usize) -> bool {
    let given = |c: &char| is_han(*c) && !"近日年月周底初内上下本今明昨前后中午晚间期同当此某是一二三四五六七八九十两各".contains(*c);
    // "董事长于东来因…", "聘任于洋为…": behind a title or a verb that wants somebody, and closed by what ends a name
    let wanted = marks.title_before(at)
        || matches!(marks.word_before(at), Some((_, Lex::Trigger(t))) if matches!(t.class, Class::Appoint | Class::Dismiss | Class::Nominate));
    let whole = |len: usize| {
        line.folded.get(at + 1..at + len).is_some_and(|rest| rest.iter().all(given))
            && (1..len).all(|i| marks.word(at + i).is_none() && marks.title(at + i).is_none())
            && names::edge(line, marks, at + len) >= Edge::Fair
            && (is_put(line, marks, at + len) || personal(line, marks, at + len))
    };
    if line.folded[at] == '于' && wanted && (whole(3) || whole(2)) {
        return true;
    }
    line.folded[at] == '于'
        && line.folded.get(at + 1..at + 3).is_some_and(|rest| rest.iter().all(given))
        && (1..3).all(|i| marks.word(at + i).is_none() && marks.title(at + i).is_none())
        && (matches!(marks.word(at + 3), Some((end, Lex::Trigger(_))) if end - at >= 5)
            || matches!(marks.word(at + 3), Some((_, Lex::Honour | Lex::Word | Lex::Cue(_)))) && personal(line, marks, at + 3))
}

/// "A、B、C任副主席": a list of names whose last does what only people do.
pub fn list_is_personal(line: &Line, marks: &Marks, to: usize) -> bool {
    let mut to = to;
    for _ in 0..24 {
        let Some(start) = list_link(line, to) else { return false };
        let dotted = (start + 1..line.len().min(start + 8))
            .find(|&i| line.folded[i] == '·')
            .and_then(|dot| names::dotted(line, marks, dot))
            .filter(|d| d.0 == start);
        let next = dotted.map(|d| d.1).or_else(|| names::chinese(line, marks, start).filter(|(_, edge)| *edge >= Edge::Fair).map(|c| c.0));
        let Some(end) = next else { return false };
        if personal(line, marks, end) {
            return true;
        }
        to = end;
    }
    false
}

pub fn said(marks: &Marks, to: usize) -> bool {
    matches!(marks.word(to), Some((_, Lex::Cue(Cue::Say))))
}

/// Whether a title comes soon in the same clause.
pub fn title_ahead(line: &Line, marks: &Marks, from: usize) -> bool {
    (from..line.len().min(from + 20)).take_while(|&i| !matches!(line.folded[i], ',' | ';')).any(|i| marks.title(i).is_some())
}

/// Behind a name: 、, 和 and the like, and where the next name would begin.
pub fn list_link(line: &Line, to: usize) -> Option<usize> {
    let mut at = to;
    if line.folded.get(at) == Some(&'(') {
        at = (at..line.len().min(at + 24)).find(|&i| line.folded[i] == ')')? + 1;
    }
    for honour in ["先生", "女士", "同志", "教授", "博士"] {
        if line.starts(at, honour) {
            at += 2;
        }
    }
    ["、", "以及", "及", "和", "与", "/"].into_iter().find(|w| line.starts(at, w)).map(|w| at + w.chars().count())
}

pub fn is_punctuation(c: Option<&char>) -> bool {
    c.is_none_or(|c| !is_wordy(*c))
}
