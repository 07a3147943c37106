//! The places of a sentence that show an organisation: a last word, a code in brackets, a title behind, a verb of announcing.

use super::find::People;
use super::fold::is_han;
use super::lexicon::{Cue, Lex};
use super::marks::Marks;
use super::names;
use super::organisation::Organisations;
use super::orgspan::{day_follows, day_follows_or_ends, has_verb, left};
use super::orgunit::{is_common, is_unit_next, led, unit_ahead};
use super::orgwords::{FAINT_TABLE, KEY_TABLE, LABEL_TABLE, LABELS, SUFFIX_TABLE, is_generic, is_unit};
use super::sentence::Line;
use super::title;

impl Organisations {
    /// "江中药业:董事长辞职", "【岚汐生物】…".
    pub fn headline(&mut self, line: &Line, people: &People) {
        // "Take-Two 重组团队": a headline begins with whom it is about
        if let Some((to, _)) = names::latin(&line.folded, 0)
            && line.folded.get(to + usize::from(line.folded.get(to) == Some(&' '))).is_some_and(|c| is_han(*c))
            && title::read_one(&line.folded, 0).is_none()
        {
            let form: String = line.folded[..to].iter().collect();
            if to >= 3 && !people.forms.contains_key(&form) {
                self.twice.push((form, line.text(0, to)));
            }
        }
        let Some(colon) = line.folded.iter().take(20).position(|c| *c == ':') else { return };
        let form: String = line.folded[..colon].iter().collect();
        let worded = (1..colon).any(|i| {
            super::lexicon::longest(&line.folded, i).is_some_and(|(end, lex)| end - i >= 2 && !matches!(lex, Lex::Company | Lex::Honour))
        });
        let plain = !worded && line.folded[..colon].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, '*' | '-' | ' '));
        if plain && (2..=14).contains(&colon) && !people.forms.contains_key(&form) && !has_verb(line, colon) {
            self.twice.push((form, line.text(0, colon)));
        }
    }

    /// "云帆支付总裁办": who signs at the foot of a letter.
    pub fn signed(&mut self, line: &Line) {
        const OFFICES: [&str; 12] = [
            "总裁办公室",
            "总裁办",
            "总经理办公室",
            "人力资源部",
            "人力资源中心",
            "人事部",
            "行政部",
            "党委办公室",
            "党委",
            "办公室",
            "管理委员会",
            "董事会",
        ];
        let Some(office) = OFFICES.iter().find(|w| line.len() >= w.chars().count() && line.starts(line.len() - w.chars().count(), w))
        else {
            return;
        };
        let to = line.len() - office.chars().count();
        if (3..=20).contains(&to) && line.folded[..to].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric()) && !has_verb(line, to) {
            self.add_span(line, 0, to);
        }
    }

    pub fn by_suffix(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let Some((to, suffix)) = SUFFIX_TABLE.longest(&line.folded, at) else { return };
        // a longer name goes on: 集团|股份有限公司, 银行|股份
        if SUFFIX_TABLE.longest(&line.folded, to).is_some() && line.folded.get(to) != Some(&'公') && marks.title(to).is_none()
            || line.starts(to, "有限公司")
        {
            return;
        }
        let from = left(line, marks, inside, at, 20);
        let stem = at - from;
        let weak = !matches!(
            suffix,
            "股份有限公司"
                | "有限责任公司"
                | "有限公司"
                | "集团公司"
                | "总公司"
                | "控股集团"
                | "银行"
                | "大学"
                | "证券"
                | "农商行"
                | "基金会"
                | "协会"
                | "学会"
                | "商会"
                | "博物馆"
                | "研究院"
                | "事务所"
                | "研究会"
                | "促进会"
                | "管理局"
        );
        let legal = suffix.ends_with("公司");
        if matches!(suffix, "企业" | "公司")
            && line.folded.get(to).is_some_and(|c| is_han(*c) || *c == '“')
            && marks.word(to).is_none()
            && marks.title(to).is_none()
        {
            return;
        }
        if stem < 1 || stem < 2 && (weak || legal) || weak && stem > 8 && !legal && suffix != "集团" && suffix != "医院" && suffix != "学院"
        {
            return;
        }
        let first: String = line.folded[from..at].iter().collect();
        if is_generic(&first) && first != "中央"
            || first.ends_with("委员")
            || first.starts_with('第')
            || suffix == "委员会" && !first.contains('市') && !first.contains('国')
        {
            return;
        }
        // a weak last word alone is no sign inside a running text
        let placed = names::edge(line, marks, to) >= names::Edge::Fair && !matches!(marks.word(to), Some((_, Lex::Of | Lex::And)))
            || marks.title(to).is_some()
            || title::read_one(&line.folded, to).is_some()
            || unit_ahead(line, marks, to)
            || matches!(marks.word(to), Some((_, Lex::Cue(_) | Lex::Trigger(_) | Lex::Board | Lex::Word | Lex::Honour)))
            || matches!(marks.word(to), Some((_, Lex::Of)))
                && from > 0
                && ["在", "离开", "加入", "加盟"].iter().any(|w| line.starts(from.saturating_sub(w.chars().count()), w))
            || line.folded.get(to).is_none_or(|c| !is_han(*c));
        if is_unit(&line.folded[from..to].iter().collect::<String>()) {
            return;
        }
        // "德国汽车零部件制造商某某": the words describe what comes
        if weak && is_unit_next(line, to) {
            return;
        }
        let describes = (to..line.len().min(to + 8)).any(|i| LABELS.iter().any(|w| line.starts(i, w)));
        if weak && !placed && !describes && (from == 0 || !is_han(line.folded[from - 1])) && stem <= 6 {
            self.weak_span(line, from, to);
        }
        if !weak || placed && marks.word(from).is_none_or(|(end, _)| end == from + 1) {
            self.add_span(line, from, to);
        }
    }

    /// "瑞禾种业公告", "江北爱乐乐团艺术总监": a last word that is a sign only where an organisation would stand.
    pub fn by_faint(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let Some((to, ())) = FAINT_TABLE.longest(&line.folded, at) else { return };
        let from = left(line, marks, inside, at, 8);
        let form: String = line.folded[from..to].iter().collect();
        let begins = from == 0 || !is_han(line.folded[from - 1]) || marks.ends(from);
        let acts = !is_unit_next(line, to)
            && (led(line, to)
                || !is_common(&line.folded[at..to])
                    && (marks.title(to).is_some() || unit_ahead(line, marks, to) || day_follows_or_ends(line, marks, to)));
        if (2..=6).contains(&(at - from)) && begins && acts && !is_generic(&form) && !is_unit(&form) && marks.word(from).is_none() {
            self.add_span(line, from, to);
        }
    }

    /// "贵州茅台(600519.SH)", "(以下简称“海岳银行”)", "证券简称:衡川电子".
    pub fn by_brackets(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let folded = &line.folded;
        if folded[at] == '(' {
            let code = line.len() > at + 3
                && folded[at + 1..line.len().min(at + 12)].iter().take_while(|c| **c != ')').filter(|c| c.is_ascii_digit()).count() >= 3
                && folded[at + 1..line.len().min(at + 16)].iter().take_while(|c| **c != ')').all(|c| !is_han(*c));
            let from = left(line, marks, inside, at, 12);
            if code && at - from >= 2 {
                self.add_span(line, from, at);
            }
        }
        if folded[at] == '(' && folded.get(at + 1).is_some_and(char::is_ascii_uppercase) {
            let from = left(line, marks, inside, at, 10);
            let label = ["巨头", "龙头", "公司", "厂商", "企业", "车企", "新势力", "独角兽", "平台"]
                .iter()
                .any(|w| from >= 2 && line.starts(from - 2, w));
            if label && at - from >= 2 && !inside[at] {
                self.add_span(line, from, at);
            }
        }
        if let Some((start, ())) = KEY_TABLE.longest(folded, at) {
            {
                let to = (start..line.len().min(start + 16))
                    .find(|&i| {
                        !is_han(folded[i]) && !folded[i].is_ascii_alphanumeric() && folded[i] != '*'
                            || line.starts(i, "公告编号")
                            || line.starts(i, "编号")
                    })
                    .unwrap_or(line.len().min(start + 16));
                let form: String = folded[start..to].iter().collect();
                if to > start + 1
                    && to - start <= 14
                    && !form.starts_with('本')
                    && form != "公司"
                    && form != "集团"
                    && !form.ends_with('会')
                    && title::read_one(folded, start).is_none()
                {
                    self.add_span(line, start, to);
                    self.alias(line, at, &form);
                }
            }
        }
        // "【岚汐生物】" at the head of an item
        if folded[at] == '【' && at == 0 {
            let to = (1..line.len().min(12)).find(|&i| folded[i] == '】').unwrap_or(0);
            if to > 2 && !has_verb(line, to) && folded[1..to].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric()) {
                self.add_span(line, 1, to);
            }
        }
    }

    /// "台湾积体电路制造股份有限公司(简称台积电)": both are one, under the short name.
    pub fn alias(&mut self, line: &Line, key: usize, short: &str) {
        let Some(open) = (key.saturating_sub(6)..=key).rev().find(|&i| line.folded[i] == '(') else { return };
        let full = (2..=30.min(open))
            .rev()
            .map(|len| line.folded[open - len..open].iter().collect::<String>())
            .find(|form| self.forms.contains_key(form));
        let (Some(full), Some(name)) = (full, self.forms.get(short).cloned()) else { return };
        let old = self.forms.insert(full, name.clone());
        for entry in self.seen.iter_mut().filter(|entry| Some(&entry.2) == old.as_ref()) {
            entry.2 = name.clone();
        }
        for core in self.cores.iter_mut().filter(|core| Some(&core.2) == old.as_ref()) {
            core.2 = name.clone();
        }
    }

    /// "工业软件公司特罗姆今天宣布", "资管巨头德勤泰(Delta Crest)": the words behind a label, up to what ends a name.
    pub fn described(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let folded = &line.folded;
        let Some((from, ())) = LABEL_TABLE.longest(folded, at) else { return };
        // "具身智能公司“小葵花”"
        if folded.get(from) == Some(&'“')
            && let Some(close) = (from + 3..folded.len().min(from + 14)).find(|&i| folded[i] == '”')
            && folded[from + 1..close].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric())
        {
            self.add_span(line, from + 1, close);
            return;
        }
        if at < 2 || !is_han(folded[at - 1]) || inside.get(from).copied().unwrap_or(false) {
            return;
        }
        let to = (from..folded.len().min(from + 9))
            .find(|&i| {
                !(is_han(folded[i]) || folded[i].is_ascii_alphanumeric())
                    || marks.word(i).is_some()
                    || marks.title(i).is_some()
                    || day_follows(line, i)
            })
            .unwrap_or(folded.len().min(from + 9));
        let closed = to < folded.len()
            && match marks.word(to) {
                Some((_, Lex::Cue(Cue::Announce | Cue::Say | Cue::Former | Cue::Fresh))) => true,
                _ => marks.title(to).is_some() || folded[to] == '(' || day_follows(line, to),
            };
        let form: String = folded[from..to].iter().collect();
        if (2..=8).contains(&(to - from)) && !people.forms.contains_key(&form) && is_han(folded[from]) && !is_unit(&form) {
            if closed {
                self.add_span(line, from, to);
            } else if to - from >= 3 && matches!(marks.word(to), Some((_, Lex::Word))) && at >= 3 {
                self.twice.push((form, line.text(from, to)));
            }
        }
    }
}
