//! Names that only look like another: letters of another script among Latin ones, invisible characters, turned writing.

/// Letters of other scripts that look like a Latin one (Unicode's confusables, as far as they fill names).
const LOOK_ALIKES: [(char, char); 48] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('г', 'r'),
    ('п', 'n'),
    ('к', 'k'),
    ('м', 'm'),
    ('т', 't'),
    ('в', 'b'),
    ('н', 'h'),
    ('ӏ', 'l'),
    ('ո', 'n'),
    ('ս', 'u'),
    ('օ', 'o'),
    ('հ', 'h'),
    ('ց', 'g'),
    ('ք', 'f'),
    ('α', 'a'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('χ', 'x'),
    ('υ', 'u'),
    ('ε', 'e'),
    ('η', 'n'),
    ('ω', 'w'),
    ('β', 'b'),
    ('γ', 'y'),
    ('σ', 'o'),
    ('ꭺ', 'a'),
    ('ꮯ', 'c'),
    ('ꮋ', 'h'),
    ('ɑ', 'a'),
    ('ɡ', 'g'),
];

/// Whether the name is not what it looks like: invisible or turning characters, letters for mathematics, or letters of a look-alike
/// script among Latin ones. Such a name is nobody's.
pub fn is_disguised(name: &str) -> bool {
    let latin = name.chars().any(|c| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ'));
    let other = name.chars().any(is_look_alike_script);
    (latin && other) || name.chars().any(|c| is_hidden(c) || is_dressed(c))
}

/// The Latin word that a name of another script looks like; `None` where a letter looks like none.
pub fn skeleton(name: &str) -> Option<String> {
    let mut skeleton = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match LOOK_ALIKES.iter().find(|(other, _)| *other == c) {
            Some((_, latin)) => skeleton.push(*latin),
            None if c.is_ascii() => skeleton.push(c),
            None => return None,
        }
    }
    name.chars().any(is_look_alike_script).then_some(skeleton)
}

/// Greek, Cyrillic, Armenian and Cherokee.
fn is_look_alike_script(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{370}'..='\u{58F}' | '\u{13A0}'..='\u{13FF}' | '\u{AB70}'..='\u{ABBF}')
}

/// Zero-width, turning and tag characters. A soft hyphen or a joiner has no business in a name that is matched.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Letters for mathematics and in circles. (Full-width letters are how Chinese texts write Latin ones.)
fn is_dressed(c: char) -> bool {
    matches!(c, '\u{1D400}'..='\u{1D7FF}' | '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_hidden_and_turned_letters_are_seen() {
        for name in ["Mirа Murati", "Mira\u{200b} Murati", "\u{202e}itaruM ariM", "𝐌ira Murati", "Sаm Αltman"] {
            assert!(is_disguised(name), "{name:?}");
        }
        for name in ["Mira Murati", "Łukasz Strøm", "Жанна Роу", "李明", "Renée O’Brien", "Ｍira Murati", "Αννα Πο"] {
            assert!(!is_disguised(name), "{name}");
        }
    }

    #[test]
    fn a_whole_name_in_look_alikes_has_the_skeleton_of_the_other() {
        assert_eq!(skeleton("Сат Рое").as_deref(), Some("cat poe"));
        assert_eq!(skeleton("Cat Poe"), None, "Latin is what it looks like");
        assert_eq!(skeleton("Жанна"), None);
    }
}
