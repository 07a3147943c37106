//! The text part's layout: lines of at most 72 columns as a terminal counts them (UAX 11), Chinese broken between characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a line of the text part.
const COLUMNS: usize = 72;
/// Columns of a label with the gap behind it, and what stands before it.
const LABEL_COLUMNS: usize = 12;
const INDENT: &str = "   ";
/// No line begins with these (closing marks) or ends with those (opening marks).
const CLOSING: &str = ",.;:!?)]}%'\"、。，．：；？！）」』】》〉”’…·—";
const OPENING: &str = "([{（「『【《〈“‘";

/// `text` in lines of 72 columns, the first behind `first`, the others behind `rest`. A web address is never broken.
pub(super) fn fill(text: &str, first: &str, rest: &str) -> String {
    let mut lines = vec![String::from(first)];
    let mut used = first.width();
    let mut empty = true;
    for (space, piece) in pieces(text, COLUMNS.saturating_sub(first.width().max(rest.width())).max(2)) {
        let space = space && !empty;
        let width = piece.width() + usize::from(space);
        if !empty && used + width > COLUMNS {
            lines.push(rest.to_string());
            used = rest.width();
        } else if space {
            used += 1;
            lines.last_mut().expect("there is always a line").push(' ');
        }
        lines.last_mut().expect("there is always a line").push_str(piece);
        used += piece.width();
        empty = false;
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// `text` behind its label, in a table of two columns.
pub(super) fn row(text: &str, label: &str) -> String {
    let gap = LABEL_COLUMNS.saturating_sub(label.width()).max(1);
    fill(text, &format!("{INDENT}{label}{}", " ".repeat(gap)), &format!("{INDENT}{}", " ".repeat(LABEL_COLUMNS)))
}

/// `text` with a line of `=` of its width below.
pub(super) fn underlined(text: &str) -> String {
    let lines = fill(text, "", "");
    let width = lines.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    format!("{lines}\n{}", "=".repeat(width))
}

/// The parts between which a line may be broken, each with whether a space stands before it.
fn pieces(text: &str, room: usize) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut space = true;
        for piece in split(word, room) {
            pieces.push((space, piece));
            space = false;
        }
    }
    pieces
}

/// A word without spaces, split beside wide characters, and anywhere once it is too long for a line.
fn split(word: &str, room: usize) -> Vec<&str> {
    if word.contains("https://") || word.contains("http://") {
        return vec![word];
    }
    let mut parts = Vec::new();
    let (mut start, mut width, mut before) = (0, 0, "");
    for (at, grapheme) in word.grapheme_indices(true) {
        let wide = grapheme.width() == 2 || before.width() == 2;
        let glued = CLOSING.contains(grapheme) || (!before.is_empty() && OPENING.contains(before));
        if at > start && ((wide && !glued) || width + grapheme.width() > room) {
            parts.push(&word[start..at]);
            (start, width) = (at, 0);
        }
        width += grapheme.width();
        before = grapheme;
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_between_words_and_indents() {
        let text = "one ".repeat(20);
        assert_eq!(fill(&text, "- ", "  "), format!("- {}\n  one one one", ["one"; 17].join(" ")));
    }

    #[test]
    fn breaks_chinese_between_characters_but_not_before_a_full_stop() {
        let text = format!("{}。完", "字".repeat(36));
        let filled = fill(&text, "", "");
        let lines: Vec<&str> = filled.lines().collect();
        assert_eq!(lines, ["字".repeat(35).as_str(), "字。完"]);
    }

    #[test]
    fn half_width_marks_in_chinese_stay_with_their_word() {
        let text = format!("{},字", "字".repeat(36));
        assert!(fill(&text, "", "").ends_with("\n字,字"));
    }

    #[test]
    fn keeps_an_address_whole() {
        let address = format!("https://a.example/{}", "x".repeat(100));
        assert_eq!(fill(&format!("see {address} there"), "", ""), format!("see\n{address}\nthere"));
    }

    #[test]
    fn underlines_by_width() {
        assert_eq!(underlined("王小明 AB"), "王小明 AB\n=========");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_nothing_is_lost(text in r"[a-zé 王。（「.0-9]{0,300}") {
            let filled = fill(&text, "   ", "      ");
            prop_assert!(filled.lines().all(|line| line.width() <= COLUMNS + 2), "{filled}");
            let bare = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&filled), bare(&text));
        }
    }
}
