//! Text as a reader sees it: single spaces, no invisible characters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One paragraph: white space collapsed, invisible and direction-changing characters dropped, letters composed (NFC).
///
/// A line break between two Han characters is dropped rather than made a space: Chinese text is wrapped without one.
pub fn paragraph(raw: &str) -> String {
    // Nearly every text is composed already, and a look at it is much cheaper than composing it.
    match is_nfc_quick(raw.chars()) {
        IsNormalized::Yes => collapsed(raw.chars(), raw.len()),
        IsNormalized::No | IsNormalized::Maybe => collapsed(raw.nfc(), raw.len()),
    }
}

fn collapsed(characters: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut gap: Option<bool> = None;
    for c in characters {
        if is_invisible(c) && !(joins_emoji(c) && gap.is_none() && out.chars().next_back().is_some_and(is_symbol)) {
            continue;
        }
        if c.is_whitespace() {
            gap = Some(gap.unwrap_or(false) || matches!(c, '\n' | '\r'));
            continue;
        }
        if let (Some(broken), Some(last)) = (gap, out.chars().next_back())
            && !(broken && is_cjk(last) && is_cjk(c))
        {
            out.push(' ');
        }
        gap = None;
        out.push(c);
    }
    out
}

/// Plain text of several lines: each line a tidy paragraph, empty ones dropped.
pub fn lines(raw: &str) -> String {
    raw.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(paragraph).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether this is a Han character or punctuation that stands with them.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{323af}')
}

/// Joiner and emoji selector: behind a symbol they make one picture out of several.
fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}')
}

fn is_symbol(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Zero-width, soft-hyphen, bidirectional and tag characters, variation selectors, and controls: they hide or reorder text (UTS 39).
fn is_invisible(c: char) -> bool {
    let marks =
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let selectors = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}');
    marks || selectors || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed_and_invisible_characters_go() {
        assert_eq!(paragraph("  The\u{a0}board \n\t said\u{200b} \u{202e}so\u{ad}. "), "The board said so.");
        assert_eq!(paragraph("Cafe\u{301}"), "Café");
        assert_eq!(paragraph("a\u{200d}b ❤\u{fe0f} \u{200d}c"), "ab ❤\u{fe0f} c");
    }

    #[test]
    fn chinese_lines_join_without_a_space() {
        assert_eq!(paragraph("首席技术官\n  宣布离职，\n现任 CEO\n表示感谢"), "首席技术官宣布离职，现任 CEO 表示感谢");
        assert_eq!(paragraph("中文 空格"), "中文 空格");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines("one\r\n\r\n  two  \nthree"), "one\ntwo\nthree");
    }
}
