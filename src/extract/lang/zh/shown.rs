//! Names that a sign shows: an honorific behind them, or brackets around them.

use super::around::{is_put, personal};
use super::find::People;
use super::fold::is_han;
use super::lexicon::Lex;
use super::marks::Marks;
use super::names;
use super::sentence::Line;
use super::things::is_thing;
use super::title;

impl People {
    /// The name before 先生, 女士, 同志.
    pub fn honoured(&mut self, line: &Line, marks: &Marks, at: usize) {
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
    pub fn nicknamed(&mut self, line: &Line, marks: &Marks, at: usize) {
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
}
