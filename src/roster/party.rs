//! Whose words a document has: the person's or the organisation's own, or an outlet's.

use url::Url;

use super::identity::{same_organisation, same_person};
use crate::domain::{Article, DocumentKind, Finding, Organisation, Person, Roster};

/// Codes of those who speak for the whole organisation when they post about it.
const SPEAKERS: [&str; 3] = ["CEO", "PRESIDENT", "CHAIR"];
/// Second-level names under which a country registers sites.
const SECOND_LEVEL: [&str; 7] = ["co", "com", "org", "net", "gov", "ac", "edu"];
/// The rule of findings from a page that the operator named as the organisation's own list of its people.
pub const LISTING: &str = "listing";

/// Whether the document is the person's or the organisation's own word: a filing, a page of the organisation's own site, its configured
/// list of people, a post under a handle that the roster knows as the person's, the organisation's or its head's, or a statement in
/// their name. A post under a mere name is nobody's: anybody can take one.
pub fn is_first_party(roster: &Roster, article: &Article, finding: &Finding, person: &str, organisation: &Organisation) -> bool {
    if article.kind == DocumentKind::Filing || finding.rule == LISTING || is_own_site(organisation, &article.url) {
        return true;
    }
    let Some(author) = &article.author else { return false };
    let known = roster.people.iter().find(|known| known.name == person);
    match (article.kind, &author.handle) {
        (DocumentKind::Post, Some(handle)) => {
            let own = known.is_some_and(|known| is_account(known.accounts(), handle));
            own || is_account(organisation.handles.iter(), handle) || is_heads(roster, organisation, handle)
        }
        (DocumentKind::Statement, _) => {
            same_organisation(organisation, &author.name)
                || known.is_some_and(|known| same_person(known, &author.name))
                || same_person(&Person { name: person.to_string(), ..Person::default() }, &author.name)
        }
        _ => false,
    }
}

/// The outlet of a document: the account of a post, else the site. Sections and editions of a site are one outlet.
pub fn outlet(article: &Article) -> String {
    let handle = article.author.as_ref().and_then(|author| author.handle.as_ref()).filter(|_| article.kind == DocumentKind::Post);
    match (handle, host(&article.url)) {
        (Some(handle), _) => handle.to_lowercase(),
        (None, Some(host)) => site(&host),
        (None, None) => article.source.clone(),
    }
}

fn is_own_site(organisation: &Organisation, address: &str) -> bool {
    let Some(host) = host(address) else { return false };
    organisation
        .domains
        .iter()
        .map(|domain| domain.trim_start_matches("www.").to_lowercase())
        .any(|domain| !domain.is_empty() && (host == domain || host.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.'))))
}

fn is_account<'a>(mut accounts: impl Iterator<Item = &'a String>, handle: &str) -> bool {
    let plain = |handle: &str| handle.trim_start_matches('@').to_lowercase();
    accounts.any(|account| plain(account) == plain(handle))
}

/// Whether the handle is that of somebody who leads the organisation now.
fn is_heads(roster: &Roster, organisation: &Organisation, handle: &str) -> bool {
    let mut people = roster.people.iter().filter(|person| is_account(person.accounts(), handle));
    people.any(|person| {
        let leads = |code: &str| SPEAKERS.iter().any(|speaker| code.eq_ignore_ascii_case(speaker));
        let rows = roster.tenures.iter().filter(|row| row.person == person.name && row.organisation == organisation.name);
        rows.into_iter().any(|row| row.status.is_held() && leads(&row.role.code))
    })
}

fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    Some(url.host_str()?.to_lowercase().trim_start_matches("www.").to_string())
}

/// The part of a host that somebody registered: `news.bbc.co.uk` → `bbc.co.uk`.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let country = labels.last().is_some_and(|last| last.len() == 2);
    let under = labels.len() > 2 && country && SECOND_LEVEL.contains(&labels[labels.len() - 2]);
    labels[labels.len().saturating_sub(if under { 3 } else { 2 })..].join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Author, Certainty, Kind, Manner, Role, Status, Tenure};

    fn roster() -> Roster {
        let person = |name: &str, handle: &str| Person { name: name.into(), x_handle: Some(handle.into()), ..Person::default() };
        let row = |person: &str, code: &str| Tenure {
            person: person.into(),
            organisation: "Acme".into(),
            role: Role { title: code.into(), code: code.into(), unit: None },
            interim: false,
            status: Status::Current,
            since: None,
            status_since: None,
            until: None,
        };
        Roster {
            organisations: vec![Organisation {
                name: "Acme".into(),
                domains: vec!["acme.example".into()],
                handles: vec!["@acme".into()],
                ..Organisation::default()
            }],
            people: vec![person("Ann Poe", "@annpoe"), person("Bob Roe", "@bobroe"), person("Cid Loe", "@cidloe")],
            tenures: vec![row("Ann Poe", "CEO"), row("Bob Roe", "CFO"), row("Cid Loe", "VP")],
        }
    }

    fn own(url: &str, kind: DocumentKind, name: &str, handle: Option<&str>) -> bool {
        let moment = "2024-09-25T12:00:00Z".parse().unwrap();
        let article = Article {
            source: "wire".into(),
            key: url.into(),
            url: url.into(),
            title: String::new(),
            author: Some(Author { name: name.into(), handle: handle.map(str::to_string) }),
            published: moment,
            fetched: moment,
            language: None,
            kind,
            text: String::new(),
        };
        let finding = Finding {
            person: "Bob Roe".into(),
            organisation: Some("Acme".into()),
            kind: Kind::Departed,
            role: None,
            manner: Manner::Resigned,
            interim: false,
            certainty: Certainty::Announced,
            effective: None,
            news: true,
            evidence: Vec::new(),
            rule: "by hand".into(),
        };
        let roster = roster();
        is_first_party(&roster, &article, &finding, "Bob Roe", &roster.organisations[0])
    }

    #[test]
    fn a_post_is_ones_own_by_its_handle_and_not_by_its_name() {
        let x = "https://x.com/a/status/1";
        assert!(own(x, DocumentKind::Post, "Bob", Some("@BobRoe")));
        assert!(own(x, DocumentKind::Post, "Acme", Some("@acme")));
        assert!(own(x, DocumentKind::Post, "Ann Poe", Some("@annpoe")), "the chief executive speaks for the organisation");
        assert!(!own(x, DocumentKind::Post, "Cid Loe", Some("@cidloe")), "a vice president does not");
        assert!(!own(x, DocumentKind::Post, "Bob Roe", Some("@bobroe_real")), "an impostor");
        assert!(!own(x, DocumentKind::Post, "Bob Roe", None));
    }

    #[test]
    fn pages_of_the_own_site_filings_and_statements_are_first_party() {
        assert!(own("https://www.acme.example/news/1", DocumentKind::Article, "", None));
        assert!(own("https://newsroom.acme.example/1", DocumentKind::Article, "", None));
        assert!(!own("https://notacme.example/1", DocumentKind::Article, "", None));
        assert!(!own("https://acme.example.evil.test/1", DocumentKind::Article, "", None));
        assert!(own("https://sec.example/8k", DocumentKind::Filing, "", None));
        assert!(own("https://wire.example/1", DocumentKind::Statement, "Acme, Inc.", None));
        assert!(!own("https://wire.example/1", DocumentKind::Article, "Bob Roe", None));
    }

    #[test]
    fn the_sections_of_a_site_are_one_outlet() {
        assert_eq!(site("news.bbc.co.uk"), "bbc.co.uk");
        assert_eq!(site("amp.wire.example"), "wire.example");
        assert_eq!(site("wire.example"), "wire.example");
        assert_eq!(site("news.sina.com.cn"), "sina.com.cn");
    }
}
