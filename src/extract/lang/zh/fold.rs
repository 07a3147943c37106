//! One spelling for the look-ups: Traditional characters become Simplified, full-width signs half-width, one character for one
//! character, so that every position keeps its place in the text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// For each character of the basic plane its simplified form.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (0..0x10000).map(|code| char::from_u32(code).unwrap_or(' ')).collect();
    for line in include_str!("data/ts_characters.txt").lines() {
        let Some((from, to)) = line.split_once('\t') else { continue };
        if let (Some(from), Some(to)) = (from.chars().next(), to.chars().next())
            && let Some(slot) = table.get_mut(from as usize)
        {
            *slot = to;
        }
    }
    table
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
        _ => SIMPLIFIED.get(c as usize).copied().unwrap_or(c),
    }
}

/// For each folded character the characters that are written for it, where there are several.
static VARIANTS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut variants: HashMap<char, Vec<char>> = HashMap::new();
    for written in (0..0x10000).filter_map(char::from_u32) {
        let folded = fold(written);
        if folded != written {
            variants.entry(folded).or_insert_with(|| vec![folded]).push(written);
        }
    }
    variants
});

/// Every character that folds to this folded one: 张 and 張 for 张.
pub fn variants(folded: &char) -> &[char] {
    VARIANTS.get(folded).map_or(std::slice::from_ref(folded), Vec::as_slice)
}

/// A folded string, for comparing titles and names as other documents write them.
pub fn fold_str(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}

/// Whether a character is a letter of a script with an alphabet.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || c > '\u{bf}' && !is_han(c) && c.is_alphabetic()
}

/// Whether a character belongs to a word: an ideograph, a letter or a digit.
pub fn is_wordy(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_han(c) || c > '\u{7f}' && c.is_alphanumeric()
}

/// Whether a character is a Chinese ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_has_all_its_spellings() {
        assert_eq!(variants(&'张'), ['张', '張']);
        assert!(variants(&'A').contains(&'Ａ') && variants(&'A').contains(&'A'));
        assert_eq!(variants(&'王'), ['王']);
    }

    #[test]
    fn folds_traditional_and_full_width_one_to_one() {
        assert_eq!(fold_str("獨立非執行董事（ＣＥＯ）"), "独立非执行董事(CEO)");
        assert_eq!(fold_str("關於更換行政總裁"), "关于更换行政总裁");
    }
}
