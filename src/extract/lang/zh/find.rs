//! Finds a document's names where the grammar shows them, so that they are known everywhere else.

use std::collections::HashMap;

use super::fold::{fold_str, is_han, is_wordy};
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::names::{self, Edge};
use super::organisation;
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

/// What stands before a place where a name may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Title,
    /// 聘任, 由, 接替, 原: a person or an organisation follows.
    Verb,
    Clause,
    /// 、 or 和 behind a name.
    List,
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
            let plain = |from: usize| {
                from >= behind
                    && (from..at).all(|i| marks.word(i).is_none() && marks.title(i).is_none())
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
        let common = |to: usize, edge: Edge| {
            folded.get(at..at + 2).is_some_and(words::is_everyday)
                && !(honoured(to) || latin_follows(to) || before == Before::Title && edge == Edge::Strong && to - at == 3)
        };
        if let Some((to, edge)) = names::chinese(line, marks, at).filter(|(to, edge)| !former(*to) && !common(*to, *edge)) {
            let sure = match before {
                _ if honoured(to) || latin_follows(to) => true,
                _ if blocked => false,
                Before::Title => edge >= Edge::Fair,
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
                            && !chars.iter().any(|c| "人士员者工长新老主总一的".contains(*c))
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
            Before::Clause => words >= 2 && personal(line, marks, to) && !is_punctuation(folded.get(to)),
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
        if is_thing(&line.folded[from..to]) || names::is_phrase(&line.folded[from..to]) || organisation::is_known(&form) {
            return;
        }
        if sure {
            *self.sure.entry(form.clone()).or_default() += 1;
        }
        self.forms.entry(form).or_insert_with(|| line.text(from, to));
    }

    /// Drops forms that were only stretched over a verb, and adds the last parts of dotted and Latin names.
    fn settle(&mut self, _lines: &[(&Line, Marks)]) {
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

/// Behind a name: 、, 和 and the like, and where the next name would begin.
fn list_link(line: &Line, to: usize) -> Option<usize> {
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

/// "任命:", "二、免去:": a list of people follows.
fn opens_list(line: &Line) -> bool {
    line.len() <= 16 && line.folded.last() == Some(&':') && ["任命", "免去", "聘任", "决定", "任免", "提名"].iter().any(|w| line.has(w))
}

/// What a name at this place would stand behind; `None` in the middle of a word.
fn before(line: &Line, marks: &Marks, at: usize) -> Option<Before> {
    let folded = &line.folded;
    if at == 0 {
        return Some(Before::Clause);
    }
    let previous = folded[at - 1];
    if previous == ':' && at >= 3 && (line.starts(at - 3, "姓名") || line.has("任者姓名")) {
        return Some(Before::Title);
    }
    let titled = marks.title_before(at);
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
        ':' | ',' | '、' | ';' | ' ' | '.' | '|' | '】' | '!' | '》' | '。' | '(' | '[' | '●' | '·' | '?' | '丨' | '-' | '—' => {
            Some(Before::Clause)
        }
        c if c.is_ascii_digit() || c == '日' || c == '月' || c == '年' => Some(Before::Clause),
        _ => None,
    }
}

fn is_punctuation(c: Option<&char>) -> bool {
    c.is_none_or(|c| !is_wordy(*c))
}

/// Behind the name somebody is put into a role: 为, 担任, 任, 先生, or the name's role.
fn is_put(line: &Line, marks: &Marks, to: usize) -> bool {
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
fn personal(line: &Line, marks: &Marks, to: usize) -> bool {
    if line.starts(to, "因") {
        return true;
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
        }
        Some((end, Lex::Cue(Cue::Announce))) if end - to <= 2 && tenders(line, marks, to) => true,
        Some((_, Lex::Cue(Cue::Current | Cue::Past | Cue::Age))) => true,
        _ => line.starts(to, "因") || line.folded.get(to) == Some(&'(') && line.folded.get(to + 1).is_some_and(char::is_ascii_uppercase),
    }
}

/// "向公司董事会提请辞去", "已提出辞任", "递交了书面辞职报告": light words, and behind them what leaves an office.
fn tenders(line: &Line, marks: &Marks, from: usize) -> bool {
    let mut at = from;
    let mut told = false;
    while at < line.len() && at - from <= 18 && !matches!(line.folded[at], ';' | '。') {
        if told && line.folded.get(at + 1) != None && line.folded[at] == ',' {
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
fn handed(line: &Line, marks: &Marks, at: usize) -> bool {
    let start = (at.saturating_sub(18)..at).rev().take_while(|&i| !matches!(line.folded[i], ',' | ';' | ':' | '。')).last().unwrap_or(at);
    at > 0
        && line.folded[at - 1] == '的'
        && (start..at).any(
            |i| matches!(marks.word(i), Some((_, Lex::Trigger(t))) if matches!(t.class, Class::Hand | Class::Succeed | Class::Appoint)),
        )
}

/// "于芝涛不再担任": the surname and not the preposition, for what stands behind are no words for a time or a place.
fn is_yu(line: &Line, marks: &Marks, at: usize) -> bool {
    let given = |c: &char| is_han(*c) && !"近日年月周底初内上下本今明昨前后中午晚间期同当此某是一二三四五六七八九十两各".contains(*c);
    line.folded[at] == '于'
        && line.folded.get(at + 1..at + 3).is_some_and(|rest| rest.iter().all(given))
        && (1..3).all(|i| marks.word(at + i).is_none() && marks.title(at + i).is_none())
        && (matches!(marks.word(at + 3), Some((end, Lex::Trigger(_))) if end - at >= 5)
            || matches!(marks.word(at + 3), Some((_, Lex::Honour | Lex::Word | Lex::Cue(_)))) && personal(line, marks, at + 3))
}

/// "A、B、C任副主席": a list of names whose last does what only people do.
fn list_is_personal(line: &Line, marks: &Marks, to: usize) -> bool {
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

fn said(marks: &Marks, to: usize) -> bool {
    matches!(marks.word(to), Some((_, Lex::Cue(Cue::Say))))
}

/// Whether a title comes soon in the same clause.
fn title_ahead(line: &Line, marks: &Marks, from: usize) -> bool {
    (from..line.len().min(from + 20)).take_while(|&i| !matches!(line.folded[i], ',' | ';')).any(|i| marks.title(i).is_some())
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
