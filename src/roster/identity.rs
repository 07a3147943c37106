//! Identity: is this mention that person, that organisation, that role?
//!
//! Every comparison folds what writers vary: case, accents, middle names, honorifics, legal forms, the wording of a unit. In
//! doubt two roles of one person are the same one, because a missed change costs less than a false alert.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::{Organisation, Person, Role, Roster};

const HONORIFICS: [&str; 18] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "hon",
    "gen",
    "capt",
    "col",
    "madam",
];
const SUFFIXES: [&str; 12] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "esq", "obe", "cbe", "kbe"];
const HAN_HONORIFICS: [&str; 5] = ["先生", "女士", "博士", "教授", "小姐"];

const LEGAL_FORMS: [&str; 33] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "plc",
    "lp",
    "llp",
    "pbc",
    "ag",
    "se",
    "gmbh",
    "kg",
    "kgaa",
    "sa",
    "sas",
    "sarl",
    "spa",
    "srl",
    "nv",
    "bv",
    "ab",
    "asa",
    "as",
    "oyj",
    "oy",
    "kk",
    "pty",
    "pte",
];
const HAN_LEGAL_FORMS: [&str; 4] = ["股份有限公司", "有限责任公司", "有限公司", "公司"];

/// The person of the roster whom `name` means, by the full name or an alias; a first name or a surname alone means nobody.
pub fn find_person<'a>(roster: &'a Roster, name: &str) -> Option<&'a Person> {
    let exact = roster.people.iter().find(|person| person.name == name);
    exact.or_else(|| roster.people.iter().find(|person| same_person(person, name)))
}

/// The watched organisation that `name` means, by its name or an alias.
pub fn find_organisation<'a>(roster: &'a Roster, name: &str) -> Option<&'a Organisation> {
    roster.organisations.iter().find(|organisation| same_organisation(organisation, name))
}

/// Whether `name` means this person. A single Latin word does only if the person's name in the roster is that word.
pub fn same_person(person: &Person, name: &str) -> bool {
    let wanted = Name::read(name);
    let full = Name::read(&person.name);
    full.means(&wanted)
        || person.aliases.iter().map(|alias| Name::read(alias)).any(|alias| (alias.han || alias.words.len() > 1) && alias.means(&wanted))
}

/// Whether `name` means this organisation, whatever the legal form and the spacing.
pub fn same_organisation(organisation: &Organisation, name: &str) -> bool {
    let wanted = fold_organisation(name);
    !wanted.is_empty() && std::iter::once(&organisation.name).chain(&organisation.aliases).any(|known| fold_organisation(known) == wanted)
}

/// Whether both are the same role of one person: equal codes, and units that can mean the same.
pub fn same_role(a: &Role, b: &Role) -> bool {
    if !a.code.eq_ignore_ascii_case(&b.code) {
        return false;
    }
    let nameless = a.code.is_empty() || a.code.eq_ignore_ascii_case("OTHER");
    if nameless { words(&a.title) == words(&b.title) } else { units_compatible(a, b) }
}

/// Whether the units of two roles can mean the same: one is not told, one contains the other, the other's title names it
/// ("VP Research (Post-Training)"), or they are in different scripts, where nothing can be said.
pub fn units_compatible(a: &Role, b: &Role) -> bool {
    let (Some(unit_a), Some(unit_b)) = (&a.unit, &b.unit) else { return true };
    let (words_a, words_b) = (words(unit_a), words(unit_b));
    let within = |inner: &[String], outer: &[String]| inner.iter().all(|word| outer.contains(word));
    has_han(unit_a) != has_han(unit_b)
        || within(&words_a, &words_b)
        || within(&words_b, &words_a)
        || within(&words_a, &words(&b.title))
        || within(&words_b, &words(&a.title))
        || (has_han(unit_a) && (unit_a.contains(unit_b.as_str()) || unit_b.contains(unit_a.as_str())))
}

/// A seat that is held beside a post and not instead of one: board member, chair, founder, trustee.
pub fn is_seat(role: &Role) -> bool {
    let told = format!("{} {}", role.code, role.title).to_lowercase();
    is_founder(role) || ["board", "chair", "trustee", "董事", "监事", "主席"].iter().any(|word| told.contains(word))
}

/// A founder's title: it is said of somebody for ever, so in a departure it tells who leaves and not what is left.
pub fn is_founder(role: &Role) -> bool {
    let told = format!("{} {}", role.code, role.title).to_lowercase();
    ["founder", "创始人", "創始人", "创办人"].iter().any(|word| told.contains(word))
}

/// A role over the whole organisation, which has no unit.
pub fn is_general(role: &Role) -> bool {
    ["CEO", "PRESIDENT", "CHAIR", "COO", "MD"].iter().any(|code| role.code.eq_ignore_ascii_case(code)) || is_seat(role)
}

/// Whether two displayed roles are the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    words(a) == words(b)
}

/// A personal name as it is compared.
#[derive(Debug, PartialEq)]
struct Name {
    words: Vec<String>,
    han: bool,
}

impl Name {
    fn read(text: &str) -> Self {
        if has_han(text) {
            let joined: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
            let bare = HAN_HONORIFICS.iter().find_map(|honorific| joined.strip_suffix(honorific)).unwrap_or(&joined);
            return Name { words: vec![bare.to_string()], han: true };
        }
        let mut words = split(&fold(text).replace('.', " "));
        while words.len() > 1 && HONORIFICS.contains(&words[0].as_str()) {
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(&word.as_str())) {
            words.pop();
        }
        // "J. R. Smith" and "JR Smith" are one name.
        while words.len() > 2 && words[1].chars().count() == 1 && words[0].chars().count() <= 2 {
            let initial = words.remove(1);
            words[0].push_str(&initial);
        }
        Name { words, han: false }
    }

    /// First and last word agree, and the full middle names where both have some.
    fn means(&self, other: &Name) -> bool {
        let (a, b) = (&self.words, &other.words);
        if a.is_empty() || self.han != other.han || a.len().min(b.len()) < 2 {
            return !a.is_empty() && a == b;
        }
        let middle = |words: &[String]| -> Vec<String> {
            words[1..words.len() - 1].iter().filter(|word| word.chars().count() > 1).cloned().collect()
        };
        let (middle_a, middle_b) = (middle(a), middle(b));
        a.first() == b.first() && a.last() == b.last() && (middle_a.is_empty() || middle_b.is_empty() || middle_a == middle_b)
    }
}

fn fold_organisation(text: &str) -> String {
    let mut words = split(&fold(text));
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(&word.as_str())) {
        words.pop();
    }
    let joined = words.concat();
    let bare = HAN_LEGAL_FORMS.iter().find_map(|form| joined.strip_suffix(form)).filter(|bare| !bare.is_empty());
    bare.map(str::to_string).unwrap_or(joined)
}

/// The words of a title or unit that carry meaning.
fn words(text: &str) -> Vec<String> {
    split(&fold(text)).into_iter().filter(|word| !["of", "the", "and", "for", "in"].contains(&word.as_str())).collect()
}

/// Words between everything that is neither letter nor digit; dots and apostrophes vanish ("S.A.", "O'Brien").
fn split(folded: &str) -> Vec<String> {
    let joined: String = folded.chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '.')).collect();
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Lower case without accents, and the letters that do not decompose in their usual plain spelling.
fn fold(text: &str) -> String {
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

fn has_han(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, aliases: &[&str]) -> Person {
        Person { name: name.into(), aliases: aliases.iter().map(|a| a.to_string()).collect(), ..Person::default() }
    }

    fn role(title: &str, code: &str, unit: Option<&str>) -> Role {
        Role { title: title.into(), code: code.into(), unit: unit.map(Into::into) }
    }

    #[test]
    fn a_name_varies_in_case_accents_middle_names_and_honorifics() {
        let renee = person("Renée J. O'Brien", &[]);
        for name in ["RENÉE O'BRIEN", "Renee O’Brien", "Dr. Renee J. O'Brien", "Ms Renée Jane O'Brien", "Renée O'Brien, PhD"] {
            assert!(same_person(&renee, name), "{name}");
        }
        for name in ["Renée", "O'Brien", "Renée Smith", "Jane O'Brien", ""] {
            assert!(!same_person(&renee, name), "{name}");
        }
    }

    #[test]
    fn two_different_middle_names_are_two_people() {
        assert!(!same_person(&person("Mary Ann Poe", &[]), "Mary Louise Poe"));
        assert!(same_person(&person("J. R. Poe", &[]), "JR Poe"));
        assert!(same_person(&person("Łukasz Strøm", &[]), "Lukasz Strom"));
    }

    #[test]
    fn a_first_name_among_the_aliases_is_left_to_extraction() {
        let knight = person("Matt Knight", &["Matthew Knight", "Matt"]);
        assert!(same_person(&knight, "Matthew Knight"));
        assert!(!same_person(&knight, "Matt"));
        assert!(same_person(&person("Zico", &[]), "Zico"));
    }

    #[test]
    fn a_chinese_name_needs_no_spaces() {
        let person = person("Li Ming", &["李明"]);
        for name in ["李明", "李 明", "李明先生", "Li Ming"] {
            assert!(same_person(&person, name), "{name}");
        }
        assert!(!same_person(&person, "李明华"));
    }

    #[test]
    fn an_organisation_varies_in_legal_form_and_spacing() {
        let acme = Organisation { name: "Acme Widgets".into(), aliases: vec!["阿克米".into()], ..Organisation::default() };
        for name in ["Acme Widgets, Inc.", "ACME WIDGETS", "The Acme Widgets Company", "AcmeWidgets S.A.", "阿克米公司"] {
            assert!(same_organisation(&acme, name), "{name}");
        }
        for name in ["Acme", "Acme Widgets Foundation", "", "Inc."] {
            assert!(!same_organisation(&acme, name), "{name}");
        }
    }

    #[test]
    fn a_role_is_a_code_and_a_unit_that_fits() {
        let zoph = role("VP Research (Post-Training)", "VP", Some("Research"));
        assert!(same_role(&zoph, &role("vice president in charge of post-training", "VP", Some("post-training"))));
        assert!(same_role(&zoph, &role("研究副总裁", "VP", Some("研究"))));
        assert!(same_role(&zoph, &role("vice president", "VP", None)));
        assert!(!same_role(&zoph, &role("VP Sales", "VP", Some("Sales"))));
        assert!(!same_role(&zoph, &role("SVP of Research", "SVP", Some("Research"))));
        assert!(!same_role(&role("Wizard", "OTHER", None), &role("Jester", "OTHER", None)));
    }

    #[test]
    fn seats_are_held_beside_a_post() {
        assert!(is_seat(&role("Co-founder", "FOUNDER", None)));
        assert!(is_seat(&role("non-executive director", "BOARD_MEMBER", None)));
        assert!(!is_seat(&role("Director of Sales", "DIRECTOR", Some("Sales"))));
    }
}
