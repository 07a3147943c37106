//! Finds a document's names where the grammar shows them, so that they are known everywhere else.

use std::collections::HashMap;

use super::around::{Before, before, handed, is_punctuation, is_put, is_yu, list_is_personal, list_link, personal, said, title_ahead};
use super::fold::{fold_str, is_han};
use super::lexicon::{Class, Lex};
use super::marks::Marks;
use super::names::{self, Edge};
use super::orgwords;
use super::sentence::Line;
use super::title;
use super::words;

/// The people of a document: every written form with the full name that it stands for.
#[derive(Default)]
pub struct People {
    /// Folded form → the name as written first.
    pub forms: HashMap<String, String>,
    /// Forms that were found at a sure place.
    sure: HashMap<String, usize>,
    /// Surnames that stood alone before an honorific, with it.
    honoured: Vec<(String, String)>,
}

impl People {
    /// Reads all sentences of a document.
    pub fn find(lines: &[(&Line, Marks)]) -> Self {
        let mut people = People::default();
        let mut listed = false;
        for (line, marks) in lines {
            listed = opens_list(line) || listed && matches!(line.folded.last(), Some(';' | '。' | ','));
            if listed {
                people.read(line, marks, 0, Before::Verb);
            }
            people.appointed(line, marks);
            let mut at = 0;
            while at < line.len() {
                people.honoured(line, marks, at);
                people.nicknamed(line, marks, at);
                if line.folded[at] == '·'
                    && let Some((from, to)) = names::dotted(line, marks, at)
                {
                    people.add(line, from, to, true);
                    let mut next = Some(to);
                    while let Some(start) = next.and_then(|to| list_link(line, to)) {
                        next = people.read(line, marks, start, Before::List);
                    }
                    at = to;
                    continue;
                }
                if let Some(before) = before(line, marks, at) {
                    let mut next = people.read(line, marks, at, before);
                    // a list of names goes on
                    while let Some(start) = next.and_then(|to| list_link(line, to)) {
                        next = people.read(line, marks, start, Before::List);
                    }
                }
                at += 1;
            }
        }
        people.settle(lines);
        people
    }

    /// "聘任图灵奖得主姚某为院长": the name before 为 whatever stands before it.
    fn appointed(&mut self, line: &Line, marks: &Marks) {
        for at in 3..line.len() {
            let put = matches!(marks.word(at), Some((_, Lex::Be)))
                || matches!(marks.word(at), Some((to, Lex::Trigger(t))) if t.class == Class::Take && to - at >= 2);
            if !put || !title_ahead(line, marks, at) || !line.folded[at - 3..at].iter().all(|c| is_han(*c)) {
                continue;
            }
            let start = (at.saturating_sub(20)..at)
                .rev()
                .take_while(|&i| !matches!(line.folded[i], ',' | ';' | ':' | '。' | ')'))
                .last()
                .unwrap_or(at);
            let trigger = (start..at).rev().find_map(|i| match marks.word(i) {
                Some((to, Lex::Trigger(t))) if t.class == Class::Appoint && to <= at - 2 => Some(to),
                _ => None,
            });
            let Some(behind) = trigger else { continue };
            // right behind the verb 于 and 向 are surnames
            let surname = |i: usize| i == behind && marks.word(i).is_some_and(|(end, _)| end == i + 1);
            let plain = |from: usize| {
                from >= behind
                    && (from..at).all(|i| (marks.word(i).is_none() || i == from && surname(i)) && marks.title(i).is_none())
                    && !is_thing(&line.folded[from..at])
            };
            let found = [3, 2].into_iter().map(|len| at - len).find(|&from| plain(from) && names::surname(&line.folded, from).is_some());
            if let Some(from) = found {
                self.add(line, from, at, true);
            }
        }
    }

    /// Reads a name at a place; where it ends.
    fn read(&mut self, line: &Line, marks: &Marks, at: usize, before: Before) -> Option<usize> {
        let folded = &line.folded;
        // a list may break off behind its comma
        folded.get(at)?;
        if let Some((to, words)) = names::latin(folded, at) {
            return self.latin(line, marks, at, to, words, before);
        }
        let blocked =
            marks.word(at).is_some_and(|(to, lex)| to - at >= 2 && !matches!(lex, Lex::Honour)) || title::read_one(folded, at).is_some();
        let honoured = |to: usize| matches!(marks.word(to), Some((_, Lex::Honour)));
        let latin_follows = |to: usize| folded.get(to) == Some(&'(') && folded.get(to + 1).is_some_and(char::is_ascii_uppercase);
        if "由被和及与暨为的在将已于".contains(folded[at])
            && !is_yu(line, marks, at)
            && !matches!(marks.word(at + 2).or(marks.word(at + 3)), Some((_, Lex::Honour)))
        {
            return None;
        }
        // "由原买菜业务负责人张某接手"
        let former = |to: usize| folded[at] == '原' && (to..folded.len().min(to + 4)).any(|i| marks.title(i).is_some());
        // 高度重视 is no name, 江南春 behind a title and before a stop is one
        // 王国 begins many a name
        let named = |to: usize| {
            to - at == 3 && ["王国", "王朝", "高原", "马力", "江海", "金华"].iter().any(|w| line.starts(at, w)) && personal(line, marks, to)
        };
        let common = |to: usize, edge: Edge| {
            folded.get(at..at + 2).is_some_and(words::is_everyday)
                && !(honoured(to) || latin_follows(to) || named(to) || before == Before::Title && edge == Edge::Strong && to - at == 3)
        };
        if let Some((to, edge)) = names::chinese(line, marks, at).filter(|(to, edge)| !former(*to) && !common(*to, *edge)) {
            let sure = match before {
                _ if honoured(to) || latin_follows(to) => true,
                _ if blocked => false,
                // "由先前曾短暂代理": 短暂 goes on behind
                Before::Verb if to - at == 2 && marks.word(at + 1).is_some_and(|(end, lex)| end > to && lex == Lex::Word) => false,
                Before::Title => edge >= Edge::Fair,
                // "监事由刘某变更为屈恒。"
                Before::Verb
                    if edge == Edge::Strong && matches!(marks.word_before(at), Some((_, Lex::Trigger(t))) if t.class == Class::Change) =>
                {
                    true
                }
                Before::Verb => {
                    edge == Edge::Strong && !is_punctuation(folded.get(to))
                        || is_put(line, marks, to)
                        || edge == Edge::Strong && to - at == 3
                }
                Before::List => edge >= Edge::Fair,
                // "向董事会递交": words are no name
                Before::Clause if (at..to).any(|i| marks.word(i).is_some_and(|(end, lex)| end - i >= 2 && !matches!(lex, Lex::Honour))) => {
                    false
                }
                Before::Clause => {
                    personal(line, marks, to) || list_is_personal(line, marks, to) || edge == Edge::Strong && handed(line, marks, at)
                }
            };
            if sure {
                self.add(line, at, to, true);
                return Some(to);
            }
            if !blocked && edge >= Edge::Fair && before == Before::Clause && said(marks, to) {
                self.add(line, at, to, false);
            }
            if before != Before::Title {
                return None;
            }
        }
        if blocked {
            return None;
        }
        self.rare(line, marks, at, before)
    }

    /// A name without a known surname: only between sure neighbours.
    fn rare(&mut self, line: &Line, marks: &Marks, at: usize, before: Before) -> Option<usize> {
        let folded = &line.folded;
        let plain =
            |i: usize| is_han(folded[i]) && (i == at || marks.word(i).is_none_or(|(end, _)| end == i + 1) && marks.title(i).is_none());
        let run = (at..folded.len().min(at + 9)).take_while(|&i| plain(i)).count();
        let put = |to: usize| personal(line, marks, to) || is_put(line, marks, to) && before != Before::Clause;
        let free = (at..at + run).take_while(|&i| i == at || marks.word(i).is_none()).count();
        // the first place where a sure end follows; a single function word may be part of the name
        let acts = |to: usize| match marks.word(to) {
            Some((end, Lex::Trigger(_))) if end - to >= 2 => true,
            Some((end, Lex::Trigger(t))) => t.class == Class::Take && line.folded[to] == '任' && title_ahead(line, marks, end),
            _ => false,
        };
        let to = (at + 2..=at + run)
            .find(|&to| to - at >= free && acts(to))
            .or_else(|| (at + 2..=at + run).find(|&to| to - at >= free && put(to)))
            .unwrap_or(at + free);
        let chars = &folded[at..to];
        if marks.word(at).is_some() {
            return None;
        }
        if chars.iter().any(|c| "总是在要不将于应能会可又再更最每各某该此还月日年周天今昨继后前节".contains(*c))
        {
            return None;
        }
        let foreign = names::looks_ethnic(chars);
        let latin_follows = folded.get(to) == Some(&'(') && folded.get(to + 1).is_some_and(char::is_ascii_uppercase);
        if latin_follows && names::latin(folded, to + 1).is_some_and(|(end, words)| words >= 2 && is_latin_thing(&folded[to + 1..end])) {
            return None;
        }
        let latin_words = if latin_follows { names::latin(folded, to + 1).map_or(0, |(_, words)| words) } else { 0 };
        if chars.len() < 2 || words::is_everyday(&chars[..2]) && !latin_follows {
            return None;
        }
        let spelled = latin_words >= 2 && names::looks_foreign(chars) && chars.len() <= 8;
        let fits = (spelled || (2..=5).contains(&chars.len()))
            && !is_thing(chars)
            && match before {
                _ if spelled => true,
                Before::Title => {
                    (personal(line, marks, to) || matches!(marks.word(to), Some((_, Lex::Be)))) && chars.len() <= 3
                        || foreign && names::edge(line, marks, to) >= Edge::Fair
                }
                Before::Verb => latin_follows || foreign && is_put(line, marks, to),
                Before::List => foreign && names::edge(line, marks, to) >= Edge::Fair,
                Before::Clause => {
                    foreign && personal(line, marks, to) && !is_punctuation(folded.get(to))
                        || latin_words >= 2 && chars.len() <= 4
                        || chars.len() == 3
                            && acts(to)
                            && personal(line, marks, to)
                            && !chars.iter().any(|c| "人士员者工长新老主总一的下中内外后".contains(*c))
                }
            };
        fits.then(|| {
            self.add(line, at, to, true);
            to
        })
    }

    fn latin(&mut self, line: &Line, marks: &Marks, at: usize, to: usize, words: usize, before: Before) -> Option<usize> {
        let folded = &line.folded;
        // "Kevin(刘开文)", "Cathy(舒窈)": the name is in the brackets
        if folded.get(to) == Some(&'(')
            && let Some(close) = (to..folded.len().min(to + 8)).find(|&i| folded[i] == ')')
            && names::surname(folded, to + 1).is_some()
            && (2..=4).contains(&(close - to - 1))
            && folded[to + 1..close].iter().all(|c| is_han(*c))
        {
            let full = line.text(to + 1, close);
            self.forms.insert(folded[at..to].iter().collect(), full.clone());
            self.forms.insert(folded[to + 1..close].iter().collect(), full);
            return Some(close + 1);
        }
        let honoured = matches!(marks.word(to), Some((_, Lex::Honour)));
        let title = title::read_one(folded, at).is_some();
        let fits = match before {
            _ if title => false,
            _ if honoured => true,
            Before::Title => words >= 2 || to - at >= 4 && folded[at..to].iter().any(char::is_ascii_lowercase),
            Before::Verb => words >= 2 && (is_put(line, marks, to) || title::read_one(folded, to).is_none()),
            Before::List => words >= 2,
            Before::Clause => {
                words >= 2
                    && (personal(line, marks, to) && folded.get(to).is_none_or(|c| *c == ',' || !is_punctuation(Some(c)))
                        || handed(line, marks, at))
            }
        };
        let thing = words >= 2 && is_latin_thing(&folded[at..to]);
        (fits && !thing).then(|| {
            self.add(line, at, to, true);
            to
        })
    }

    /// The name before 先生, 女士, 同志.
    fn honoured(&mut self, line: &Line, marks: &Marks, at: usize) {
        let Some((_, Lex::Honour)) = marks.word(at) else { return };
        if at == 0 {
            return;
        }
        if !is_han(line.folded[at - 1]) && line.folded[at - 1] != ')' {
            return;
        }
        let starts = |from: usize| marks.ends(from) || from == 0 || !is_han(line.folded[from - 1]);
        let at = if line.folded[at - 1] == '等' && at > 2 { at - 1 } else { at };
        let honour: String = line.folded[at..at + 2].iter().collect();
        if names::surname(&line.folded, at - 1) == Some(1) && (at == 1 || !is_han(line.folded[at - 2])) {
            self.honoured.push((line.folded[at - 1].to_string(), honour));
            return;
        }
        let inside = |from: usize| title::read_one(&line.folded, from).is_some_and(|t| t.to >= at);
        for len in [3, 2, 4, 5] {
            let Some(from) = at.checked_sub(len) else { continue };
            if !line.folded[from..at].iter().all(|c| is_han(*c)) || inside(from) {
                continue;
            }
            let fits = names::surname(&line.folded, from).is_some_and(|s| s < len && len <= s + 3);
            let known = self.forms.contains_key(&line.folded[from..at].iter().collect::<String>());
            let bounded = len <= 3
                && from > 0
                && starts(from)
                && is_han(line.folded[from - 1])
                && marks.title(from).is_none()
                && !(from..at).any(|i| marks.word(i).is_some() || title::read_one(&line.folded, i).is_some());
            let strange = (2..=4).contains(&len)
                && (from == 0 || starts(from))
                && !"各全两三几每该这那诸广位名老新女男众本贵".contains(line.folded[from])
                && marks.title(from).is_none()
                && !(from..at).any(|i| marks.word(i).is_some_and(|(end, _)| end - i >= 2) || title::read_one(&line.folded, i).is_some());
            if known || bounded || strange && len >= 3 || starts(from) && (fits || len <= 4 && names::looks_foreign(&line.folded[from..at]))
            {
                if marks.word(from).is_none_or(|(to, _)| to != at) {
                    self.add(line, from, at, true);
                }
                return;
            }
        }
    }

    /// "空山(梁知白)担任": a flower name with the name in brackets.
    fn nicknamed(&mut self, line: &Line, marks: &Marks, at: usize) {
        let folded = &line.folded;
        if folded[at] != '(' || at < 2 {
            return;
        }
        let Some(close) = (at + 3..folded.len().min(at + 6)).find(|&i| folded[i] == ')') else { return };
        let inner = &folded[at + 1..close];
        let named = names::surname(folded, at + 1).is_some()
            && inner.iter().all(|c| is_han(*c))
            && marks.word(at + 1).is_none_or(|(to, _)| to < close && to == at + 2)
            && marks.title(at + 1).is_none()
            && !is_thing(inner);
        let from = at - 2;
        let outer = folded[from..at].iter().all(|c| is_han(*c))
            && (marks.ends(from) || !is_han(folded[from - 1]))
            && marks.word(from).is_none_or(|(to, _)| to == from + 1)
            && marks.title(from).is_none()
            && !is_thing(&folded[from..at]);
        if named
            && outer
            && (close + 1 < folded.len()
                && (is_put(line, marks, close + 1) || personal(line, marks, close + 1) || marks.word(close + 1).is_some())
                || close + 1 == folded.len())
        {
            let full = line.text(at + 1, close);
            self.forms.insert(folded[from..at].iter().collect(), full.clone());
            let form: String = inner.iter().collect();
            *self.sure.entry(form.clone()).or_default() += 1;
            self.forms.insert(form, full);
        }
    }

    fn add(&mut self, line: &Line, from: usize, to: usize, sure: bool) {
        let form: String = line.folded[from..to].iter().collect();
        if is_thing(&line.folded[from..to]) || names::is_phrase(&line.folded[from..to]) || orgwords::is_known(&form) {
            return;
        }
        if sure {
            *self.sure.entry(form.clone()).or_default() += 1;
        }
        self.forms.entry(form).or_insert_with(|| line.text(from, to));
    }

    /// Drops 于张某 where the text has 张某, and 安踏 where it has "安踏品牌CEO徐某": between two names no title stands without a sign.
    fn drop_no_names(&mut self, lines: &[(&Line, Marks)]) {
        // 向文波 is a name wherever 文波 never stands without it
        let count = |form: &str| self.sure.get(form).copied().unwrap_or(0);
        let mut dropped: Vec<String> = Vec::new();
        for form in self.forms.keys() {
            let mut chars = form.chars();
            let led = chars.next().is_some_and(|c| "于自和向对从由被与及让就经令".contains(c)) && count(chars.as_str()) > 0;
            if led {
                dropped.push(if count(chars.as_str()) > count(form) { form.clone() } else { chars.as_str().to_string() });
            }
        }
        for (line, marks) in lines {
            for at in 2..line.len() {
                let Some(to) = marks.title(at).map(|t| t.to) else { continue };
                let name = |from: usize, to: usize| line.folded.get(from..to).map(|chars| chars.iter().collect::<String>());
                let behind = (2..=3).any(|len| name(to, to + len).is_some_and(|form| self.sure.contains_key(&form)));
                if !behind {
                    continue;
                }
                // the words of the unit may stand between: 乐视|移动总裁
                let froms = (at.saturating_sub(3)..=at - 2).filter(|&from| from == 0 || !is_han(line.folded[from - 1]) || marks.ends(from));
                dropped.extend(froms.filter_map(|from| name(from, at)).filter(|form| self.forms.contains_key(form)));
            }
        }
        for form in dropped {
            self.forms.remove(&form);
            self.sure.remove(&form);
        }
    }

    /// Drops forms that were only stretched over a verb, and adds the last parts of dotted and Latin names.
    fn settle(&mut self, lines: &[(&Line, Marks)]) {
        self.drop_no_names(lines);
        let forms: Vec<String> = self.forms.keys().cloned().collect();
        for form in &forms {
            let sure = self.sure.get(form).copied().unwrap_or(0);
            let chars: Vec<char> = form.chars().collect();
            for cut in 2..chars.len() {
                let short: String = chars[..cut].iter().collect();
                let short_sure = self.sure.get(&short).copied().unwrap_or(0);
                if short_sure > 0 && is_han(chars[0]) && !form.contains('·') {
                    // 黄进 and 黄进明: the one that more places show
                    let loser = if short_sure >= sure { form } else { &short };
                    self.forms.remove(loser);
                }
            }
        }
        // 施女士: a surname with an honorific stands for the name that begins with it
        let (short, long): (Vec<_>, Vec<_>) = self.honoured.iter().cloned().partition(|(surname, _)| surname.chars().count() == 1);
        let _ = long;
        for (surname, honour) in short {
            let fulls: Vec<String> = self
                .forms
                .iter()
                .filter(|(form, _)| form.starts_with(&surname) && form.chars().count() >= 2 && form.chars().all(is_han))
                .map(|(_, full)| full.clone())
                .collect();
            if let [full] = fulls.as_slice() {
                self.forms.insert(format!("{surname}{honour}"), full.clone());
            }
        }
        self.forms
            .retain(|form, _| self.sure.contains_key(form) || form.chars().next().is_some_and(|c| !is_han(c)) || form.chars().count() >= 2);
        for (form, full) in self.forms.clone() {
            let parts: Vec<&str> = form.split(['·', ' ']).collect();
            for part in parts.iter().skip(1).chain(parts.first().filter(|p| !is_han(p.chars().next().unwrap_or('一')))) {
                if parts.len() > 1 && part.chars().count() >= 2 {
                    let entry = self.forms.entry((*part).to_string()).or_insert_with(|| full.clone());
                    if fold_str(entry) == *part {
                        *entry = full.clone();
                    }
                }
            }
        }
    }
}

/// "任命:", "二、免去:": a list of people follows.
fn opens_list(line: &Line) -> bool {
    line.len() <= 16 && line.folded.last() == Some(&':') && ["任命", "免去", "聘任", "决定", "任免", "提名"].iter().any(|w| line.has(w))
}

/// Words that have the shape of a name and are none.
fn is_thing(chars: &[char]) -> bool {
    const TAILS: [&str; 38] = [
        "公司", "集团", "银行", "证券", "基金", "股份", "科技", "大学", "医院", "学院", "协会", "汽车", "资本", "控股", "保险", "人寿",
        "传媒", "药业", "能源", "生物", "电子", "智能", "酒店", "影业", "物流", "教育", "时间", "原因", "方面", "工作", "项目", "部门",
        "中心", "业务", "办公", "会议", "委员", "学会",
    ];
    let text: String = chars.iter().collect();
    let counted = chars.len() >= 2
        && chars[1..].iter().any(|c| "一二三四五六七八九十两几".contains(*c))
        && "年月日个次名位家岁".contains(chars[chars.len() - 1]);
    let honoured = ["先生", "女士", "小姐", "同志"].iter().any(|w| text.ends_with(w));
    honoured
        || counted
        || chars.len() == 2 && words::is_everyday(chars)
        || TAILS.iter().any(|tail| text.ends_with(tail))
        || chars.last().is_some_and(|c| "省市县区局部处厅院校系所镇村乡".contains(*c)) && chars.len() >= 3
}

/// Whether the last of several Latin words is that of an organisation or a product.
pub fn is_latin_thing(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let last = text.rsplit(' ').next().unwrap_or("");
    matches!(
        last,
        "AI" | "AG"
            | "SE"
            | "NV"
            | "SA"
            | "Plc"
            | "Ltd"
            | "LLC"
            | "GmbH"
            | "Lab"
            | "Labs"
            | "Inc"
            | "Capital"
            | "Group"
            | "Machines"
            | "Times"
            | "Ventures"
            | "Partners"
            | "Horowitz"
            | "Technologies"
            | "Bank"
            | "Corp"
            | "Holdings"
            | "Motors"
            | "Airlines"
            | "Media"
            | "Cloud"
            | "Pro"
            | "Max"
    ) || text.chars().all(|c| c.is_ascii_uppercase() || c == ' ') && text.len() <= 4
}
