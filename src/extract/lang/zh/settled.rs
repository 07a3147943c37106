//! What is left of the names of a text once all of it has been read: forms that are only stretched go, parts of names come.

use super::find::People;
use super::fold::{fold_str, is_han};
use super::marks::Marks;
use super::sentence::Line;

impl People {
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

    /// Of 领英迪特·洛伦茨 and 迪特·洛伦茨 the one that more places show: words of the sentence can be written with the same characters.
    fn drop_stretched(&mut self) {
        let dotted: Vec<String> =
            self.forms.keys().filter(|form| form.contains('·') && form.chars().next().is_some_and(is_han)).cloned().collect();
        let count = |form: &String| self.sure.get(form).copied().unwrap_or(0);
        let mut dropped: Vec<&String> = Vec::new();
        for long in &dotted {
            for short in dotted.iter().filter(|short| short.len() < long.len()) {
                let parts = long.starts_with(short.as_str()) && long[short.len()..].starts_with('·')
                    || long.ends_with(short.as_str()) && long[..long.len() - short.len()].ends_with('·');
                if parts {
                    continue;
                }
                if long.ends_with(short.as_str()) || long.starts_with(short.as_str()) {
                    dropped.push(if count(short) >= count(long) { long } else { short });
                }
            }
        }
        for form in dropped {
            self.forms.remove(form);
            self.sure.remove(form);
        }
    }

    /// Drops forms that were only stretched over a verb, and adds the last parts of dotted and Latin names.
    pub fn settle(&mut self, lines: &[(&Line, Marks)]) {
        self.drop_no_names(lines);
        self.drop_stretched();
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
