//! The founding case: twelve documents of September and October 2024 about OpenAI, as the findings that they should yield. Seven
//! alerts, each once, and a roster in which seven rows differ.

use rosterwatch::domain::Author;

use crate::kit::{Desk, article, findings, short, supporters};

const BEFORE: &str = "\
person,aliases,x_handle,role,unit,since,status,status_since,until
Sam Altman,Samuel Altman|Sam,@sama,CEO,,2019,current,,
Greg Brockman,Greg,@gdb,President,,2022-05,on_leave,2024-08,
Mira Murati,Mira,@miramurati,CTO,,2022,current,,
Bob McGrew,Bob,@bobmcgrewai,Chief Research Officer,Research,,current,,
Barret Zoph,Barret,@barret_zoph,VP Research (Post-Training),Research,2022,current,,
Jakub Pachocki,Jakub,@merettm,Chief Scientist,Research,2024-05,current,,
Mark Chen,Mark,@markchen90,VP Research,Research,,current,,
Josh Achiam,Joshua Achiam|Josh,@jachiam0,Research Scientist,Research,2017,current,,
Jason Kwon,Jason,@jasonkwon,CSO,Strategy,,current,,
Kevin Weil,Kevin,@kevinweil,CPO,Product,2024-06,current,,
Srinivas Narayanan,Srinivas,@snsf,VP Engineering,Applied,,current,,
Brad Lightcap,Bradley Lightcap|Brad,@bradlightcap,COO,,,current,,
Sarah Friar,Sarah,@thefriley,CFO,Finance,2024-06,current,,
Matt Knight,Matthew Knight|Matt,@embeddedsec,Head of Security,Security,,current,,
Wojciech Zaremba,Wojciech,@woj_zaremba,Co-founder,Research,2015-12,current,,
John Schulman,John,@johnschulman2,Co-founder,Alignment,2015-12,current,,
";

/// The rows that must differ in the end, by person.
const DIFFERENT: [(&str, &str); 7] = [
    ("Mira Murati", "Mira Murati,Mira,@miramurati,CTO,,2022,former,2024-09,2024-09"),
    ("Bob McGrew", "Bob McGrew,Bob,@bobmcgrewai,Chief Research Officer,Research,,outgoing,2024-09,2024-11"),
    ("Barret Zoph", "Barret Zoph,Barret,@barret_zoph,VP Research (Post-Training),Research,2022,former,2024-09,2024-09"),
    ("Mark Chen", "Mark Chen,Mark,@markchen90,SVP Research,Research,2024-09,current,,"),
    ("Josh Achiam", "Josh Achiam,Joshua Achiam|Josh,@jachiam0,Head of Mission Alignment,Mission Alignment,2024-09,current,,"),
    ("Matt Knight", "Matt Knight,Matthew Knight|Matt,@embeddedsec,CISO,Security,2024-09,current,,"),
    ("John Schulman", "John Schulman,John,@johnschulman2,Co-founder,Alignment,2015-12,former,2024-08,2024-08"),
];

struct Document {
    key: &'static str,
    published: &'static str,
    author: &'static str,
    says: &'static [&'static str],
    /// What may be read into it or not: nothing may change by it but the number of documents.
    may_say: &'static [&'static str],
}

const DOCUMENTS: [Document; 12] = [
    Document {
        key: "oai-01",
        published: "2024-09-25T13:20:00Z",
        author: "A rumour column",
        says: &[
            "Mira Murati | OpenAI | departed | chief technology officer | resigned | rumoured |",
            "Greg Brockman | OpenAI | on_leave | president | unknown | announced | 2024-08",
        ],
        may_say: &[],
    },
    Document {
        key: "oai-02",
        published: "2024-09-25T19:42:03Z",
        author: "A reporter",
        says: &[
            "Mira Murati | OpenAI | departed | chief technology officer | resigned | announced |",
            "John Schulman | OpenAI | departed | co-founder | resigned | announced | 2024-08",
            "Greg Brockman | OpenAI | on_leave | president | unknown | announced | 2024-08",
            "history | Ilya Sutskever | OpenAI | departed | co-founder | resigned | announced | 2024-05",
            "history | Jan Leike | OpenAI | departed | | resigned | announced | 2024-05",
            "history | Sam Altman | OpenAI | departed | | dismissed | announced | 2023-11",
            "history | Sam Altman | OpenAI | appointed | | reinstated | announced | 2023-11",
            "history | Mira Murati | OpenAI | appointed | VP of applied AI and partnerships | hired | announced | 2018",
            "history | Emmett Shear | OpenAI | appointed | interim chief executive | hired | announced | 2023-11",
            "history | Mira Murati | Leap Motion | appointed | vice president of product | hired | announced | 2016",
        ],
        may_say: &["John Schulman | Anthropic | appointed | | hired | announced | 2024-08"],
    },
    Document { key: "oai-03", published: "2024-09-25T19:45:41Z", author: "@sama", says: &[], may_say: &[] },
    Document {
        key: "oai-04",
        published: "2024-09-26T00:10:25Z",
        author: "@barret_zoph",
        says: &["Barret Zoph | OpenAI | departed | | resigned | announced |"],
        may_say: &[],
    },
    Document {
        key: "oai-05",
        published: "2024-09-26T00:14:27Z",
        author: "@sama",
        says: &[
            "Mira Murati | OpenAI | departed | | resigned | announced |",
            "Bob McGrew | OpenAI | departed | | resigned | announced |",
            "Barret Zoph | OpenAI | departed | | resigned | announced |",
            "Mark Chen | OpenAI | appointed | SVP of Research | promoted | announced |",
            "Josh Achiam | OpenAI | appointed | Head of Mission Alignment | promoted | announced |",
            "Matt Knight | OpenAI | appointed | Chief Information Security Officer | promoted | announced |",
        ],
        may_say: &[
            "Jakub Pachocki | OpenAI | appointed | Chief Scientist | unknown | announced |",
            "Mark Chen | OpenAI | departed | VP Research | moved | announced |",
        ],
    },
    Document {
        key: "oai-06",
        published: "2024-09-26T00:28:52Z",
        author: "@bobmcgrewai",
        says: &[
            "Bob McGrew | OpenAI | departed | | resigned | announced | 2024-11",
            "Mark Chen | OpenAI | appointed | SVP of Research | promoted | announced |",
            "history | Bob McGrew | OpenAI | appointed | | hired | announced | 2017-01",
        ],
        may_say: &["Jakub Pachocki | OpenAI | appointed | Chief Scientist | unknown | announced |"],
    },
    Document {
        key: "oai-07",
        published: "2024-09-26T00:52:00Z",
        author: "Staff",
        says: &[
            "Mira Murati | OpenAI | departed | Chief Technology Officer | resigned | announced |",
            "Bob McGrew | OpenAI | departed | Chief Research Officer | resigned | announced |",
            "Barret Zoph | OpenAI | departed | vice president of research | resigned | announced |",
            "Mark Chen | OpenAI | appointed | senior vice president of research | promoted | announced |",
            "Josh Achiam | OpenAI | appointed | head of mission alignment | promoted | announced |",
            "Matt Knight | OpenAI | appointed | chief information security officer | promoted | announced |",
            "history | Ilya Sutskever | OpenAI | departed | co-founder | resigned | announced | 2024-05",
        ],
        may_say: &["Mark Chen | OpenAI | departed | vice president | moved | announced |"],
    },
    Document {
        key: "oai-08",
        published: "2024-09-26T09:51:00Z",
        author: "编辑部",
        says: &[
            "Mira Murati | OpenAI | departed | 首席技术官 | resigned | announced |",
            "Bob McGrew | OpenAI | departed | 首席研究官 | resigned | announced | 2024-11",
            "Barret Zoph | OpenAI | departed | 研究副总裁 | resigned | announced |",
            "Mark Chen | OpenAI | appointed | 研究高级副总裁 | promoted | announced |",
            "Josh Achiam | OpenAI | appointed | 使命对齐主管 | promoted | announced |",
            "Matt Knight | OpenAI | appointed | 首席信息安全官 | promoted | announced |",
            "John Schulman | OpenAI | departed | 联合创始人 | resigned | announced | 2024-08",
            "Greg Brockman | OpenAI | on_leave | 总裁 | unknown | announced |",
            "history | Ilya Sutskever | OpenAI | departed | 联合创始人 | resigned | announced | 2024-05",
            "history | Jan Leike | OpenAI | departed | 安全负责人 | resigned | announced | 2024-05",
            "history | Bob McGrew | OpenAI | appointed | 研究副总裁 | promoted | announced | 2018",
            "history | Andrej Karpathy | OpenAI | departed | | unknown | announced | 2017",
            "history | Andrej Karpathy | OpenAI | appointed | | unknown | announced | 2023",
            "history | Elon Musk | OpenAI | departed | 董事会 | unknown | announced | 2018",
            "history | Sam Altman | OpenAI | appointed | CEO | unknown | announced | 2019",
            "history | Sam Altman | OpenAI | departed | CEO | dismissed | announced | 2023",
        ],
        may_say: &[
            "Jakub Pachocki | OpenAI | appointed | 首席科学家 | unknown | announced |",
            "John Schulman | Anthropic | appointed | | hired | announced | 2024-08",
        ],
    },
    Document {
        key: "oai-09",
        published: "2024-09-27T10:30:00Z",
        author: "A newsletter",
        says: &[
            "Mira Murati | OpenAI | departed | CTO | resigned | announced |",
            "Bob McGrew | OpenAI | departed | | resigned | announced |",
            "Barret Zoph | OpenAI | departed | | resigned | announced |",
            "Mark Chen | OpenAI | appointed | senior vice president of research | promoted | announced |",
            "Elliott Hill | Nike | appointed | president and chief executive | hired | announced | 2024-10-14",
            "John Donahoe | Nike | departed | | retired | announced | 2024-10-13",
            "Ted Colbert | Boeing | departed | head of the defense and space unit | unknown | announced | 2024-09-20",
            "Mark George | Norfolk Southern | appointed | president and CEO | promoted | announced | 2024-09",
        ],
        may_say: &["Mark George | Norfolk Southern | departed | finance chief | moved | announced | 2024-09"],
    },
    Document {
        key: "oai-10",
        published: "2024-09-29T18:05:00Z",
        author: "J. Marchetti",
        says: &[
            "Mira Murati | OpenAI | departed | | resigned | announced | 2024-09-25",
            "Bob McGrew | OpenAI | departed | | resigned | announced | 2024-09-25",
            "Barret Zoph | OpenAI | departed | | resigned | announced | 2024-09-25",
            "John Schulman | OpenAI | departed | | resigned | announced | 2024-08",
            "history | Ilya Sutskever | OpenAI | departed | | resigned | announced | 2024",
            "history | Dario Amodei | OpenAI | departed | | resigned | announced | 2020",
            "history | Sam Altman | OpenAI | departed | | dismissed | announced | 2023-11",
            "history | Sam Altman | OpenAI | appointed | | reinstated | announced | 2023-11",
        ],
        may_say: &[],
    },
    Document { key: "oai-11", published: "2024-10-01T18:10:00Z", author: "A reporter", says: &[], may_say: &[] },
    Document {
        key: "oai-12",
        published: "2024-10-10T15:00:00Z",
        author: "A reporter",
        says: &[
            "Mira Murati | OpenAI | departed | CTO | resigned | announced |",
            "Bob McGrew | OpenAI | departed | chief research officer | resigned | announced |",
            "Barret Zoph | OpenAI | departed | vice president in charge of post-training | resigned | announced |",
            "Mark Chen | OpenAI | appointed | senior vice president of research | promoted | announced |",
            "Josh Achiam | OpenAI | appointed | head of mission alignment | promoted | announced |",
            "Matt Knight | OpenAI | appointed | chief information security officer | promoted | announced |",
            "Greg Brockman | OpenAI | on_leave | president | unknown | announced | 2024-08",
            "history | Jakub Pachocki | OpenAI | appointed | chief scientist | promoted | announced | 2024-05",
            "history | Sutskever | OpenAI | departed | chief scientist | unknown | announced | 2024-05",
        ],
        may_say: &["Greg Brockman | OpenAI | returned | president | unknown | rumoured | 2024"],
    },
];

/// The alerts: change, author of the first document, supporting documents.
const ALERTS: [(&str, &str, &[&str]); 7] = [
    (
        "departed Mira Murati: CTO current -> - former",
        "A reporter",
        &["oai-02", "oai-05", "oai-07", "oai-08", "oai-09", "oai-10", "oai-12"],
    ),
    ("departed John Schulman: Co-founder current -> - former until 2024-08", "A reporter", &["oai-02", "oai-08", "oai-10"]),
    (
        "departed Barret Zoph: VP Research (Post-Training) current -> - former",
        "@barret_zoph",
        &["oai-04", "oai-05", "oai-07", "oai-08", "oai-09", "oai-10", "oai-12"],
    ),
    (
        "departed Bob McGrew: Chief Research Officer current -> Chief Research Officer outgoing until 2024-11",
        "@sama",
        &["oai-05", "oai-06", "oai-07", "oai-08", "oai-09", "oai-10", "oai-12"],
    ),
    (
        "appointed Mark Chen: VP Research current -> SVP Research current",
        "@sama",
        &["oai-05", "oai-06", "oai-07", "oai-08", "oai-09", "oai-12"],
    ),
    (
        "appointed Josh Achiam: Research Scientist current -> Head of Mission Alignment current",
        "@sama",
        &["oai-05", "oai-07", "oai-08", "oai-12"],
    ),
    ("appointed Matt Knight: Head of Security current -> CISO current", "@sama", &["oai-05", "oai-07", "oai-08", "oai-12"]),
];

fn read_all(with_what_may_be_read: bool) -> Desk {
    let mut desk = Desk::new("OpenAI", BEFORE);
    for document in &DOCUMENTS {
        let mut article = article(document.key, document.published);
        let handle = document.author.starts_with('@').then(|| document.author.to_string());
        article.author = Some(Author { name: document.author.trim_start_matches('@').into(), handle });
        let may_say = if with_what_may_be_read { document.may_say } else { &[] };
        desk.read(&article, &findings(&[document.says, may_say].concat()));
    }
    desk
}

fn assert_expected(desk: &Desk) {
    let changes = desk.store.changes().unwrap();
    let lines: Vec<String> = changes.iter().map(short).collect();
    assert_eq!(lines, ALERTS.map(|(line, _, _)| line));
    for (change, (_, author, keys)) in changes.iter().zip(ALERTS) {
        assert_eq!(supporters(change), keys, "{}", change.person);
        assert_eq!(change.support[0].author.as_deref(), Some(author), "{}", change.person);
    }
    let after: String = BEFORE
        .lines()
        .map(|line| DIFFERENT.iter().find(|(person, _)| line.starts_with(&format!("{person},"))).map_or(line, |(_, row)| row))
        .map(|line| format!("{line}\r\n"))
        .collect();
    assert_eq!(desk.sheet(), after);
    assert_eq!(desk.store.outbox_counts().unwrap().unclaimed, 7);
}

#[test]
fn the_twelve_documents_give_the_seven_alerts_and_the_roster_after() {
    assert_expected(&read_all(false));
}

#[test]
fn what_may_also_be_read_into_them_gives_no_other_alert() {
    assert_expected(&read_all(true));
}

#[test]
fn a_memo_without_a_date_makes_former_and_the_later_post_makes_outgoing() {
    let mut desk = Desk::new("OpenAI", BEFORE);
    for document in DOCUMENTS.iter().filter(|document| ["oai-05", "oai-06"].contains(&document.key)) {
        desk.read(&article(document.key, document.published), &findings(document.says));
        let rows = desk.rows("Bob McGrew");
        let end = if document.key == "oai-05" { "former -/2024-09/2024-09" } else { "outgoing -/2024-09/2024-11" };
        assert_eq!(rows, [format!("Chief Research Officer {end}")]);
    }
    let known = desk.store.roster_as_known("2024-09-26T00:20:00Z".parse().unwrap()).unwrap();
    let then = known.tenures.iter().find(|row| row.person == "Bob McGrew").unwrap();
    assert_eq!(then.status.as_str(), "former", "what we knew between the memo and the post is kept");
}

#[test]
fn reading_the_documents_again_under_other_addresses_alerts_nothing() {
    let mut desk = read_all(true);
    let sheet = desk.sheet();
    for document in &DOCUMENTS {
        let again = article(&format!("{}-copy", document.key), document.published);
        let recorded = desk.read(&again, &findings(&[document.says, document.may_say].concat()));
        assert_eq!((recorded.changes.len(), recorded.refined), (0, 0), "{}", document.key);
    }
    assert_eq!(desk.sheet(), sheet);
}
