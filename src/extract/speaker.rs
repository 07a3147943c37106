//! Who speaks in a text that its author publishes: the "I", and the organisation that says "we".

use super::reader::Reader;
use super::rule::Pack;
use crate::domain::DocumentKind;

/// The person and the organisation in whose name a document speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    pub person: Option<String>,
    pub organisation: Option<String>,
    /// The author line says by itself that the author speaks for the organisation ("The Initech Team"; "Jane Roe, chair, Initech").
    pub sure: bool,
}

/// Words around an organisation's name in the line that names an author ("The Initech Team", "Initech Newsroom").
const AROUND: &[&str] =
    &[" team", " newsroom", " news room", " communications", " press office", " media relations", " trustees", " staff", " blog"];

/// Author lines that name nobody.
const NOBODY: &[&str] =
    &["press release", "news release", "staff", "admin", "editor", "newsroom", "corporate communications", "investor relations"];

/// Parts of an organisation's name behind a comma.
const LEGAL: &[&str] =
    &["inc", "ltd", "llc", "llp", "plc", "corp", "co", "l.p", "lp", "n.a", "s.a", "s.p.a", "limited", "incorporated", "gmbh"];

/// Reads the author of a document; an article's author does not speak in it.
pub fn speaker(reader: &Reader, pack: &Pack) -> Speaker {
    let article = reader.article;
    let Some(author) = article.author.as_ref().filter(|a| article.kind.speaks() && !a.name.is_empty()) else { return Speaker::default() };
    let known = author.handle.iter().chain([&author.name]).find_map(|n| reader.gazetteer.people_called(n).next());
    if known.is_some_and(|known| is_impostor(author.handle.as_deref(), known.handle.as_deref())) {
        return Speaker::default();
    }
    if let Some(known) = known {
        return Speaker { person: Some(known.name.clone()), organisation: known.organisations.first().cloned(), sure: true };
    }
    let mut speaker = split(&author.name, pack);
    // a post's author line has no more than a name
    if article.kind == DocumentKind::Post && speaker.organisation.is_none() && speaker.person.is_none() {
        speaker.organisation = Some(author.name.clone());
    }
    speaker
}

/// Whether a post under the name of somebody whose handle on X is known comes from another one there. Anybody can take a name. Handles
/// of other networks hold a dot or a second `@`; the roster knows none of them.
fn is_impostor(handle: Option<&str>, known: Option<&str>) -> bool {
    let on_x = |handle: &&str| !handle.contains('.') && handle.matches('@').count() <= 1;
    let plain = |handle: &str| handle.trim_start_matches('@').to_lowercase();
    match (handle.filter(on_x), known) {
        (Some(handle), Some(known)) => plain(handle) != plain(known),
        _ => false,
    }
}

/// "Jane Roe, chief executive, Initech", "Jane Roe, founder of Initech", "The Initech Team", "Initech, Inc.".
fn split(line: &str, pack: &Pack) -> Speaker {
    let line = line.split(" (").next().unwrap_or(line).trim();
    let parts: Vec<&str> = line.split(", ").map(str::trim).collect();
    let legal = |part: &str| LEGAL.contains(&part.trim_end_matches('.').to_lowercase().as_str());
    // a title keeps its code whatever follows it; other words are their own code
    let is_title = |part: &str| {
        let title = part.split(" of ").next().unwrap_or(part);
        (pack.role)(title).code == (pack.role)(&format!("{title} etc")).code
    };
    let titled = parts.len() > 1 && !legal(parts[1]) && parts[1..].iter().any(|p| is_title(p));
    let name = parts[0].trim_start_matches("Rev. ").trim_start_matches("Dr. ");
    if !titled && !(pack.is_person)(name) {
        // "Fox & Feather, a browser blog": what follows the comma describes it
        let name = if parts.len() > 1 && parts[1].starts_with("a ") { parts[0] } else { line };
        let organisation = bare(name);
        return Speaker { person: None, sure: organisation.as_ref().is_some_and(|o| o.len() < name.len()), organisation };
    }
    let last = parts.last().copied().filter(|_| parts.len() > 1);
    let organisation = last.and_then(|last| match last.split_once(" of ") {
        Some((title, organisation)) if is_title(title) => bare(organisation),
        _ if parts.len() > 2 && !is_title(last) => bare(last),
        _ => None,
    });
    Speaker { person: Some(name.to_string()), sure: organisation.is_some(), organisation }
}

/// The organisation's name without what stands around it; `None` for a word that names nobody.
fn bare(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let cut =
        AROUND.iter().find(|end| lower.ends_with(*end) && lower.len() > end.len() + 1).map_or(name.len(), |end| name.len() - end.len());
    let name = name.get(..cut).unwrap_or(name);
    let name = if cut < lower.len() { name.strip_prefix("The ").unwrap_or(name) } else { name };
    (!name.is_empty() && !NOBODY.contains(&name.to_lowercase().as_str())).then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_name_under_another_handle_is_an_impostors() {
        assert!(is_impostor(Some("@jodoe_real"), Some("@jodoe")));
        assert!(!is_impostor(Some("@JoDoe"), Some("jodoe")));
        assert!(!is_impostor(Some("@jodoe"), None));
        assert!(!is_impostor(None, Some("@jodoe")));
        assert!(!is_impostor(Some("@jodoe@social.example"), Some("@jodoe")));
        assert!(!is_impostor(Some("@jodoe.example"), Some("@jodoe")));
    }

    #[test]
    fn an_author_line_names_a_person_an_organisation_or_both() {
        let pack = crate::extract::lang::pack(Language::English);
        let cases = [
            ("Jane Roe, chief executive, Initech", Some("Jane Roe"), Some("Initech")),
            ("Jane Roe, founder of Initech", Some("Jane Roe"), Some("Initech")),
            ("Jane Roe", Some("Jane Roe"), None),
            ("The Initech Team", None, Some("Initech")),
            ("Initech, Inc.", None, Some("Initech, Inc.")),
            ("Initech Newsroom", None, Some("Initech")),
            ("Press release", None, None),
        ];
        for (line, person, organisation) in cases {
            let found = split(line, pack);
            assert_eq!((found.person.as_deref(), found.organisation.as_deref()), (person, organisation), "{line}");
        }
    }
}
