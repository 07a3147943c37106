//! In which language a text is.

use whatlang::Lang;

use crate::domain::Language;

/// A text this long gives the detector enough to go by; on headlines it errs ("Acme names Doe CEO" is Portuguese to it).
const LONG_ENOUGH: usize = 200;
/// Characters that are looked at.
const LOOKED_AT: usize = 8_000;

/// In plain English one word in so many is one that holds English texts together, at the least. A glance at these words spares the
/// detector, which takes longer than all the rest of reading a short article.
const ENGLISH_SHARE: usize = 20;
/// Of such words of other languages there is at most one for so many English ones: names, or a quotation.
const FOREIGN_SHARE: usize = 5;

/// The language of a text by its script, then by its words. `hint` decides where the text is too short to tell.
///
/// `None`: a language that we do not read.
pub fn detect(text: &str, hint: Option<Language>) -> Option<Language> {
    let sample = text.char_indices().nth(LOOKED_AT).map_or(text, |(end, _)| &text[..end]);
    let Letters { all, ascii, han, kana } = Letters::of(sample);
    // One Han character says about as much as three Latin letters. Kana beside them make it Japanese.
    if han > 0 && kana * 10 > han {
        return None;
    }
    if han * 4 >= all.max(1) {
        return Some(Language::Chinese);
    }
    if all >= LONG_ENOUGH {
        if is_plain_english(sample) {
            return Some(Language::English);
        }
        match whatlang::detect(sample) {
            Some(info) if info.lang() == Lang::Eng => return Some(Language::English),
            Some(info) if info.is_reliable() => return None,
            _ => {}
        }
    }
    hint.or_else(|| (all > 0 && ascii * 5 >= all * 4).then_some(Language::English))
}

/// How many letters of which kind a text has.
#[derive(Default)]
struct Letters {
    all: usize,
    ascii: usize,
    han: usize,
    kana: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        text.chars().filter(|c| c.is_alphabetic()).fold(Letters::default(), |mut letters, c| {
            letters.all += 1;
            letters.ascii += usize::from(c.is_ascii());
            letters.han += usize::from(is_han(c));
            letters.kana += usize::from(is_kana(c));
            letters
        })
    }
}

fn is_plain_english(text: &str) -> bool {
    let (mut words, mut english, mut foreign) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let mut folded = [0; 5];
        let Some(folded) = folded.get_mut(..word.len()) else { continue };
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        english += usize::from(is_english(folded));
        foreign += usize::from(is_foreign(folded));
    }
    english * ENGLISH_SHARE >= words && english >= foreign * FOREIGN_SHARE
}

/// The most frequent words of English that are no words of other languages in Latin letters.
fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"the" | b"and" | b"of" | b"with" | b"that" | b"which" | b"its" | b"has" | b"have" | b"will" | b"this" | b"from" | b"been" | b"by"
    )
}

/// The most frequent words of other languages in Latin letters: German, Dutch, French, Spanish, Portuguese, Italian, the Scandinavian
/// ones, Polish, Czech, Turkish, Indonesian, Romanian, Hungarian, Finnish.
fn is_foreign(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 51] = [
        b"der", b"und", b"das", b"den", b"von", b"ist", b"mit", b"het", b"een", b"van", b"voor", b"les", b"des", b"est", b"une", b"dans",
        b"que", b"los", b"las", b"del", b"una", b"por", b"con", b"para", b"uma", b"com", b"che", b"della", b"per", b"och", b"att", b"det",
        b"som", b"og", b"til", b"av", b"nie", b"jest", b"na", b"se", b"ve", b"bir", b"yang", b"dan", b"dari", b"din", b"egy", b"hogy",
        b"ett", b"oli", b"olla",
    ];
    WORDS.contains(&word)
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

    /// The glance and the detector agree; whatever the glance does not know is left to the detector.
    #[test]
    fn a_glance_knows_english_and_no_other_language() {
        let english = "The company said on Tuesday that its chief executive would step down at the end of the year, and that the board has begun a search for a successor.";
        assert!(is_plain_english(english));
        for other in [
            "Der Vorstand teilte mit, dass der Vorsitzende of the Board das Unternehmen zum Jahresende verlassen wird; die Aktie fiel darauf um zwei Prozent.",
            "De raad van bestuur zei dat de topman of zijn opvolger aan het eind van het jaar de onderneming zal verlaten, na negen jaar in die functie.",
            "Bestyrelsen meddelte tirsdag, at den administrerende direktør forlader selskabet ved årets udgang, efter ni år i stillingen, og at en afløser findes.",
            "Le conseil d'administration a annoncé mardi que le directeur général quittera la société à la fin de l'année après neuf ans à ce poste.",
            "La empresa dijo el martes que su director ejecutivo dejará el cargo a fin de año y que el consejo ha comenzado la búsqueda de un sucesor.",
        ] {
            assert!(!is_plain_english(other), "{other}");
        }
    }

    #[test]
    fn short_latin_text_is_english_unless_the_source_says_otherwise() {
        assert_eq!(detect("Acme names Doe CEO", None), Some(Language::English));
        assert_eq!(detect("", None), None);
        assert_eq!(detect("2024", Some(Language::Chinese)), Some(Language::Chinese));
    }
}
