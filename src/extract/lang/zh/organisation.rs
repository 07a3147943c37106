//! Finds a document's organisations: by their last words, by what they do, and by where they stand before a title.

use std::collections::{HashMap, HashSet};

use super::find::People;
use super::fold::{is_han, is_latin};
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::names;
use super::orgspan::{by_first, name_ends};
use super::orgwords::{COUNTRIES, KNOWN, KNOWN_TABLE, LABELS, OF_NAMES, PLACES, SHORTENED, core, is_generic, is_known, is_legal, is_same};
use super::sentence::Line;
use super::things;

/// The organisations of a document: every folded form with the name that it stands for.
#[derive(Default)]
pub struct Organisations {
    pub forms: HashMap<String, String>,
    /// Names in order of appearance, with the core by which two forms are known for one.
    pub cores: Vec<(String, bool, String)>,
    /// Every form as folded and as written, with its organisation.
    pub seen: Vec<(String, String, String)>,
    /// Forms that stand where an organisation would, but show no sign of one: kept if the text uses them again.
    pub weak: Vec<(String, String)>,
    /// Forms behind a word for a kind of organisation: kept only if the text uses them again.
    pub twice: Vec<(String, String)>,
}

/// Words for a change at the top, behind the name of an organisation.
const CHANGES: [&str; 7] = ["换帅", "易帅", "换将", "易主", "换人", "人事", "更迭"];

/// A text about people names fewer organisations than this.
const MOST: usize = 400;

impl Organisations {
    /// Reads all sentences; the first is the headline.
    pub fn find(lines: &[(&Line, Marks)], people: &People) -> Self {
        let mut found = Organisations::default();
        let names = by_first(people);
        for (index, (line, marks)) in lines.iter().enumerate() {
            if index == 0 {
                found.headline(line, people);
            }
            let inside = name_ends(line, &names);
            for at in 0..line.len() {
                let c = line.folded[at];
                if !OF_NAMES.has(c) && !is_latin(c) && marks.title(at).is_none() && marks.word(at).is_none() {
                    continue;
                }
                // "Inflection AI", "Thrive Capital"
                if let Some((to, words)) = names::latin(&line.folded, at)
                    && words >= 2
                    && things::is_latin_thing(&line.folded[at..to])
                {
                    found.add_span(line, at, to);
                }
                found.by_suffix(line, marks, &inside, at);
                found.by_faint(line, marks, &inside, at);
                found.by_brackets(line, marks, &inside, at);
                found.described(line, marks, &inside, people, at);
                if let Some(found_title) = marks.title(at) {
                    found.before_title(line, marks, &inside, at, found_title.to, &found_title.code);
                }
                match marks.word(at) {
                    Some((to, Lex::Word)) if line.starts(at, "召开") || line.starts(at, "举行") => {
                        let _ = to;
                        found.announcer(line, marks, &inside, people, at);
                    }
                    // "字节猴方面表示"
                    Some((to, Lex::Word))
                        if line.starts(at, "方面")
                            && matches!(marks.word(to), Some((_, Lex::Cue(Cue::Say | Cue::Announce | Cue::Not) | Lex::Word))) =>
                    {
                        found.boarded(line, marks, &inside, people, at)
                    }
                    Some((_, Lex::Board)) => found.boarded(line, marks, &inside, people, at),
                    Some((_, Lex::Cue(Cue::Announce))) => found.announcer(line, marks, &inside, people, at),
                    // "鲸落咖啡换帅", "云栖智算人事变动"
                    Some((_, Lex::Word)) if CHANGES.iter().any(|w| line.starts(at, w)) => found.heading(line, marks, &inside, people, at),
                    Some((to, Lex::Trigger(t))) if matches!(t.class, Class::Join | Class::Quit) => found.joined(line, marks, people, to),
                    // "执掌云栖智算十二年"
                    Some((to, Lex::Trigger(t)))
                        if t.class == Class::Take && ["执掌", "掌舵", "出掌", "掌管"].iter().any(|w| line.starts(at, w)) =>
                    {
                        found.joined(line, marks, people, to)
                    }
                    // "云栖智算任命…", "云栖智算解雇…"
                    Some((to, Lex::Trigger(t))) if to - at >= 2 && matches!(t.class, Class::Appoint | Class::Dismiss | Class::Present) => {
                        found.heading(line, marks, &inside, people, at)
                    }
                    _ => {}
                }
            }
        }
        for (line, _) in lines.iter().rev().take(4) {
            found.signed(line);
        }
        found.known(lines);
        found.keep_weak(lines);
        found.drop_units(lines);
        found.settle();
        found.shorten();
        found
    }

    pub fn add(&mut self, form: &str, written: &str) {
        if self.forms.contains_key(form) || self.cores.len() >= MOST {
            return;
        }
        let core = core(form);
        let len = form.chars().count();
        if len < 2 || core.chars().count() < 2 || PLACES.contains(&form) || is_generic(form) {
            return;
        }
        let known =
            self.cores.iter().find(|(known, legal, _)| is_same((known, *legal), (&core, is_legal(form)))).map(|(_, _, name)| name.clone());
        let name = known.unwrap_or_else(|| written.to_string());
        self.seen.push((form.to_string(), written.to_string(), name.clone()));
        self.cores.push((core, is_legal(form), name.clone()));
        self.forms.entry(form.to_string()).or_insert(name);
    }

    pub fn add_span(&mut self, line: &Line, from: usize, to: usize) {
        if LABELS.iter().any(|w| line.starts(to, w)) {
            return;
        }
        let status = to > from + 2
            && matches!(line.folded[to - 1], '原' | '前' | '新')
            && (line.folded[to - 1] == '原' || !is_han(line.folded[to - 2]));
        let to = if status { to - 1 } else { to };
        let form: String = line.folded[from..to].iter().collect();
        self.add(&form, &line.text(from, to));
    }

    /// Well-known organisations whose names do not show it.
    fn known(&mut self, lines: &[(&Line, Marks)]) {
        for (line, marks) in lines {
            for at in 0..line.len() {
                if KNOWN_TABLE.longest(&line.folded, at).is_none() {
                    continue;
                }
                let begins = at == 0 || !is_han(line.folded[at - 1]) || marks.ends(at);
                let ends = |name: &str| {
                    let to = at + name.chars().count();
                    !["平安", "美的", "苹果", "光大", "紫光", "复旦"].contains(&name)
                        || line.folded.get(to).is_none_or(|c| !is_han(*c))
                        || marks.word(to).is_some()
                        || marks.title(to).is_some()
                };
                if begins && let Some(name) = KNOWN.iter().filter(|k| line.starts(at, k) && ends(k)).max_by_key(|k| k.len()) {
                    self.add_span(line, at, at + name.chars().count());
                }
            }
        }
    }

    pub fn weak_or_sure(&mut self, line: &Line, from: usize, to: usize, sure: bool) {
        if sure { self.add_span(line, from, to) } else { self.weak_span(line, from, to) }
    }

    pub fn weak_span(&mut self, line: &Line, from: usize, to: usize) {
        let form: String = line.folded[from..to].iter().collect();
        self.weak.push((form, line.text(from, to)));
    }

    /// Of the weak forms those that the text has at least twice, or its headline.
    fn keep_weak(&mut self, lines: &[(&Line, Marks)]) {
        let mut asked: HashSet<String> = HashSet::new();
        let twice = std::mem::take(&mut self.twice).into_iter().map(|row| (row, true));
        for ((form, name), again) in std::mem::take(&mut self.weak).into_iter().map(|row| (row, false)).chain(twice) {
            if asked.len() >= MOST || !asked.insert(form.clone()) {
                continue;
            }
            let chars: Vec<char> = form.chars().collect();
            if chars.is_empty() {
                continue;
            }
            let core: Vec<char> = if again { core(&form).chars().collect() } else { chars.clone() };
            let places = lines.iter().take(200).flat_map(|(line, _)| line.folded.windows(core.len().max(1)));
            let count = places.filter(|w| w[0] == core[0] && *w == core.as_slice()).take(2).count();
            let latin = form.starts_with(|c: char| c.is_ascii_uppercase()) && form.len() >= 3;
            let long = chars.len() >= 3 && !form.ends_with('方') && names::surname(&chars, 0).is_none_or(|_| chars.len() > 3);
            if count >= 2 || lines.len() == 1 || !again && lines.len() <= 3 || !again && (latin || long) || self.forms.contains_key(&form) {
                self.add(&form, &name);
            }
        }
    }

    /// 权益投资 of 权益投资部 is a department's word, whatever it looked like elsewhere.
    fn drop_units(&mut self, lines: &[(&Line, Marks)]) {
        let mut units: HashSet<String> = HashSet::new();
        for (line, _) in lines {
            for at in 2..line.len() {
                if line.folded[at] == '部' && !line.folded.get(at + 1).is_some_and(|c| "署分落件位委".contains(*c)) {
                    let froms = at.saturating_sub(6)..=at - 2;
                    units.extend(
                        froms.map(|from| line.folded[from..at].iter().collect::<String>()).filter(|form| self.forms.contains_key(form)),
                    );
                }
            }
        }
        units.retain(|form| {
            !is_known(form) && form.chars().count() <= 6 && !form.ends_with("公司") && !form.ends_with("银行") && !form.ends_with("集团")
        });
        for form in units {
            self.forms.remove(&form);
        }
    }

    /// Of several forms of one organisation the name is the longest that the text uses without its legal form.
    fn settle(&mut self) {
        let legal = |form: &str| form.contains("有限公司");
        let mut best: HashMap<String, (bool, usize, String)> = HashMap::new();
        for (form, written, name) in &self.seen {
            let abroad = COUNTRIES.iter().any(|c| form.starts_with(c));
            let rank = (!legal(form) && !abroad, form.chars().count(), written.clone());
            match best.get(name) {
                Some(known) if (known.0, known.1) >= (rank.0, rank.1) => {}
                _ => {
                    best.insert(name.clone(), rank);
                }
            }
        }
        for name in self.forms.values_mut() {
            if let Some((_, _, written)) = best.get(name) {
                *name = written.clone();
            }
        }
    }

    /// Adds the short forms: 小米 for 小米集团.
    fn shorten(&mut self) {
        for (form, name) in self.forms.clone() {
            let mut short = form.as_str();
            while let Some(cut) = SHORTENED.iter().filter_map(|s| short.strip_suffix(s)).min_by_key(|s| s.len()) {
                if cut.chars().count() < 2 {
                    break;
                }
                short = cut;
                if !PLACES.contains(&short) && !is_generic(short) {
                    self.forms.entry(short.to_string()).or_insert_with(|| name.clone());
                }
            }
        }
        // the place before a name: 湖北广济药业 and 广济药业 are one through their cores
    }
}
