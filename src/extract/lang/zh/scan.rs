//! Reads a sentence from left to right into atoms: people with their titles, organisations, roles, dates, words and stops.

use std::collections::HashMap;

use jiff::ToSpan;

use super::atom::{Atom, Kind};
use super::date::{self, Calendar};
use super::fold::{is_han, is_latin, is_wordy};
use super::lexicon::Lex;
use super::marks::Marks;
use super::roles::{push, role};
use super::sense::in_context;
use super::sentence::Line;
use super::title;
use crate::extract::mention::{DateMention, NameForm, OrgForm, OrgMention, PersonMention};

/// Names known in the document.
pub struct Names {
    forms: HashMap<char, Vec<(Vec<char>, Known)>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    Person { name: String, form: NameForm },
    Organisation(String),
}

impl Names {
    /// Builds the table; of two names at one place the longer wins.
    pub fn new(rows: impl Iterator<Item = (String, Known)>) -> Self {
        let mut forms: HashMap<char, Vec<(Vec<char>, Known)>> = HashMap::new();
        for (form, known) in rows {
            let chars: Vec<char> = form.chars().collect();
            if let Some(first) = chars.first() {
                forms.entry(*first).or_default().push((chars, known));
            }
        }
        for entry in forms.values_mut() {
            // a person's name wins over an organisation's of the same length
            entry.sort_by_key(|(chars, known)| (std::cmp::Reverse(chars.len()), matches!(known, Known::Organisation(_))));
        }
        Names { forms }
    }

    fn longest(&self, folded: &[char], at: usize) -> Option<(usize, &Known)> {
        let latin = is_latin(folded[at]);
        if latin && at > 0 && is_latin(folded[at - 1]) {
            return None;
        }
        let rows = self.forms.get(&folded[at])?;
        let fits = |chars: &[char]| {
            let to = at + chars.len();
            let ends = !folded.get(to).is_some_and(|c| is_wordy(*c) && !is_han(*c)) || is_han(chars[chars.len() - 1]);
            folded[at..].starts_with(chars) && ends
        };
        rows.iter().find(|(chars, _)| fits(chars)).map(|(chars, known)| (at + chars.len(), known))
    }
}

/// Reads sentences of one document in order; remembers years that later dates need.
pub struct Scanner<'a> {
    pub names: &'a Names,
    pub calendar: Calendar,
    paragraph: usize,
    /// A date of this sentence is already remembered.
    dated: bool,
}

impl<'a> Scanner<'a> {
    pub fn new(names: &'a Names, published: jiff::civil::Date) -> Self {
        Scanner { names, calendar: Calendar { published, year: None, told: false, last: None }, paragraph: usize::MAX, dated: false }
    }

    /// The atoms of a sentence of the given paragraph.
    pub fn read(&mut self, line: &Line, marks: &Marks, paragraph: usize) -> Vec<Atom> {
        let mut goes_on = false;
        if self.paragraph != paragraph {
            // "一周后的6月12日": in the year of the paragraph before
            let narrated = ["后的", "之后,", "后,", "次日", "翌日", "第二天", "同年", "当年", "同月"];
            goes_on = narrated.iter().any(|w| (0..line.len().min(6)).any(|i| line.starts(i, w)));
            if !goes_on {
                self.calendar.year = None;
            }
            self.paragraph = paragraph;
        }
        self.dated = false;
        self.calendar.told = goes_on && self.calendar.year.is_some();
        let motions = line.has("通过");
        let mut atoms: Vec<Atom> = Vec::new();
        let mut at = 0;
        while at < line.len() {
            // a blank between Latin words belongs to what stands before it
            let latin = |i: usize| line.folded.get(i).is_some_and(char::is_ascii_alphanumeric);
            if line.folded[at] == ' '
                && at > 0
                && latin(at - 1)
                && latin(at + 1)
                && let Some(last) = atoms.last_mut()
            {
                last.to = at + 1;
                at += 1;
                continue;
            }
            let (to, kind) = self.next(line, marks, at, &atoms, motions);
            push(&mut atoms, line, at, to, kind);
            at = to;
        }
        atoms
    }

    fn next(&mut self, line: &Line, marks: &Marks, at: usize, atoms: &[Atom], motions: bool) -> (usize, Kind) {
        let folded = &line.folded;
        match folded[at] {
            '、' => return (at + 1, Kind::Dun),
            '(' | '[' => {
                if let Some(found) = remark(folded, at) {
                    return found;
                }
                return (at + 1, Kind::Stop('('));
            }
            '《' if !motions => {
                let close = (at..folded.len().min(at + 80)).find(|&i| folded[i] == '》').unwrap_or(at);
                // "郑衡送达的《辞职函》"
                let tender = close - at <= 8 && folded[at..close].contains(&'辞');
                return (if tender { at + 1 } else { close + 1 }, Kind::Text);
            }
            '“' | '”' | '《' | '》' | '‘' | '’' | '"' | '【' | '】' | '…' => {
                return (at + 1, if matches!(folded[at], '【' | '】') { Kind::Stop(folded[at]) } else { Kind::Text });
            }
            c if !is_wordy(c) && !matches!(c, '%' | '*' | '@' | '#' | '+' | '&' | '$' | '~' | '-' | '/' | '·' | '.') => {
                return (at + 1, Kind::Stop(c));
            }
            _ => {}
        }
        if folded[at] == '第'
            && let Some(end) = (at + 1..folded.len().min(at + 6)).find(|&i| matches!(folded[i], '届' | '次' | '任'))
        {
            return (end + 1, Kind::Ordinal);
        }
        // 今日头条 is no day
        let covered = self.names.longest(folded, at).filter(|(_, known)| matches!(known, Known::Organisation(_))).map_or(at, |(to, _)| to);
        if let Some(found) = self.date(line, at).filter(|(to, _)| *to >= covered) {
            return found;
        }
        let word = marks.word(at);
        // 教授 behind a name is a form of address
        let addressed = matches!(word, Some((_, Lex::Honour))) && atoms.last().is_some_and(|a| matches!(a.kind, Kind::Person(_)));
        let heading = title::read(folded, at).filter(|_| !addressed);
        let named = self.names.longest(folded, at);
        if let Some((to, known)) = named
            && heading.as_ref().is_none_or(|t| t.to <= to || matches!(known, Known::Person { .. }))
            && !(matches!(known, Known::Organisation(_)) && folded.get(to) == Some(&'系'))
            && word.is_none_or(|(end, lex)| end <= to || !matches!(lex, Lex::Trigger(_)))
        {
            return (to, named_kind(line, known, at, to));
        }
        let after_text = atoms.last().is_some_and(|a| matches!(a.kind, Kind::Text) && a.to == at && is_han(folded[at - 1]));
        // "A 代理董事长" is what A does, "任命 A 为代理董事长" what A is
        let acting = matches!(word, Some((_, Lex::Trigger(t))) if t.interim)
            && atoms.last().is_some_and(|a| {
                matches!(
                    a.kind,
                    Kind::Person(_) | Kind::Remark { .. } | Kind::Date(_) | Kind::Word(Lex::Honour | Lex::Cue(_) | Lex::Word | Lex::He)
                )
            });
        if let (true, Some((to, lex))) = (acting, word)
            && let Some(lex) = in_context(line, marks, at, to, lex, false)
        {
            return (to, Kind::Word(lex));
        }
        if let Some((to, lex)) = word
            && heading.as_ref().is_none_or(|t| to > t.to || to - at >= 2 && matches!(lex, Lex::Trigger(_)) && to >= t.to)
            && let Some(lex) = in_context(line, marks, at, to, lex, after_text)
        {
            return (to, Kind::Word(lex));
        }
        if let Some(found) = heading {
            return (found.to, Kind::Role(role(line, &found, atoms)));
        }
        if folded[at].is_ascii_alphabetic() {
            let to = (at..folded.len()).find(|&i| !folded[i].is_ascii_alphanumeric() && folded[i] != '-').unwrap_or(folded.len());
            return (to.max(at + 1), Kind::Text);
        }
        (at + 1, Kind::Text)
    }

    fn date(&mut self, line: &Line, at: usize) -> Option<(usize, Kind)> {
        let folded = &line.folded;
        let mut found = date::read(folded, at, &self.calendar)?;
        // 即日 in a tale of long ago is the day that it tells of
        if let Some((first, last)) = self.calendar.last.filter(|_| self.dated && line.starts(at, "即日"))
            && self.calendar.published.checked_sub(90.days()).is_ok_and(|window| last < window)
        {
            (found.first, found.last, found.date) = (first, last, None);
        }
        let born = line.starts(found.to, "出生") || line.starts(found.to, "生") && !line.starts(found.to, "生效");
        let until_before = at > 0 && (folded[at - 1] == '至' || folded[at - 1] == '到');
        if born || at >= 2 && line.starts(at - 2, "截至") || at >= 2 && line.starts(at - 2, "截止") {
            return Some((found.to, Kind::Text));
        }
        // "2016年业绩发布会" says nothing of when the things around it happen
        let label = [
            "业绩",
            "年报",
            "财报",
            "年度",
            "度",
            "全年",
            "营收",
            "净利",
            "利润",
            "第",
            "版",
            "届",
            "款",
            "前三季",
            "上半年",
            "一季",
            "三季",
            "四季",
        ]
        .iter()
        .any(|w| line.starts(found.to, w));
        if label
            && found.year.is_some_and(|year| year != self.calendar.published.year())
            && found.date.is_none_or(|d| d.month_number().is_none())
        {
            return Some((found.to, Kind::Text));
        }
        if found.year.is_some() {
            self.calendar.year = found.year;
            self.calendar.told = true;
        }
        if found.first == found.last || found.date.is_some_and(|d| d.month_number().is_some()) {
            let older = self.dated && self.calendar.last.is_some_and(|(_, last)| found.last < last);
            if !older {
                self.calendar.last = Some((found.first, found.last));
                self.dated = true;
            }
        }
        let mut to = found.to;
        for word in ["晚间", "晚", "上午", "下午", "凌晨", "早间", "午间", "晨", "盘后"] {
            if line.starts(to, word) {
                to += word.chars().count();
                break;
            }
        }
        let after =
            ["起", "生效", "开始", "即时生效"].into_iter().any(|w| line.starts(to, w)) || line.starts(to, "正式") || line.starts(to, "后");
        let begins = at >= 1 && matches!(folded[at - 1], '自' | '由' | '从')
            || at >= 2 && line.starts(at - 2, "将于")
            || at >= 2 && line.starts(at - 2, "将在");
        let near = (to..folded.len().min(to + 6)).any(|i| line.starts(i, "生效"))
            || at >= 1
                && folded[at - 1] == '于'
                && (to..folded.len().min(to + 3)).any(|i| folded[i] == '离' || folded[i] == '辞' || folded[i] == '卸' || folded[i] == '退');
        let mention = DateMention {
            span: line.span(at, found.to),
            first: found.first,
            last: found.last,
            date: found.date,
            effective: after || begins || near,
            weekday: false,
            until: until_before || line.starts(to, "届满") || line.starts(to, "止") || line.starts(to, "期满"),
        };
        Some((to, Kind::Date(mention)))
    }
}

/// "(600000.SH)", "(简历附后)", "(新任)": skipped, but for what it says of the name before.
fn remark(folded: &[char], at: usize) -> Option<(usize, Kind)> {
    let close = (at..folded.len().min(at + 48)).find(|&i| matches!(folded[i], ')' | ']'))?;
    let text: String = folded[at + 1..close].iter().collect();
    let again = ["连任", "续聘", "留任", "连选"].iter().any(|w| text.contains(w));
    Some((close + 1, Kind::Remark { again }))
}

fn named_kind(line: &Line, known: &Known, at: usize, to: usize) -> Kind {
    let span = line.span(at, to);
    match known {
        Known::Person { name, form } => Kind::Person(PersonMention { span, name: name.clone(), form: *form, title: None }),
        Known::Organisation(name) => Kind::Org(OrgMention { span, name: name.clone(), form: OrgForm::Named }),
    }
}
