//! Identity: is this mention that person, that organisation, that role?
//!
//! Names are compared as `names` folds them: case, accents, middle names, honorifics, short forms, legal forms. In doubt two roles of one
//! person are the same one, because a missed change costs less than a false alert; in doubt two people of one name are two.

use crate::domain::{Organisation, PartialDate, Person, Role, Roster, Tenure};
use crate::names::fold::{has_han, words};
use crate::names::organisation;
use crate::names::person::Name;

/// The watched organisation that `name` means, by its name or an alias.
pub fn find_organisation<'a>(roster: &'a Roster, name: &str) -> Option<&'a Organisation> {
    roster.organisations.iter().find(|organisation| same_organisation(organisation, name))
}

/// Whether `name` means this person. A single Latin word does only if the person's name in the roster is that word.
pub fn same_person(person: &Person, name: &str) -> bool {
    let wanted = Name::read(name);
    let whole = |name: &Name| name.is_han() || name.len() > 1;
    Name::read(&person.name).means(&wanted)
        || person.names().skip(1).map(|alias| Name::read(alias)).any(|alias| whole(&alias) && alias.means(&wanted))
}

/// Whether `name` means this organisation, whatever the legal form and the spacing.
pub fn same_organisation(known: &Organisation, name: &str) -> bool {
    let wanted = organisation::key(name);
    !wanted.is_empty() && known.names().chain(&known.domains).any(|known| organisation::key(known) == wanted)
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

/// A post of which an organisation has one: the heads of the whole and its chiefs.
pub fn is_sole(role: &Role) -> bool {
    let code = role.code.to_ascii_uppercase();
    let chief = code.len() <= 4 && code.starts_with('C') && code.ends_with('O') || code.starts_with("CHIEF_");
    chief || ["PRESIDENT", "CHAIR", "GENERAL_COUNSEL", "EDITOR_IN_CHIEF"].contains(&code.as_str())
}

/// Whether both are one post of the organisation, whoever holds it: a sole one, or the same rank over the same unit.
pub fn is_same_post(a: &Role, b: &Role) -> bool {
    same_role(a, b) && (is_sole(a) || (a.unit.is_some() && b.unit.is_some()))
}

/// Whether two rows of one person are one tenure: the same role, at times that can be one. Who left and came back has two.
pub fn same_tenure(a: &Tenure, b: &Tenure) -> bool {
    let over = |a: &Tenure, b: &Tenure| {
        let apart = |until: PartialDate, since: PartialDate| until.last_day() < since.first_day() || until.first_day() <= since.first_day();
        let began_otherwise = |since: PartialDate| a.since.is_none_or(|began| !began.overlaps(since));
        a.until.zip(b.since).is_some_and(|(until, since)| apart(until, since) && began_otherwise(since))
    };
    a.interim == b.interim && same_role(&a.role, &b.role) && !over(a, b) && !over(b, a)
}

/// What two dates of one thing tell together: `new`, unless `known` is the same and more precise.
pub fn finer(new: Option<PartialDate>, known: Option<PartialDate>) -> Option<PartialDate> {
    match (new, known) {
        (Some(new), Some(known)) if new.first_day() <= known.first_day() && known.last_day() <= new.last_day() => Some(known),
        (new, known) => new.or(known),
    }
}

/// Whether two displayed roles are the same words.
pub fn same_words(a: &str, b: &str) -> bool {
    words(a) == words(b)
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
