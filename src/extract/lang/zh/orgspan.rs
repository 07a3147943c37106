//! Where a name of an organisation begins and ends in a sentence.

use std::collections::HashMap;

use super::find::People;
use super::fold::is_han;
use super::lexicon::{Cue, Lex};
use super::marks::Marks;
use super::orgwords::DESCRIPTORS;
use super::sentence::Line;

/// Whether a title follows in the clause or the next: "加盟小鹏,任副总裁".
pub fn title_soon(line: &Line, marks: &Marks, from: usize) -> bool {
    (from..line.len().min(from + 12)).any(|i| marks.title(i).is_some()) || from == line.len()
}

/// Where a name would end before adverbs and dates that stand before a verb: "东阿阿胶今晚|公告", "快手科技10月29日|公告".
pub fn before_adverbs(line: &Line, at: usize) -> usize {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "在官微", "在官网", "在港交所", "在联交所", "在上交所", "在深交所", "在微博", "在公众号", "在微信公众号", "在社交平台", "在社交媒体", "在内部信中", "在内部信", "在公告中", "在声明中", "在官方微博", "在其官网", "在其官微", "于港交所", "通过官微", "通过官网", "通过内部信", "发布内部信", "全员信", "内部邮件", "晚间", "上午", "下午", "今日", "今天", "今晚", "今早", "昨日", "昨天", "昨晚", "近日", "日前", "早间", "午间", "盘后", "盘前", "凌晨", "同日", "同时", "正式", "进一步", "官方", "方面", "内部", "对外", "集体", "联合", "紧急", "突然", "共同", "已", "也", "还", "在", "晚",
    ];
    let mut to = at;
    while to > 0 && at - to < 14 {
        if let Some(word) = WORDS.iter().find(|w| to >= w.chars().count() && line.starts(to - w.chars().count(), w)) {
            to -= word.chars().count();
        } else if line.folded[to - 1] == ')' && to >= 2 && line.folded[to - 2].is_ascii_digit() {
            // "昨(13)日"
            to -= (1..=4.min(to)).find(|back| line.folded[to - back] == '(').unwrap_or(1);
        } else if let Some(from) = day(line, to) {
            to = from;
        } else {
            break;
        }
    }
    to
}

/// Whether behind a name an organisation begins to act: it announces, or a day is named.
pub fn day_follows_or_ends(line: &Line, marks: &Marks, to: usize) -> bool {
    to < line.len() && day_follows(line, to)
        || matches!(marks.word(to), Some((_, Lex::Cue(Cue::Announce | Cue::Former | Cue::Fresh) | Lex::Board)))
}

/// Whether a word for a day begins here.
pub fn day_follows(line: &Line, at: usize) -> bool {
    line.folded[at].is_ascii_digit()
        || ["今天", "今日", "昨日", "昨天", "周", "日前", "近日", "上周", "本周", "星期"].iter().any(|w| line.starts(at, w))
}

/// Where a date that ends at `to` begins: "10月29日", "周一".
pub fn day(line: &Line, to: usize) -> Option<usize> {
    let folded = &line.folded;
    if to >= 2 && "一二三四五六日".contains(folded[to - 1]) && folded[to - 2] == '周' {
        return Some(to - 2);
    }
    if !matches!(folded[to - 1], '日' | '月' | '号' | '年') {
        return None;
    }
    let digits = |end: usize| {
        (0..end).rev().take(4).take_while(|&i| folded[i].is_ascii_digit() || "〇一二三四五六七八九十今昨".contains(folded[i])).count()
    };
    let count = digits(to - 1);
    (count > 0).then(|| to - 1 - count)
}

/// Where a run of name characters that ends at `at` begins.
pub fn left(line: &Line, marks: &Marks, inside: &[bool], at: usize, most: usize) -> usize {
    let folded = &line.folded;
    let mut from = at;
    while from > 0 && at - from < most {
        let c = folded[from - 1];
        if c == ')' && from >= 4 {
            let Some(open) = (from.saturating_sub(8)..from - 1).rev().find(|&i| folded[i] == '(') else { break };
            if open > 0 && is_han(folded[open - 1]) && folded[open + 1..from - 1].iter().all(|c| is_han(*c)) {
                from = open;
                continue;
            }
            break;
        }
        let word_end = marks.ends(from) && closes(line, marks, from);
        let latin = c.is_ascii_alphanumeric()
            || c == '*'
            || c == ' ' && folded.get(from).is_some_and(|d| d.is_ascii_alphabetic()) && from >= 2 && folded[from - 2].is_ascii_alphabetic();
        let date = (c == '日' || c == '月' || c == '年')
            && from >= 2
            && (folded[from - 2].is_ascii_digit() || "一二三四五六七八九十今去前明本当昨".contains(folded[from - 2]));
        if !(is_han(c) || latin) || "届次到至了着".contains(c) || word_end && from < at || inside[from] || date {
            break;
        }
        if word_end && from == at && hard_end(marks, from) {
            break;
        }
        if from < at && DESCRIPTORS.iter().any(|w| from >= 2 && line.starts(from - 2, w)) {
            break;
        }
        from -= 1;
    }
    if at - from > 3 && ["一名", "一位", "两名", "两位", "多名", "多位", "一家", "另一"].iter().any(|w| line.starts(from, w))
    {
        from += 2;
    }
    // "不到50天|大同"
    if from > 0 && line.folded[from - 1].is_ascii_digit() && at - from > 2 && "天日月年人名位家个".contains(folded[from]) {
        from += 1;
    }
    // "近日北京某某有限公司"
    if ["近日", "日前", "近期", "今日", "昨日", "此前", "目前"].iter().any(|w| line.starts(from, w)) && at - from > 2 {
        from += 2;
    }
    // digits in front belong to a number or a date
    while from < at && folded[from].is_ascii_digit() {
        from += 1;
    }
    while from < at
        && "经据任原前自将从与和由于在以为其某该本至到因从则均系并且又也暨及而对赴".contains(folded[from])
        && !line.starts(from, "和")
        && !["本地", "前程", "前海"].iter().any(|w| line.starts(from, w))
    {
        from += 1;
    }
    from
}

/// Whether the word that ends here parts names: not those that names hold themselves.
pub fn closes(_line: &Line, marks: &Marks, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| {
        marks.title(i).is_some_and(|t| t.to == at)
            || marks.word(i).is_some_and(|(to, lex)| {
                to == at
                    && match lex {
                        Lex::Company | Lex::Board => false,
                        Lex::Cue(Cue::Former) => at - i >= 2,
                        Lex::And => at - i >= 2,
                        _ => true,
                    }
            })
    })
}

pub fn hard_end(marks: &Marks, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| {
        marks.word(i).is_some_and(|(to, lex)| to == at && !matches!(lex, Lex::Company | Lex::Board | Lex::And))
            || marks.title(i).is_some_and(|t| t.to == at)
    })
}

/// For every place whether a known person's name ends there.
pub fn name_ends(line: &Line, names: &HashMap<char, Vec<Vec<char>>>) -> Vec<bool> {
    let mut ends = vec![false; line.len() + 1];
    for (at, first) in line.folded.iter().enumerate() {
        for name in names.get(first).map(Vec::as_slice).unwrap_or(&[]) {
            if line.folded[at..].starts_with(name) {
                ends[at + name.len()] = true;
            }
        }
    }
    ends
}

/// The forms of people's names by their first character.
pub fn by_first(people: &People) -> HashMap<char, Vec<Vec<char>>> {
    let mut names: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for form in people.forms.keys() {
        let chars: Vec<char> = form.chars().collect();
        if (2..=12).contains(&chars.len()) {
            names.entry(chars[0]).or_default().push(chars);
        }
    }
    names
}

pub fn has_verb(line: &Line, to: usize) -> bool {
    (0..to).any(|i| matches!(super::lexicon::longest(&line.folded, i), Some((end, Lex::Trigger(_) | Lex::Cue(Cue::Announce | Cue::Say | Cue::Source | Cue::Ask))) if end - i >= 2 && end <= to))
}
