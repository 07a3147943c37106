//! Folding: lower case without accents, and words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a title or unit that carry meaning.
pub fn words(text: &str) -> Vec<String> {
    split(&fold(text)).into_iter().filter(|word| !["of", "the", "and", "for", "in"].contains(&word.as_str())).collect()
}

/// Words between everything that is neither letter nor digit; dots and apostrophes vanish ("S.A.", "O'Brien").
pub fn split(folded: &str) -> Vec<String> {
    let joined: String = folded.chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '.')).collect();
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Lower case without accents, and the letters that do not decompose in their usual plain spelling.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            c => folded.push(c),
        }
    }
    folded
}

/// Whether a Chinese character is in it.
pub fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'))
}
