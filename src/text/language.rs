//! In which language a text is.

use whatlang::Lang;

use crate::domain::Language;

/// A text this long gives the detector enough to go by; on headlines it errs ("Acme names Doe CEO" is Portuguese to it).
const LONG_ENOUGH: usize = 200;
/// Characters that are looked at.
const LOOKED_AT: usize = 8_000;

/// The language of a text by its script, then by its words. `hint` decides where the text is too short to tell.
///
/// `None`: a language that we do not read.
pub fn detect(text: &str, hint: Option<Language>) -> Option<Language> {
    let sample: String = text.chars().take(LOOKED_AT).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let count = |is: fn(char) -> bool| sample.chars().filter(|&c| is(c)).count();
    // One Han character says about as much as three Latin letters. Kana beside them make it Japanese.
    let (han, kana) = (count(is_han), count(is_kana));
    if han > 0 && kana * 10 > han {
        return None;
    }
    if han * 4 >= letters.max(1) {
        return Some(Language::Chinese);
    }
    if letters >= LONG_ENOUGH {
        match whatlang::detect(&sample) {
            Some(info) if info.lang() == Lang::Eng => return Some(Language::English),
            Some(info) if info.is_reliable() => return None,
            _ => {}
        }
    }
    let ascii = sample.chars().filter(char::is_ascii_alphabetic).count();
    hint.or_else(|| (letters > 0 && ascii * 5 >= letters * 4).then_some(Language::English))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_decides_first() {
        assert_eq!(detect("OpenAI 首席技术官 Mira Murati 宣布离职，首席研究官 Bob McGrew 随后离开", None), Some(Language::Chinese));
        assert_eq!(detect("董事長辭職", None), Some(Language::Chinese));
        assert_eq!(detect("社長の交代を発表しました。新社長は副社長から昇格する。", None), None);
        assert_eq!(detect("Компания сообщила об уходе генерального директора", None), None);
    }

    #[test]
    fn words_decide_on_bodies() {
        let english = "The company said on Tuesday that its chief executive would step down at the end of the year after nine years in the role, and that the board has begun a search for a successor. The shares fell by two percent after the announcement in New York.";
        let german = "Das Unternehmen teilte am Dienstag mit, dass der Vorstandsvorsitzende zum Jahresende nach neun Jahren im Amt zurücktreten wird und dass der Aufsichtsrat die Suche nach einem Nachfolger begonnen hat. Die Aktie fiel nach der Mitteilung um zwei Prozent.";
        assert_eq!(detect(english, None), Some(Language::English));
        assert_eq!(detect(german, None), None);
    }

    #[test]
    fn short_latin_text_is_english_unless_the_source_says_otherwise() {
        assert_eq!(detect("Acme names Doe CEO", None), Some(Language::English));
        assert_eq!(detect("", None), None);
        assert_eq!(detect("2024", Some(Language::Chinese)), Some(Language::Chinese));
    }
}
