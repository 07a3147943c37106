//! A role: a title as written, and its canonical form.

use super::finding::words;

/// A leadership role in an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// The title as the document or the roster writes it: "SVP of Research".
    pub title: String,
    /// The canonical code, the same in every language: `CEO`, `SVP`, `HEAD`, `DIRECTOR` … See `extract::title`.
    pub code: String,
    /// What the role is over, where the title says so: "Research".
    pub unit: Option<String>,
}

impl Role {
    /// How a roster and a mail write it: the short form that is usual for the code, with the unit.
    ///
    /// `SVP of Research` → "SVP Research", `chief technology officer` → "CTO", `head of mission alignment` → "Head of Mission Alignment".
    pub fn display(&self) -> String {
        let abbreviation = matches!(
            self.code.as_str(),
            "CEO"
                | "CFO"
                | "COO"
                | "CTO"
                | "CIO"
                | "CISO"
                | "CPO"
                | "CMO"
                | "CSO"
                | "CRO"
                | "CHRO"
                | "CLO"
                | "CDO"
                | "CAO"
                | "CCO"
                | "SVP"
                | "EVP"
                | "VP"
        );
        match (&self.unit, abbreviation) {
            (Some(unit), true) => format!("{} {}", self.code, unit),
            (None, true) => self.code.clone(),
            (_, false) => title_case(&self.title),
        }
    }
}

/// How high a role stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Whatever is below, or has no known place.
    Other,
    /// Presidents of parts, vice presidents, heads, general managers, partners.
    Executive,
    /// The board and its chair.
    Board,
    /// Who leads the whole or one of its functions: CEO, CFO, president, founder.
    Chief,
}

words!(Level { Other => "other", Executive => "executive", Board => "board", Chief => "chief" });

impl Role {
    /// How high the role stands, by its code.
    pub fn level(&self) -> Level {
        match self.code.as_str() {
            "CEO" | "CFO" | "COO" | "CTO" | "CIO" | "CISO" | "CPO" | "CMO" | "CSO" | "CRO" | "CHRO" | "CLO" | "CDO" | "CAO" | "CCO"
            | "CXO" | "CGO" | "CBO" | "PRESIDENT" | "FOUNDER" | "CHIEF_SCIENTIST" | "MD" | "DIRECTOR_GENERAL" | "EDITOR_IN_CHIEF"
            | "GC" | "MANAGING_PARTNER" | "PRIME_MINISTER" | "GOVERNOR" | "MAYOR" | "MINISTER" | "SECRETARY_GENERAL" => Level::Chief,
            "CHAIR" | "VICE_CHAIR" | "DIRECTOR" | "BOARD_MEMBER" | "TRUSTEE" | "SUPERVISOR" | "EXECUTIVE_DIRECTOR" => Level::Board,
            "EVP" | "SVP" | "VP" | "HEAD" | "GM" | "DEPUTY_GM" | "PARTNER" | "LEAD" | "DIRECTOR_OF" | "EXECUTIVE" | "OFFICER" | "DEAN"
            | "EDITOR" | "COUNSEL" | "CONTROLLER" | "SECRETARY" | "PRINCIPAL" | "INSPECTOR_GENERAL" => Level::Executive,
            _ => Level::Other,
        }
    }
}

/// Capitalises English title words; leaves small words, words with inner capitals, and other scripts alone.
pub fn title_case(text: &str) -> String {
    const SMALL: [&str; 9] = ["of", "the", "and", "for", "in", "at", "to", "on", "&"];
    let cased = |word: &str, first: bool| -> String {
        let mut chars = word.chars();
        match chars.next() {
            Some(c) if (first || !SMALL.contains(&word)) && c.is_lowercase() => c.to_uppercase().chain(chars).collect(),
            _ => word.to_string(),
        }
    };
    text.split(' ').enumerate().map(|(i, word)| cased(word, i == 0)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(title: &str, code: &str, unit: Option<&str>) -> Role {
        Role { title: title.into(), code: code.into(), unit: unit.map(Into::into) }
    }

    #[test]
    fn every_known_code_has_its_level() {
        let level = |code: &str| role("", code, None).level();
        assert_eq!(
            ["CTO", "CHAIR", "SVP", "MANAGER", "whatever"].map(level),
            [Level::Chief, Level::Board, Level::Executive, Level::Other, Level::Other]
        );
        assert!(Level::Chief > Level::Board && Level::Board > Level::Executive && Level::Executive > Level::Other);
    }

    #[test]
    fn displays_the_usual_short_form() {
        assert_eq!(role("SVP of Research", "SVP", Some("Research")).display(), "SVP Research");
        assert_eq!(role("chief technology officer", "CTO", None).display(), "CTO");
        assert_eq!(role("head of mission alignment", "HEAD", Some("Mission Alignment")).display(), "Head of Mission Alignment");
        assert_eq!(role("董事长", "CHAIR", None).display(), "董事长");
    }
}
