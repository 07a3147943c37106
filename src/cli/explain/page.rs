//! An explanation for a terminal: labels in one column, what is said of them in the next, both by width and not by characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::told::{FrameTold, Sentence, Step, Told};
use crate::cli::report::line;

/// Columns of the labels.
const LABELS: usize = 15;
/// Steps deeper into a sentence, a frame, a reading.
const STEP: usize = 2;
/// No line is narrower than this behind its label.
const NARROWEST: usize = 24;

/// The whole explanation in lines of at most `width` columns.
pub fn render(told: &Told, width: usize) -> String {
    let mut page = Page { lines: Vec::new(), width };
    page.head(told);
    for (number, sentence) in told.sentences.iter().enumerate() {
        page.sentence(number + 1, sentence);
    }
    page.findings(told);
    page.lines.join("\n")
}

struct Page {
    lines: Vec<String>,
    width: usize,
}

impl Page {
    /// A label and what belongs to it, in as many lines as it needs.
    fn row(&mut self, depth: usize, label: &str, text: &str) {
        let indent = " ".repeat(depth * STEP);
        let gap = " ".repeat((LABELS.saturating_sub(depth * STEP + label.width())).max(1));
        let first = format!("{indent}{label}{gap}");
        let rest = " ".repeat(LABELS.max(first.width()));
        let room = self.width.saturating_sub(rest.width()).max(NARROWEST);
        for (number, part) in wrap(&line(text), room).into_iter().enumerate() {
            self.lines.push(format!("{}{part}", if number == 0 { &first } else { &rest }).trim_end().to_string());
        }
    }

    fn head(&mut self, told: &Told) {
        self.row(0, "document", &told.id);
        if !told.title.is_empty() {
            self.row(0, "title", &told.title);
        }
        if !told.url.is_empty() && !told.url.ends_with(&told.id) {
            self.row(0, "address", &told.url);
        }
        self.row(0, "published", &told.published);
        match told.language {
            Some(language) => self.row(0, "read as", &format!("{language}, {}", told.kind)),
            None => self.row(0, "read as", "a language that is not read: nothing is found in it"),
        }
        for about in &told.about {
            let others = about.candidates.iter().take(5).map(|(name, weight)| format!("{name} {weight:.1}"));
            let others = others.collect::<Vec<_>>().join(", ");
            match &about.organisation {
                Some(name) => self.row(0, "about", &format!("{name} (by weight: {others})")),
                None => self.row(0, "about", "no organisation"),
            }
        }
    }

    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        self.lines.push(String::new());
        let place = if sentence.end == 0 { "title".to_string() } else { format!("{}-{}", sentence.start, sentence.end) };
        self.row(0, &format!("[{number}] {place}"), &sentence.text);
        for spotted in &sentence.spotted {
            self.row(1, spotted.what, &format!("{} · {}", spotted.words, spotted.form));
        }
        for passed in &sentence.passed {
            let words = passed.words.as_ref().map_or(String::new(), |words| format!("“{words}”: "));
            self.row(1, "no frame", &format!("{words}{}", passed.why));
        }
        let person = sentence.spotted.iter().any(|spotted| spotted.what == "person");
        if person && sentence.passed.is_empty() && sentence.frames.is_empty() {
            self.row(1, "no frame", "no word here is the trigger of a rule");
        }
        for frame in &sentence.frames {
            self.frame(frame);
        }
    }

    fn frame(&mut self, frame: &FrameTold) {
        let marks = [(frame.sourced, "sourced"), (frame.quoted, "quoted"), (frame.past, "old by its words"), (frame.interim, "interim")];
        let voice = if frame.passive { "passive" } else { "active" };
        let mut told = vec![voice, frame.tense, frame.stance];
        told.extend(marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word));
        told.extend(frame.manner);
        self.row(1, "frame", &format!("{} “{}” · {}", frame.trigger, frame.words, told.join(", ")));
        for (slot, filler) in &frame.slots {
            self.row(2, slot, filler);
        }
        for date in &frame.dates {
            self.row(2, "date", date);
        }
        for (tells, words) in &frame.cues {
            self.row(2, "cue", &format!("“{words}” says {tells}"));
        }
        self.rules(frame);
        for steps in &frame.readings {
            for step in steps {
                let (label, text) = said(step);
                self.row(3, label, &text);
            }
        }
    }

    /// The rule that fired, or the nearest misses.
    fn rules(&mut self, frame: &FrameTold) {
        match frame.rule {
            Some(rule) => self.row(2, "rule", &format!("{rule} fires")),
            None if frame.missed.is_empty() => self.row(2, "no rule", "no rule is about this trigger"),
            None => {
                let fewest = frame.missed.iter().map(|missed| missed.lacks.len()).min();
                for missed in frame.missed.iter().filter(|missed| Some(missed.lacks.len()) == fewest) {
                    let met = missed.needs - missed.lacks.len();
                    let lacks = missed.lacks.join("; ");
                    self.row(2, "no rule", &format!("nearest is {}: meets {met} of {} needs, lacks {lacks}", missed.rule, missed.needs));
                }
            }
        }
        for unread in &frame.unread {
            self.row(3, "dropped", unread);
        }
    }

    fn findings(&mut self, told: &Told) {
        self.lines.push(String::new());
        let list = |key: &str| told.findings[key].as_array().cloned().unwrap_or_default();
        let word = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap_or("-").to_string();
        let (changes, holds, stays) = (list("changes"), list("holds"), list("stays"));
        if changes.is_empty() {
            self.row(0, "findings", "none: the document tells no change");
        }
        for change in &changes {
            let news = if change["news"] == true { "news" } else { "history" };
            let mut told: Vec<String> =
                ["person", "organisation", "kind", "role", "manner", "certainty"].map(|key| word(change, key)).into();
            told.push(news.to_string());
            told.extend(change["effective"].as_str().map(|date| format!("effective {date}")));
            self.row(0, "finding", &format!("{} · rule {}", told.join(" · "), word(change, "rule")));
        }
        for stay in &stays {
            self.row(0, "stay", &["person", "organisation", "role"].map(|key| word(stay, key)).join(" · "));
        }
        for hold in &holds {
            self.row(0, "hold", &["person", "organisation", "role", "status"].map(|key| word(hold, key)).join(" · "));
        }
    }
}

fn said(step: &Step) -> (&'static str, String) {
    match step {
        Step::Person { words, form, names, why } => {
            let words = if words.is_empty() { format!("({form})") } else { format!("“{words}”") };
            let names = if names.is_empty() { "nobody".to_string() } else { names.join(", ") };
            ("who", format!("{words} is {names}: {why}"))
        }
        Step::Time { news, why } => ("when", format!("{}: {why}", if *news { "news" } else { "history" })),
        Step::Organisation { name, why, candidates, .. } => {
            let name = name.as_deref().unwrap_or("nowhere");
            let among = if candidates.is_empty() { String::new() } else { format!(" (candidates: {})", candidates.join(", ")) };
            ("where", format!("{name}: {why}{among}"))
        }
        Step::Certainty { certainty, why } => ("how sure", format!("{}: {why}", certainty.unwrap_or("no claim"))),
        Step::Claim { claim } => ("claim", claim.clone()),
        Step::Role { role, why } => ("role", format!("{role}: {why}")),
        Step::Place { organisation, why } => ("where", format!("{}: {why}", organisation.as_deref().unwrap_or("nowhere"))),
        Step::Dropped { person, why } => ("dropped", person.as_ref().map_or_else(|| why.to_string(), |person| format!("{person}: {why}"))),
        Step::Finding { finding, how } => ("finding", format!("{finding}: {how}")),
        Step::Stay { person } => ("stay", format!("{person} stays")),
    }
}

/// Lines of at most `room` columns, broken at blanks and beside wide characters, and anywhere once a word is too long for a line.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        if used > 0 && used + piece.trim_end().width() > room {
            lines.push(String::new());
            used = 0;
        }
        for grapheme in piece.graphemes(true) {
            if used + grapheme.width() > room && grapheme != " " {
                lines.push(String::new());
                used = 0;
            }
            used += grapheme.width();
            lines.last_mut().expect("there is always a line").push_str(grapheme);
        }
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// The parts between which a line may be broken. No part begins with a closing mark.
fn pieces(text: &str) -> Vec<&str> {
    const CLOSING: &str = "、。，．：；？！）」』】》〉”’,.:;?!)";
    let (mut pieces, mut start, mut before) = (Vec::new(), 0, "");
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width() == 2 || before.width() == 2;
        if at > start && grapheme != " " && (before == " " || wide && !CLOSING.contains(grapheme)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = grapheme;
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_whatever_the_script() {
        for text in ["one two three four five six seven", "董事会同意聘任王小明先生为公司总经理,任期三年", &"x".repeat(90), ""]
        {
            let lines = wrap(text, 24);
            assert!(lines.iter().all(|line| line.width() <= 24), "{lines:?}");
            let joined: String = lines.concat();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn what_stands_behind_a_label_begins_in_one_column() {
        let mut page = Page { lines: Vec::new(), width: 40 };
        page.row(0, "title", &"董事会".repeat(10));
        page.row(2, "subject", "Jane Roe");
        assert!(page.lines.len() > 2, "{:?}", page.lines);
        for line in &page.lines {
            let (label, text) = line.split_at(LABELS);
            assert!(label.is_ascii() && label.ends_with(' ') && !text.starts_with(' '), "{line}");
            assert!(line.width() <= 40, "{line}");
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        for room in 20..40 {
            let lines = wrap("the one named (candidates: 公司), 据知情人士透露，董事长（赵强）可能离职。完", room);
            assert!(lines.iter().all(|line| !line.starts_with([',', ':', ')', '，', '。', '）'])), "{lines:?}");
        }
    }
}
