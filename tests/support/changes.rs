//! Changes as the daemon would tell them: OpenAI around 25 September 2024 (real facts and addresses, every sentence our own)
//! and an invented Chinese company.
#![allow(dead_code, reason = "each test uses its own part")]

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rosterwatch::digest::{Background, Identity, Reader, Told, Writer};
use rosterwatch::domain::{
    Certainty, Change, ChangeKind, Language, Level, Mailbox, Manner, Message, Person, Position, Role, Standing, Status, Support, Telling,
};

pub fn held(role: &str) -> Option<Position> {
    Some(Position { role: Some(role.into()), status: Status::Current, until: None })
}

/// The roster's people with their handles.
pub fn people() -> Vec<Person> {
    let person = |name: &str, handle: &str| Person { name: name.into(), x_handle: Some(handle.into()), ..Person::default() };
    vec![person("Mira Murati", "@miramurati"), person("Bob McGrew", "@bobmcgrewai"), person("Barret Zoph", "@barret_zoph")]
}

pub fn support(url: &str, author: Option<&str>, published: &str, title: &str, quote: &str) -> Support {
    Support {
        source: "test".into(),
        key: url.into(),
        url: url.into(),
        title: title.into(),
        author: author.map(Into::into),
        published: published.parse().unwrap(),
        certainty: Certainty::Announced,
        first_party: false,
        outlet: "news.example".into(),
        likeness: None,
        quote: quote.into(),
    }
}

fn memo(quote: &str) -> Support {
    support("https://x.com/sama/status/1839096160168063488", Some("Sam Altman"), "2024-09-26T00:14:27Z", "Post by Sam Altman", quote)
}

pub fn mira() -> Change {
    Change {
        id: "openai-mira-murati-departed-2024-09".into(),
        story: "openai-mira-murati-departed-2024-09".into(),
        person: "Mira Murati".into(),
        organisation: "OpenAI".into(),
        kind: ChangeKind::Departed,
        role: None,
        interim: false,
        manner: Manner::Resigned,
        certainty: Certainty::Announced,
        standing: Standing::Announced,
        verdict: None,
        effective: "2024-09-25".parse().ok(),
        before: held("CTO"),
        after: Position { role: None, status: Status::Former, until: "2024-09".parse().ok() },
        detected: "2024-09-25T19:45:00Z".parse().unwrap(),
        support: vec![
            support(
                "https://techcrunch.com/2024/09/25/openai-cto-mira-murati-says-shes-leaving-the-company/",
                None,
                "2024-09-25T19:42:03Z",
                "OpenAI’s technology chief Mira Murati is on her way out",
                "Mira Murati, who has run technology at OpenAI since 2022, said on Wednesday that she is leaving the company.",
            ),
            memo("Mira, Bob and Barret each made up their minds on their own to leave OpenAI."),
        ],
    }
}

pub fn bob() -> Change {
    Change {
        id: "openai-bob-mcgrew-departed-2024-09".into(),
        person: "Bob McGrew".into(),
        effective: None,
        before: held("Chief Research Officer"),
        after: Position { role: Some("Chief Research Officer".into()), status: Status::Outgoing, until: "2024-11".parse().ok() },
        detected: "2024-09-26T00:15:00Z".parse().unwrap(),
        support: vec![
            memo("Mira, Bob and Barret each made up their minds on their own to leave OpenAI."),
            support(
                "https://x.com/bobmcgrewai/status/1839099787423134051",
                Some("@bobmcgrewai"),
                "2024-09-26T00:28:52Z",
                "Post by Bob McGrew",
                "I told the team today that it is time for me to take a break. Two more months to hand things over, then I am off.",
            ),
        ],
        ..mira()
    }
}

pub fn mark() -> Change {
    Change {
        id: "openai-mark-chen-appointed-2024-09".into(),
        person: "Mark Chen".into(),
        kind: ChangeKind::Appointed,
        manner: Manner::Promoted,
        effective: "2024-09".parse().ok(),
        before: held("VP Research"),
        after: held("SVP Research").unwrap(),
        detected: "2024-09-26T00:15:00Z".parse().unwrap(),
        support: vec![memo("From now on Mark is our SVP of Research and leads the organisation together with Jakub.")],
        ..mira()
    }
}

pub fn lin() -> Change {
    Change {
        id: "xinghe-lin-xiaoyu-appointed-2024-10".into(),
        story: "xinghe-lin-xiaoyu-appointed-2024-10".into(),
        person: "林小雨".into(),
        organisation: "星河智能".into(),
        kind: ChangeKind::Appointed,
        role: None,
        interim: false,
        manner: Manner::Hired,
        certainty: Certainty::Reported,
        standing: Standing::Reported,
        verdict: None,
        effective: "2024-10-08".parse().ok(),
        before: None,
        after: Position { role: Some("首席技术官".into()), status: Status::Incoming, until: None },
        detected: "2024-09-26T02:10:00Z".parse().unwrap(),
        support: vec![Support {
            certainty: Certainty::Reported,
            ..support(
                "https://news.example.cn/2024/09/26/xinghe-cto?from=rss&page=1",
                Some("记者 王一"),
                "2024-09-26T02:03:00Z",
                "星河智能将迎来新任首席技术官",
                "据知情人士透露,星河智能已聘请林小雨出任首席技术官,将于十月八日到任,向首席执行官汇报。公司尚未就此回应置评请求，但两位接近董事会的人士均证实了这一消息。",
            )
        }],
    }
}

pub fn sender() -> Mailbox {
    Mailbox { name: Some("Roster watch".into()), address: "watch@example.org".into() }
}

pub fn reader() -> Mailbox {
    Mailbox { name: None, address: "reader@example.net".into() }
}

/// The alert that tells these changes to one reader.
pub fn alert(batch: &str, to: &Mailbox, changes: &[Change]) -> Message {
    let identity = Identity { from: sender(), list_id: "rosterwatch.example.org".into(), reply_to: None, unsubscribe: None };
    let (writer, people) = (Writer::new(identity, &BTreeMap::new()).unwrap(), people());
    let level = |change: &Change| change.role.as_ref().map_or(Level::Other, Role::level);
    let told: Vec<Told> =
        changes.iter().map(|change| Told { change: change.clone(), telling: Telling::New, level: level(change) }).collect();
    let reader = Reader { to, language: Language::English, zone: &TimeZone::UTC };
    let background = Background { people: &people, ..Background::default() };
    writer.alert(reader, batch, "2024-09-26T02:15:00Z".parse().unwrap(), &told, &background, Vec::new()).unwrap()
}
