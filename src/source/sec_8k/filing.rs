//! Whose filings are watched, and a filing as both of the SEC's lists tell it.

use jiff::Timestamp;

use crate::domain::{Body, DocumentKind, Item};

/// The item of form 8-K that tells of directors and officers.
pub const ITEM: &str = "5.02";

/// Whose filings are watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settings {
    /// One company's, by its number of ten digits.
    Company(String),
    /// Those of these numbers among all current filings.
    Numbers(Vec<String>),
    /// Those of companies of these names among all current filings.
    Names(Vec<String>),
}

impl Settings {
    /// `ciks`: the companies' numbers, with or without leading zeros. `names`: what is watched where there are none.
    pub fn new(ciks: &[String], names: &[String]) -> Result<Self, String> {
        let numbers: Vec<String> = ciks.iter().map(|cik| number(cik)).collect::<Result<_, _>>()?;
        Ok(match numbers.as_slice() {
            [] if names.is_empty() => return Err("kind = \"sec-8k\" needs ciks = [\"…\"] or an [[organisation]] to watch".to_string()),
            [] => Settings::Names(names.to_vec()),
            [one] => Settings::Company(one.clone()),
            _ => Settings::Numbers(numbers),
        })
    }
}

fn number(cik: &str) -> Result<String, String> {
    let digits = cik.trim().trim_start_matches("CIK");
    let valid = (1..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if valid { Ok(format!("{digits:0>10}")) } else { Err(format!("ciks: `{cik}` is no CIK; write for example \"1788060\"")) }
}

/// A filing as both lists tell it.
pub struct Filing {
    /// `0001628280-26-063717`.
    pub accession: String,
    pub company: String,
    pub form: String,
    pub filed: Option<Timestamp>,
    pub url: String,
}

impl Filing {
    /// A link to the report.
    pub fn item(self) -> Item {
        Item {
            key: format!("sec:{}", self.accession),
            url: self.url,
            title: Some(format!("{}: form {} with Item {ITEM}", self.company, self.form)),
            author: None,
            published: self.filed,
            language: None,
            kind: DocumentKind::Filing,
            body: Body::Link { taste: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_filled_up_and_all_else_refused() {
        let ciks = |all: &[&str]| Settings::new(&all.iter().map(ToString::to_string).collect::<Vec<_>>(), &["Acme".to_string()]);
        assert_eq!(ciks(&["1788060"]), Ok(Settings::Company("0001788060".into())));
        assert_eq!(ciks(&["1", "CIK0000000002"]), Ok(Settings::Numbers(vec!["0000000001".into(), "0000000002".into()])));
        assert_eq!(ciks(&[]), Ok(Settings::Names(vec!["Acme".into()])));
        assert!(ciks(&["ACME"]).unwrap_err().contains("is no CIK"));
        assert!(Settings::new(&[], &[]).is_err());
    }
}
