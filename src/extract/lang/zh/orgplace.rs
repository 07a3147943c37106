//! Organisations that only their place shows: before a title, before what an organisation does, behind 加入 and 离开.

use super::date::lasts;
use super::find::People;
use super::fold::is_han;
use super::lexicon::{Cue, Lex};
use super::marks::Marks;
use super::names;
use super::organisation::Organisations;
use super::orgspan::{before_adverbs, left, title_soon};
use super::orgwords::{SUFFIX_TABLE, is_field, is_generic, is_known, is_unit};
use super::sentence::Line;
use super::title;

impl Organisations {
    /// "兆驰股份财务负责人": the words before a title.
    pub fn before_title(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize, to: usize, code: &str) {
        if SUFFIX_TABLE.longest(&line.folded, at).is_some() || line.starts(to, "事务所") {
            return;
        }
        let mut at = at;
        // "台达电新任执行长"
        while let Some(start) = (at.saturating_sub(3)..at)
            .find(|&i| matches!(marks.word(i), Some((to, Lex::Cue(Cue::Former | Cue::Fresh | Cue::Current))) if to == at))
        {
            at = start;
        }
        // "苹果新CEO"
        if at >= 3 && line.folded[at - 1] == '新' && is_known(&line.folded[at - 3..at - 1].iter().collect::<String>()) {
            at -= 1;
        }
        let mut from = left(line, marks, inside, at, 16);
        let run = |from: usize| -> String { line.folded[from..at].iter().collect() };
        for lead in ["任", "原", "前", "转", "升", "兼"] {
            if at - from > 2 && line.starts(from, lead) && names::surname(&line.folded, from).is_none() {
                from += 1;
            }
        }
        let text = run(from);
        let len = at - from;
        if !(2..=14).contains(&len) || is_unit(&text) || is_generic(&text) || title::read_one(&line.folded, from).is_some() {
            return;
        }
        let latin = line.folded[from].is_ascii_alphabetic();
        // "首席市场官(CMO)张某"
        let closed = if line.folded.get(to) == Some(&'(') { (to..line.len().min(to + 12)).find(|&i| line.folded[i] == ')') } else { None };
        let behind = closed.map_or(to, |close| close + 1);
        let personal_after = line.folded.get(behind).is_some_and(|c| is_han(*c) || c.is_ascii_alphabetic());
        let word_before = || {
            (from.saturating_sub(5)..from)
                .any(|i| matches!(marks.word(i), Some((end, Lex::Trigger(_) | Lex::Be | Lex::By | Lex::Of | Lex::Cue(Cue::Former | Cue::Current))) if end == from))
        };
        let verb_before = from > 0 && (line.folded[from - 1] == '任' || word_before());
        let begins = from == 0
            || !is_han(line.folded[from - 1])
            || "在与和及对被从据".contains(line.folded[from - 1]) && len >= 3
            || len >= 3 && matches!(marks.word_before(from), Some((_, Lex::Cue(Cue::Source | Cue::Announce | Cue::Say))));
        if latin {
            if let Some((end, _)) = names::latin(&line.folded, from) {
                self.weak_span(line, from, end);
            } else if at - from >= 3 && line.folded[from..at].iter().all(char::is_ascii_alphanumeric) && personal_after {
                self.weak_span(line, from, at);
            }
            return;
        }
        // "晋升为项目管理副总裁": behind the verb stands what a deputy is over
        let field = verb_before && matches!(code, "VP" | "SVP" | "EVP" | "DEPUTY_GM") && (len > 4 || is_field(&text));
        if field || matches!(code, "HEAD" | "DIRECTOR_OF" | "DEAN") {
            return;
        }
        if verb_before || begins && personal_after && line.folded[from..at].iter().all(|c| is_han(*c)) && at - from <= 6 {
            self.weak_or_sure(line, from, at, verb_before || from == 0);
        }
    }

    /// "小米宣布", "华为3月31日公告": who announces at the head of a clause.
    pub fn announcer(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let mut to = before_adverbs(line, at);
        // "悦行(也称:悦行汽车)日前公告称"
        if to > 0
            && line.folded[to - 1] == ')'
            && let Some(open) = (to.saturating_sub(30)..to).rev().find(|&i| line.folded[i] == '(')
        {
            to = open;
        }
        let most = if to > 0 && line.folded[to - 1].is_ascii_alphanumeric() { 30 } else { 14 };
        let from = left(line, marks, inside, to, most);
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        let form: String = line.folded[from..to].iter().collect();
        // the words behind a title are its holder, and 发布 in 发布公告 is a verb
        let known = people.forms.contains_key(&form)
            || title::read_one(&line.folded, from).is_some()
            || marks.title_before(from)
            || (from.saturating_sub(4)..to).any(|i| marks.word(i).is_some_and(|(end, _)| end - i >= 2 && end >= to));
        let latin = line.folded.get(from).is_some_and(char::is_ascii_uppercase);
        let says = [
            "宣布",
            "公告",
            "公布",
            "发布",
            "披露",
            "官宣",
            "正式宣布",
            "对外宣布",
            "今日宣布",
            "通报",
            "发文",
            "证实",
            "确认",
            "回应",
            "召开",
            "举行",
        ]
        .iter()
        .any(|w| line.starts(at, w));
        let personal = names::surname(&line.folded, from).is_some()
            && to - from <= 3
            && at == to
            && !line.starts(at, "公告")
            && !line.starts(at, "宣布任命");
        if says
            && begins
            && !known
            && !inside[to]
            && !personal
            && to > from
            && ((2..=10).contains(&(to - from)) || latin && to - from <= 30)
        {
            self.weak_span(line, from, to);
        }
    }

    /// "云栖智算任命…", "鲸落咖啡换帅": who appoints or changes its head, at the beginning of a clause.
    pub fn heading(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let to = before_adverbs(line, at);
        let from = left(line, marks, inside, to, 12);
        let form: String = line.folded[from..to].iter().collect();
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        let plain =
            line.folded[from..to].iter().all(|c| is_han(*c)) && (from..to).all(|i| marks.word(i).is_none_or(|(end, _)| end <= i + 1));
        let titled = (from..to).any(|i| marks.title(i).is_some());
        if begins
            && plain
            && !titled
            && (3..=8).contains(&(to - from))
            && !inside[to]
            && !people.forms.contains_key(&form)
            && !is_unit(&form)
        {
            self.weak_span(line, from, to);
        }
    }

    /// "华硕电脑今日董事会通过": whose board it is.
    pub fn boarded(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let to = before_adverbs(line, at);
        let from = left(line, marks, inside, to, 10);
        let form: String = line.folded[from..to].iter().collect();
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        if begins
            && (2..=8).contains(&(to - from))
            && !people.forms.contains_key(&form)
            && title::read_one(&line.folded, from).is_none()
            && line.folded[from..to].iter().all(|c| is_han(*c))
        {
            self.weak_span(line, from, to);
        }
    }

    /// "加盟小鹏,任…": the words behind.
    pub fn joined(&mut self, line: &Line, marks: &Marks, people: &People, from: usize) {
        let mut to = from;
        while to < line.len()
            && to - from < 10
            && (is_han(line.folded[to]) || line.folded[to].is_ascii_alphanumeric() || line.folded[to] == ' ')
            && marks.word(to).is_none()
            && marks.title(to).is_none()
            && !lasts(line, to)
            && !["任", "做", "当", "从", "主管"].iter().any(|w| line.starts(to, w))
        {
            to += 1;
        }
        let form: String = line.folded[from..to].iter().collect();
        let closed = line.folded.get(to).is_none_or(|c| !is_han(*c))
            || marks.word(to).is_some()
            || marks.title(to).is_some()
            || lasts(line, to)
            || ["任", "做", "当", "从", "主管"].iter().any(|w| line.starts(to, w));
        let stop = matches!(marks.word(to), Some((_, Lex::Of))) && !line.starts(to, "的");
        if closed && !stop && (2..=8).contains(&(to - from)) && !people.forms.contains_key(&form) && !is_unit(&form) {
            self.weak_or_sure(line, from, to, title_soon(line, marks, to));
        }
    }
}
