//! The grammar of Chinese titles: fields, modifiers and a head ("研究高级副总裁", "常务副总经理"), and lists of them.
//!
//! The codes are those of the English pack, so that a change told in both languages is one change.

use std::sync::LazyLock;

use super::fold::{fold_str, is_han};
use super::table::{Chars, Table};
use super::titlewords::{CHIEFS, COMMITTEES, FIELDS, HEADS, MODIFIERS};
use crate::domain::Role;

/// A title found in folded characters `from..to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    pub from: usize,
    pub to: usize,
    pub code: String,
    /// Characters of the unit inside the title: "*研究*副总裁".
    pub unit: Option<(usize, usize)>,
    pub interim: bool,
    pub leadership: bool,
    /// A seat in a committee and nothing else.
    pub committee: bool,
}

static HEAD_TABLE: LazyLock<Table<(&str, bool)>> = LazyLock::new(|| {
    Table::new(HEADS.iter().flat_map(|(row, code, leadership)| row.split(' ').map(move |word| (word, (*code, *leadership)))))
});
static MODIFIER_TABLE: LazyLock<Table<&str>> = LazyLock::new(|| Table::new(MODIFIERS.iter().map(|word| (*word, *word))));
static FIELD_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(FIELDS.iter().map(|word| (*word, ()))));
static COMMITTEE_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(COMMITTEES.iter().map(|word| (*word, ()))));

/// The characters with which a title can begin: most places of a text are none.
static FIRST: LazyLock<Chars> = LazyLock::new(|| {
    let heads = HEADS.iter().flat_map(|row| row.0.split(' '));
    let words = heads.chain(MODIFIERS.iter().copied()).chain(FIELDS.iter().copied()).chain(COMMITTEES.iter().copied());
    Chars::new(words.filter_map(|word| word.chars().next()))
});

/// Reads one title that begins at `from`, as long as it goes. `None` where none begins.
pub fn read_one(folded: &[char], from: usize) -> Option<Title> {
    if !FIRST.has(*folded.get(from)?) {
        return None;
    }
    if let Some(seat) = committee(folded, from) {
        return Some(seat);
    }
    let mut at = from;
    let mut unit = None;
    let mut words: Vec<&str> = Vec::new();
    for _ in 0..7 {
        if let Some(title) = chief(folded, from, at, unit) {
            return Some(title);
        }
        // 董事 in 董事会, 主席 in 主席团, 主任 in 主任委员, 主管 as a verb; 执行董事会主席 is another matter
        let found = head(folded, at);
        let forbidden = found.is_some_and(|(to, code, _)| tail_forbids(folded, to, code));
        if forbidden && found.is_none_or(|(_, code, _)| code != "EXECUTIVE_DIRECTOR") {
            return None;
        }
        if let Some((to, code, leadership)) = found.filter(|_| !forbidden) {
            return Some(finish(from, to, code, leadership, &words, unit));
        }
        if let Some((to, word)) = MODIFIER_TABLE.longest(folded, at) {
            words.push(word);
            at = to;
        } else if let Some((to, ())) = FIELD_TABLE.longest(folded, at).filter(|_| !is_inside(folded, at)) {
            unit = Some((unit.map_or(at, |u: (usize, usize)| u.0), to));
            at = to;
        } else {
            return None;
        }
    }
    None
}

/// Reads a list of titles as one role: "董事、副总经理兼财务总监".
pub fn read(folded: &[char], from: usize) -> Option<Title> {
    let mut whole = read_one(folded, from)?;
    while let Some(next) = separator(folded, whole.to).and_then(|at| read_one(folded, skip_frame(folded, at))) {
        let better = rank(&next) < rank(&whole);
        whole = Title {
            from,
            to: next.to,
            code: if better { next.code } else { whole.code },
            unit: if better { next.unit } else { whole.unit },
            interim: whole.interim || next.interim,
            leadership: whole.leadership || next.leadership,
            committee: whole.committee && next.committee,
        };
    }
    Some(whole)
}

/// Which of several titles names the role best: the lower, the more senior.
fn rank(title: &Title) -> usize {
    const ORDER: [&str; 8] = ["CEO", "CHAIR", "PRESIDENT", "GM", "MD", "COO", "CFO", "CTO"];
    let base = ORDER.iter().position(|c| *c == title.code).unwrap_or(match title.code.as_str() {
        "DIRECTOR" | "SUPERVISOR" | "FOUNDER" => 90,
        _ => 50,
    });
    base + if title.leadership { 0 } else { 1000 } + if title.committee { 1000 } else { 0 }
}

fn separator(folded: &[char], at: usize) -> Option<usize> {
    const WORDS: [&str; 11] = ["及其", "以及", "、", "兼", "及", "和", "暨", "与", "/", "&", "并兼"];
    let mut start = at;
    // a remark in brackets between two titles: "首席财务官(CFO)、董事"
    if folded.get(at) == Some(&'(') {
        let close = (at..folded.len().min(at + 12)).find(|&i| folded[i] == ')')?;
        start = close + 1;
    }
    longest(folded, start, &WORDS).map(|word| start + word.chars().count())
}

/// "公司", "第七届董事会", "董事会" before a title of a list.
pub fn skip_frame(folded: &[char], from: usize) -> usize {
    let mut at = from;
    loop {
        let before = at;
        if let Some(word) = longest(folded, at, &["本公司", "该公司", "该部门", "公司", "本行", "集团的", "其", "首任", "兼"])
        {
            at += word.chars().count();
        }
        if folded.get(at) == Some(&'第')
            && let Some(end) = (at..folded.len().min(at + 6)).find(|&i| folded[i] == '届')
        {
            at = end + 1;
        }
        for board in ["董事会", "监事会", "董事局", "理事会"] {
            let to = at + 3;
            if longest(folded, at, &[board]).is_some()
                && head(folded, at).is_none()
                && (read_one(folded, to).is_some() || folded.get(to) == Some(&'、'))
            {
                at = to;
            }
        }
        if at == before {
            return at;
        }
    }
}

fn tail_forbids(folded: &[char], to: usize, code: &str) -> bool {
    let next = folded.get(to).copied().unwrap_or(' ');
    match code {
        "DIRECTOR" | "SUPERVISOR" | "EXECUTIVE_DIRECTOR" => matches!(next, '会' | '局'),
        "CHAIR" => matches!(next, '团' | '国' | '台'),
        "OTHER" => next == '会' && folded[to - 1] == '员',
        "HEAD" => matches!(next, '委' | '部' | '单') || next == '医' || next == '业',
        "GM" | "PRESIDENT" => next == '办' || next == '班',
        _ => false,
    }
}

fn finish(from: usize, to: usize, code: &str, leadership: bool, words: &[&str], unit: Option<(usize, usize)>) -> Title {
    let has = |word: &str| words.contains(&word);
    let vice = has("副");
    let code = match code {
        "PRESIDENT" if vice && (has("高级") || has("资深")) => "SVP".to_string(),
        "PRESIDENT" if vice && has("执行") => "EVP".to_string(),
        "PRESIDENT" if vice => "VP".to_string(),
        "VP" if has("高级") || has("资深") => "SVP".to_string(),
        "VP" if has("执行") => "EVP".to_string(),
        "GM" if vice => "DEPUTY_GM".to_string(),
        "CHAIR" if vice => "VICE_CHAIR".to_string(),
        "EXECUTIVE_DIRECTOR" if has("非") || has("独立") => "DIRECTOR".to_string(),
        code if vice => format!("DEPUTY_{code}"),
        code => code.to_string(),
    };
    let interim = ["代理", "代", "署理", "暂代", "临时", "代任"].iter().any(|w| has(w));
    let honorary = has("名誉") || has("荣誉") || has("永远荣誉");
    let unit = if matches!(code.as_str(), "CFO" | "CTO") { None } else { unit };
    let code = if honorary { format!("HONORARY_{code}") } else { code };
    Title { from, to, code, unit, interim, leadership: leadership && !has("见习"), committee: false }
}

/// 首席…官, 首席科学家.
fn chief(folded: &[char], from: usize, at: usize, unit: Option<(usize, usize)>) -> Option<Title> {
    let rest = folded.get(at..)?;
    if !rest.starts_with(&['首', '席']) {
        return None;
    }
    let title = |to: usize, code: String, leadership: bool| Title { from, to, code, unit, interim: false, leadership, committee: false };
    const NOUNS: [(&str, &str); 8] = [
        ("科学家", "CHIEF_SCIENTIST"),
        ("经济学家", "CHIEF_ECONOMIST"),
        ("设计师", "CHIEF_DESIGNER"),
        ("架构师", "CHIEF_ARCHITECT"),
        ("工程师", "CHIEF_ENGINEER"),
        ("策略师", "CHIEF_STRATEGIST"),
        ("代表", "HEAD"),
        ("专家", "CHIEF_EXPERT"),
    ];
    for (noun, code) in NOUNS {
        if let Some(word) = longest(folded, at + 2, &[noun]) {
            return Some(title(at + 2 + word.chars().count(), code.to_string(), true));
        }
    }
    // 首席AI科学家, 首席数据科学家
    let field = (at + 3..folded.len().min(at + 10)).take_while(|&i| {
        let c = folded[i - 1];
        (is_han(c) || c.is_ascii_alphabetic() || c == ' ') && !matches!(c, '官' | '兼')
    });
    for i in field {
        if let Some((noun, code)) = NOUNS[..6].iter().find(|(noun, _)| longest(folded, i, &[noun]).is_some()) {
            return Some(title(i + noun.chars().count(), (*code).to_string(), true));
        }
    }
    let end = (at + 3..folded.len().min(at + 13))
        .take_while(|&i| is_han(folded[i]) || folded[i].is_ascii_alphabetic())
        // 首席财务总裁 in Hong Kong
        .find(|&i| folded[i] == '官' || folded[i..].starts_with(&['总', '裁']))?;
    let to = if folded[end] == '官' { end + 1 } else { end + 2 };
    let middle: String = folded[at + 2..end].iter().collect();
    let vice = middle.strip_prefix('副').map(str::to_string);
    let field = vice.as_deref().unwrap_or(&middle);
    let code = CHIEFS.iter().find(|(word, _)| *word == field).map_or_else(|| format!("CHIEF_{field}"), |(_, code)| (*code).to_string());
    if folded[end] != '官' && !CHIEFS.iter().any(|(word, _)| *word == field) {
        return None;
    }
    Some(title(to, if vice.is_some() { format!("DEPUTY_{code}") } else { code }, true))
}

/// "战略委员会主任委员", "提名委员会、审核委员会": seats that are never told alone.
fn committee(folded: &[char], from: usize) -> Option<Title> {
    let (kind, ()) = COMMITTEE_TABLE.longest(folded, from).filter(|_| !is_inside(folded, from))?;
    // 董事长及提名委员会主席 begins with a seat that counts
    if matches_at(folded, from, "董事") && !matches!(folded.get(kind), Some('会' | '局')) {
        return None;
    }
    let end = (kind..folded.len().min(from + 16))
        .take_while(|&i| is_han(folded[i]) || folded[i].is_ascii_alphabetic())
        .find(|&i| folded[i..].starts_with(&['委', '员', '会']))?;
    let mut to = end + 3;
    if let Some(word) = longest(folded, to, &["主任委员", "委员会主席", "委员", "主席", "召集人", "成员", "主任"]) {
        to += word.chars().count();
    }
    Some(Title { from, to, code: "COMMITTEE".into(), unit: None, interim: false, leadership: false, committee: true })
}

/// The longest head at a place: end, code, leadership. Latin titles stand as whole words.
fn head(folded: &[char], at: usize) -> Option<(usize, &'static str, bool)> {
    let whole = |i: Option<&char>| i.is_none_or(|c| !c.is_ascii_alphabetic());
    let stands = |to: usize| !folded[at].is_ascii_uppercase() || whole(folded.get(to)) && (at == 0 || whole(folded.get(at - 1)));
    // 副总 in 副总监 is the modifier 副 and the head 总监
    let cut = |to: usize, code: &str| {
        code == "DEPUTY_GM" && folded[to - 1] == '总' && folded.get(to).is_some_and(|c| "监裁编工会设建架经干理统".contains(*c))
    };
    HEAD_TABLE.all(folded, at).find(|(to, (code, _))| stands(*to) && !cut(*to, code)).map(|(to, (code, leadership))| (to, code, leadership))
}

/// Whether a Latin word goes on here.
fn is_inside(folded: &[char], at: usize) -> bool {
    at > 0 && folded.get(at).is_some_and(char::is_ascii_alphabetic) && (folded[at - 1].is_ascii_alphanumeric() || folded[at - 1] == ' ')
}

fn longest<'a>(folded: &[char], at: usize, words: &[&'a str]) -> Option<&'a str> {
    words.iter().filter(|word| matches_at(folded, at, word)).max_by_key(|word| word.len()).copied()
}

fn matches_at(folded: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| folded.get(at + i) == Some(&c))
}

/// The canonical role of a title as a roster or a document writes it.
pub fn role(text: &str) -> Role {
    let folded: Vec<char> = fold_str(text).chars().collect();
    let whole = (0..folded.len()).find_map(|at| read(&folded, at).filter(|t| t.to == folded.len()));
    let found = whole.or_else(|| (0..folded.len()).find_map(|at| read(&folded, at)));
    match found {
        Some(title) => {
            let (from, to) = title.unit.unwrap_or((title.from, title.from));
            let start = if title.from > 0 { 0 } else { from };
            let unit: String = folded[start..to.max(start)].iter().collect();
            Role { title: text.trim().to_string(), code: title.code, unit: Some(unit).filter(|u| !u.is_empty()) }
        }
        None => Role { title: text.trim().to_string(), code: text.trim().to_string(), unit: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_role(text: &str) -> (String, Option<String>) {
        let role = role(text);
        (role.code, role.unit)
    }

    #[test]
    fn gives_the_codes_of_the_english_titles() {
        for (title, code) in [
            ("首席技术官", "CTO"),
            ("行政總裁", "CEO"),
            ("董事長", "CHAIR"),
            ("首席研究官", "CHIEF_RESEARCH"),
            ("首席科学家", "CHIEF_SCIENTIST"),
            ("首席信息安全官", "CISO"),
            ("高级副总裁", "SVP"),
            ("执行副总裁", "EVP"),
            ("独立非执行董事", "DIRECTOR"),
            ("联合创始人", "FOUNDER"),
            ("财务总监", "CFO"),
            ("董事会秘书", "SECRETARY"),
            ("CEO", "CEO"),
        ] {
            assert_eq!(role(title).code, code, "{title}");
        }
    }

    #[test]
    fn finds_the_unit() {
        assert_eq!(read_role("研究副总裁"), ("VP".into(), Some("研究".into())));
        assert_eq!(read_role("研究高级副总裁"), ("SVP".into(), Some("研究".into())));
        assert_eq!(read_role("使命对齐主管"), ("HEAD".into(), Some("使命对齐".into())));
    }

    #[test]
    fn a_list_is_one_role_under_its_most_senior_title() {
        assert_eq!(role("董事、副总经理兼财务总监").code, "CFO");
        assert_eq!(role("董事长、董事及战略委员会主任委员").code, "CHAIR");
    }
}
