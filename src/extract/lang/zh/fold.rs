//! One spelling for the look-ups: Traditional characters become Simplified, full-width signs half-width, one character for one
//! character, so that every position keeps its place in the text.

use std::collections::HashMap;
use std::sync::LazyLock;

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let rows = include_str!("data/ts_characters.txt").lines().filter_map(|line| {
        let (from, to) = line.split_once('\t')?;
        Some((from.chars().next()?, to.chars().next()?))
    });
    rows.collect()
});

/// The folded form of a character.
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '“' | '「' | '『' | '〝' => '“',
        '”' | '」' | '』' | '〞' => '”',
        '﹑' => '、',
        // a stroke that headlines use as a bar
        '丨' | '｜' | '│' => '|',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' | '∶' => ':',
        '○' => '〇',
        '．' | '‧' | '•' | '・' | '∙' | '⋅' | '․' => '·',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => SIMPLIFIED.get(&c).copied().unwrap_or(c),
    }
}

/// A folded string, for comparing titles and names as other documents write them.
pub fn fold_str(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}

/// Whether a character is a Chinese ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_traditional_and_full_width_one_to_one() {
        assert_eq!(fold_str("獨立非執行董事（ＣＥＯ）"), "独立非执行董事(CEO)");
        assert_eq!(fold_str("關於更換行政總裁"), "关于更换行政总裁");
    }
}
