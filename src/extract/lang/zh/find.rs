//! Finds a document's names where the grammar shows them, so that they are known everywhere else.

use std::collections::HashMap;

use super::around::{Before, before, handed, is_punctuation, is_put, is_yu, list_is_personal, list_link, personal, said, title_ahead};
use super::fold::is_han;
use super::grid::{self, Columns};
use super::lexicon::{Class, Lex};
use super::marks::Marks;
use super::names::{self, Edge};
use super::orgwords;
use super::sentence::Line;
use super::things::{is_given, is_latin_thing, is_thing};
use super::title;
use super::words;

/// The people of a document: every written form with the full name that it stands for.
#[derive(Default)]
pub struct People {
    /// Folded form → the name as written first.
    pub forms: HashMap<String, String>,
    /// Forms that were found at a sure place.
    pub(super) sure: HashMap<String, usize>,
    /// Surnames that stood alone before an honorific, with it.
    pub(super) honoured: Vec<(String, String)>,
}

impl People {
    /// Reads all sentences of a document.
    pub fn find(lines: &[(&Line, Marks)]) -> Self {
        let mut people = People::default();
        let mut listed = false;
        let mut columns = None;
        for (line, marks) in lines {
            people.tabled(line, &mut columns);
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
                // "三位同事晋升为合伙人:A、B、C"
                let listed = at > 1 && line.folded[at - 1] == ':' && marks.title_before(at - 1) && line.folded[..at].contains(&'为');
                if let Some(before) = listed.then_some(Before::List).or_else(|| before(line, marks, at)) {
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

    /// The name in a row of a table whose head names its columns.
    fn tabled(&mut self, line: &Line, columns: &mut Option<Columns>) {
        if let Some(head) = grid::head(line) {
            *columns = Some(head);
        } else if let Some((from, to)) = columns.as_ref().and_then(|columns| grid::name(line, columns)) {
            self.add(line, from, to, true);
        } else if !line.folded.contains(&'|') {
            *columns = None;
        }
    }

    /// "聘任图灵奖得主姚某为院长: the name before 为 whatever stands before it.
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
            const BEGIN: &str = "国朝原力海华志家功远南江山福成龙河元明康和平安荣强文庆光永春秋秀玉建";
            let given = folded.get(at + 1).is_some_and(|c| BEGIN.contains(*c))
                && folded.get(at + 2).is_some_and(|c| !"人士员者家层方队性中上下前后内外里间大小局部处厅会堂省市区县".contains(*c));
            to - at == 3
                && given
                && marks.word(at).is_none_or(|(end, _)| end == at + 1)
                && marks.title(at).is_none()
                && (personal(line, marks, to) || list_is_personal(line, marks, to))
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

    pub(super) fn add(&mut self, line: &Line, from: usize, to: usize, sure: bool) {
        let form: String = line.folded[from..to].iter().collect();
        let chars = &line.folded[from..to];
        // 第十二任校长
        let counts =
            line.starts(from, "第") && chars.get(1).is_some_and(|c| "一二三四五六七八九十".contains(*c)) && !is_fifth(line, from, to);
        // 小吴, 老周: whoever they are, nobody says
        let familiar = matches!(chars, ['小' | '老', rest] if names::surname(&[*rest, *rest], 0).is_some());
        if counts || familiar || is_thing(chars) || !is_given(chars) || names::is_phrase(chars) || orgwords::is_known(&form) {
            return;
        }
        if sure {
            *self.sure.entry(form.clone()).or_default() += 1;
        }
        self.forms.entry(form).or_insert_with(|| line.text(from, to));
    }
}

/// 第五 is a surname as well: not before 任 and the like.
fn is_fifth(line: &Line, from: usize, to: usize) -> bool {
    let given = (from + 2..to).all(|i| !"一二三四五六七八九十任届次大批期季代".contains(line.folded[i]));
    line.starts(from, "第五") && to - from >= 3 && given && !["任", "届", "次"].iter().any(|w| line.starts(to, w))
}

/// "任命:", "二、免去:": a list of people follows.
fn opens_list(line: &Line) -> bool {
    line.len() <= 16 && line.folded.last() == Some(&':') && ["任命", "免去", "聘任", "决定", "任免", "提名"].iter().any(|w| line.has(w))
}
