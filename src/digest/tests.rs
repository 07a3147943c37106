use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::*;
use crate::domain::{
    Certainty, Change, ChangeKind, Language, Level, Mailbox, Manner, Person, Position, Role, Standing, Status, Support, Telling,
};

fn writer() -> Writer {
    let from = Mailbox { name: None, address: "watch@example.org".into() };
    Writer::new(Identity { from, list_id: "rosterwatch.example.org".into(), reply_to: None, unsubscribe: None }, &BTreeMap::new()).unwrap()
}

fn reader() -> Mailbox {
    Mailbox { name: None, address: "reader@example.net".into() }
}

fn held(role: &str) -> Position {
    Position { role: Some(role.into()), status: Status::Current, until: None }
}

fn support(url: &str, author: Option<&str>) -> Support {
    Support {
        source: "wire".into(),
        key: url.into(),
        url: url.into(),
        title: "A title".into(),
        author: author.map(Into::into),
        published: "2024-09-26T00:14:27Z".parse().unwrap(),
        certainty: Certainty::Announced,
        first_party: false,
        outlet: "news.example".into(),
        likeness: None,
        quote: "The sentence that says so.".into(),
    }
}

/// The roster's people.
fn people() -> [Person; 1] {
    [Person { name: "Bob McGrew".into(), x_handle: Some("@bobmcgrewai".into()), ..Person::default() }]
}

/// Bob McGrew's departure from OpenAI as one post tells it.
fn change() -> Change {
    Change {
        id: "c1".into(),
        story: "c1".into(),
        person: "Bob McGrew".into(),
        organisation: "OpenAI".into(),
        kind: ChangeKind::Departed,
        role: None,
        interim: false,
        manner: Manner::Resigned,
        certainty: Certainty::Announced,
        standing: Standing::Announced,
        verdict: None,
        effective: None,
        before: Some(held("Chief Research Officer")),
        after: Position { role: Some("Chief Research Officer".into()), status: Status::Outgoing, until: "2024-11".parse().ok() },
        detected: "2024-09-26T00:30:00Z".parse().unwrap(),
        support: vec![support("https://x.com/sama/status/1", Some("Sam Altman"))],
    }
}

fn appointed(person: &str, organisation: &str, from: Option<&str>, to: &str, manner: Manner) -> Change {
    Change {
        person: person.into(),
        organisation: organisation.into(),
        kind: ChangeKind::Appointed,
        manner,
        before: from.map(held),
        after: held(to),
        ..change()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn told(change: &Change) -> Told {
    let level = change.role.as_ref().map_or(Level::Other, Role::level);
    Told { change: change.clone(), telling: Telling::New, level }
}

const NOW: &str = "2024-09-26T00:31:00Z";

fn alert_in(language: Language, zone: &TimeZone, told: &[Told], background: &Background) -> Message {
    thread_local!(static WRITER: Writer = writer());
    let to = reader();
    WRITER.with(|writer| writer.alert(Reader { to: &to, language, zone }, "b1", at(NOW), told, background, Vec::new()).unwrap())
}

fn mail(changes: &[Change]) -> Message {
    let told: Vec<Told> = changes.iter().map(told).collect();
    alert_in(Language::English, &TimeZone::UTC, &told, &Background { people: &people(), ..Background::default() })
}

/// Words without the text part's line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_change_is_named_in_the_subject() {
    let mira = Change { person: "Mira Murati".into(), before: Some(held("CTO")), ..change() };
    assert_eq!(mail(&[mira]).subject.as_str(), "[rosterwatch] OpenAI: Mira Murati out as CTO (announced, 1 source)");
}

#[test]
fn a_subject_names_what_fits_and_counts_the_rest() {
    let changes = [
        change(),
        appointed("Mark Chen", "OpenAI", Some("VP Research"), "SVP Research", Manner::Promoted),
        appointed("Josh Achiam", "OpenAI", Some("Research Scientist"), "Head of Mission Alignment", Manner::Unknown),
        appointed("Matt Knight", "OpenAI", Some("Head of Security"), "CISO", Manner::Unknown),
    ];
    assert_eq!(
        mail(&changes).subject.as_str(),
        "[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer, Mark Chen to SVP Research, +2 more (announced, 1 source)"
    );
    assert_eq!(
        mail(&changes[2..]).subject.as_str(),
        "[rosterwatch] OpenAI: Josh Achiam to Head of Mission Alignment, Matt Knight to CISO (announced, 1 source)"
    );
}

#[test]
fn a_subject_names_every_organisation_first() {
    let changes = [
        change(),
        appointed("Mark Chen", "OpenAI", None, "SVP Research", Manner::Promoted),
        appointed("林小雨", "星河智能", None, "首席技术官", Manner::Hired),
    ];
    assert_eq!(
        mail(&changes).subject.as_str(),
        "[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer; 星河智能: 林小雨 joins as 首席技术官, +1 more (announced, 1 source)"
    );
}

#[test]
fn a_subject_says_what_is_not_certain() {
    let reported = Change {
        certainty: Certainty::Reported,
        standing: Standing::Reported,
        before: None,
        after: Position { role: None, status: Status::Former, until: None },
        ..change()
    };
    assert_eq!(mail(&[reported]).subject.as_str(), "[rosterwatch] OpenAI: Bob McGrew out (reported, 1 source)");
}

#[test]
fn a_change_of_status_alone_does_not_repeat_the_role() {
    let text = mail(&[change()]).text;
    assert!(text.contains("Chief Research Officer (current) → outgoing until\n               November 2024\n"), "{text}");
}

#[test]
fn the_best_source_is_the_person() {
    let mut told = change();
    told.support.push(support("https://x.com/BobMcGrewAI/status/2", Some("@BobMcGrewAI")));
    let why = |change: &Change| mail(std::slice::from_ref(change)).text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(why(&told).contains("Announced: by the person's own post (x.com), and in 1 more source"), "{}", why(&told));
    assert!(why(&change()).contains("Announced: in a post by Sam Altman (x.com) "), "{}", why(&change()));
    for look_alike in ["@bobmcgrew", "@bob_mcgrew", "Bob McGrew"] {
        let told = Change { support: vec![support("https://x.com/bobmcgrew/status/3", Some(look_alike))], ..change() };
        assert!(why(&told).contains(&format!("Announced: in a post by {look_alike} (x.com) ")), "{}", why(&told));
    }
    let told = Change { support: vec![support("https://mcgrew.example/bye", Some("Bob McGrew"))], ..change() };
    assert!(why(&told).contains("Announced: in the person's own words (mcgrew.example) "), "{}", why(&told));
    let told = Change { support: vec![support("https://www.wire.example/a", Some("A. Reporter"))], ..change() };
    assert!(why(&told).contains("Announced: told as fact by wire.example "), "{}", why(&told));
}

#[test]
fn somebody_new_has_no_before() {
    let text = mail(&[appointed("Jane Roe", "Acme", None, "CFO", Manner::Hired)]).text;
    assert!(text.contains("not on the roster → CFO (current)"), "{text}");
}

#[test]
fn many_sources_are_counted_beyond_the_first_five() {
    let told = Change { support: (0..9).map(|n| support(&format!("https://a.example/{n}"), None)).collect(), ..change() };
    let mail = mail(&[told]);
    assert!(mail.text.contains("https://a.example/4\n") && !mail.text.contains("https://a.example/5"));
    assert!(mail.text.contains("and 4 more sources") && mail.html.contains("and 4 more sources"));
}

#[test]
fn nothing_from_outside_becomes_markup_or_a_second_line() {
    let attack = "<img src=x onerror=alert(1)>\r\nBcc: a@b.example\u{202e}{{ 7*7 }}\"'";
    let mut told =
        Change { person: attack.into(), organisation: attack.into(), before: Some(held(attack)), after: held(attack), ..change() };
    told.support = vec![Support {
        title: attack.into(),
        author: Some(attack.into()),
        quote: attack.into(),
        ..support("javascript:alert(1)//\"><script>", None)
    }];
    let mail = mail(&[told]);
    assert!(!mail.html.contains("<img") && !mail.html.contains("<script") && !mail.html.contains("href=\"javascript"), "{}", mail.html);
    assert!(mail.html.contains("&lt;img src=x onerror=alert(1)&gt; Bcc: a@b.example{{ 7*7 }}&quot;&#x27;"), "{}", mail.html);
    assert!(!mail.subject.as_str().contains(['\r', '\n', '\u{202e}']) && !mail.text.contains(['\r', '\u{202e}']));
}

#[test]
fn a_mail_without_changes_is_refused() {
    let to = reader();
    let reader = Reader { to: &to, language: Language::English, zone: &TimeZone::UTC };
    assert!(writer().alert(reader, "b1", at(NOW), &[], &Background::default(), Vec::new()).is_err());
}

#[test]
fn an_alert_says_who_follows_what_else_changed_and_what_can_be_done() {
    let role = Role { title: "CTO".into(), code: "CTO".into(), unit: None };
    let left = Change { id: "c1".into(), person: "Ann Poe".into(), role: Some(role.clone()), ..change() };
    let next = Change { id: "c2".into(), kind: ChangeKind::Appointed, person: "Bo Roe".into(), role: Some(role), ..change() };
    let elsewhere = Change { id: "c3".into(), organisation: "Initech".into(), person: "Cy Doe".into(), ..change() };
    let alone = alert_in(Language::English, &TimeZone::UTC, &[told(&left)], &Background::default());
    assert!(flat(&alone.text).contains("Next No successor is named"), "{}", alone.text);
    let recent = [left.clone(), next, elsewhere];
    let background = Background { recent: &recent, ..Background::default() };
    let mail = alert_in(Language::English, &TimeZone::UTC, &[told(&left)], &background);
    let text = flat(&mail.text);
    assert!(text.contains("Next Bo Roe takes over"), "{text}");
    assert!(text.contains("Also in the last 90 days - OpenAI · 26 September 2024: Bo Roe") && !text.contains("Cy Doe"), "{text}");
    for command in ["changes confirm c1", "changes reject c1", "changes mute c1"] {
        assert!(text.contains(&format!("rosterwatch {command}")) && mail.html.contains(&format!("rosterwatch {command}")), "{command}");
    }
}

#[test]
fn updates_corrections_and_reminders_are_marked_as_such() {
    for (telling, mark) in [(Telling::Confirmed, "Update"), (Telling::Denied, "Correction"), (Telling::Due, "Reminder")] {
        let told = Told { telling, ..told(&change()) };
        let mail = alert_in(Language::English, &TimeZone::UTC, &[told], &Background::default());
        assert!(mail.subject.as_str().starts_with(&format!("[rosterwatch] {mark}: OpenAI: Bob McGrew")), "{}", mail.subject);
        assert!(mail.text.contains(&format!("{mark}: ")) && mail.html.contains(&format!("<strong>{mark}</strong>")));
    }
}

#[test]
fn a_chinese_reader_gets_a_chinese_mail_by_his_clock() {
    let lin = Change {
        effective: "2024-10-08".parse().ok(),
        before: None,
        after: Position { role: Some("首席技术官".into()), status: Status::Incoming, until: None },
        ..appointed("林小雨", "星河智能", None, "首席技术官", Manner::Hired)
    };
    let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
    let mail = alert_in(Language::Chinese, &shanghai, &[told(&lin)], &Background::default());
    assert_eq!(mail.subject.as_str(), "[rosterwatch] 星河智能: 林小雨加入并出任首席技术官 （已宣布，1个来源）");
    assert!(mail.html.contains("<html lang=\"zh-Hans\""), "{}", mail.html);
    for words in ["名册中无记录 → 首席技术官 (即将到任，2024年10月8日起)", "2024年9月26日 08:30（CST）", "是否属实？"]
    {
        assert!(flat(&mail.text).contains(words), "{words}: {}", mail.text);
    }
    let mira = Change { person: "Mira Murati".into(), before: Some(held("CTO")), ..change() };
    let mail = alert_in(Language::Chinese, &shanghai, &[told(&mira)], &Background::default());
    assert!(mail.subject.as_str().contains("OpenAI: Mira Murati 辞任 CTO"), "{}", mail.subject);
}

#[test]
fn a_digest_has_the_most_important_first_and_says_what_is_in_sight() {
    let at_level = |level, change: &Change| Told { level, ..told(change) };
    let small = appointed("Al Low", "Acme", None, "Office Lead", Manner::Hired);
    let chief = appointed("Zoe High", "Zenith", None, "CEO", Manner::Hired);
    let vice = appointed("Vi Mid", "Zenith", None, "VP Sales", Manner::Hired);
    let items = [at_level(Level::Other, &small), at_level(Level::Executive, &vice), at_level(Level::Chief, &chief)];
    let outlook = Outlook {
        rumours: vec![Change { person: "Rue Moor".into(), standing: Standing::Rumoured, ..change() }],
        vacancies: vec![Vacancy {
            organisation: "Acme".into(),
            role: "CFO".into(),
            person: "Gone Girl".into(),
            since: "2024-08".parse().ok(),
        }],
        ahead: vec![Change { person: "Ina Soon".into(), effective: "2024-12-01".parse().ok(), ..change() }],
        coverage: Coverage {
            sources: 214,
            failing: vec![("Wire".into(), at("2024-09-20T08:00:00Z")), ("Blog".into(), at("2024-09-01T08:00:00Z"))],
        },
    };
    let to = reader();
    let reader = Reader { to: &to, language: Language::English, zone: &TimeZone::UTC };
    let mail = writer().digest(reader, "b1", at(NOW), &items, &Background::default(), &outlook).unwrap();
    assert_eq!(mail.subject.as_str(), "[rosterwatch] Leadership digest, 26 September 2024: 3 changes at 2 organisations");
    let text = flat(&mail.text);
    let order: Vec<usize> =
        ["Zenith", "Zoe High", "Vi Mid", "Acme", "Al Low", "Rue Moor", "CFO, left by Gone Girl since August 2024", "Ina Soon"]
            .iter()
            .map(|words| text.find(words).unwrap_or_else(|| panic!("{words}: {text}")))
            .collect();
    assert!(order.is_sorted(), "{order:?}: {text}");
    assert!(
        text.contains("Coverage: 212 of 214 sources healthy; 2 failing: Wire since 20 September 2024, Blog since 1 September 2024"),
        "{text}"
    );
    assert!(mail.html.contains("<th scope=\"col\"") && mail.html.contains("212 of 214 sources healthy"));
    let empty = writer().digest(reader, "b1", at(NOW), &[], &Background::default(), &Outlook::default()).unwrap();
    assert_eq!(empty.subject.as_str(), "[rosterwatch] Leadership digest, 26 September 2024: nothing new");
}

#[test]
fn a_template_of_ones_own_replaces_the_compiled_one_and_a_broken_one_is_named() {
    let identity = writer().identity().clone();
    let own = |name: &str, text: &str| Writer::new(identity.clone(), &BTreeMap::from([(name.to_string(), text.to_string())]));
    let to = reader();
    let reader = Reader { to: &to, language: Language::English, zone: &TimeZone::UTC };
    let alert = |writer: &Writer| writer.alert(reader, "b1", at(NOW), &[told(&change())], &Background::default(), Vec::new());
    let mail = alert(&own("alert.txt", "{{ changes[0].person }} only\n").unwrap()).unwrap();
    assert_eq!(mail.text, "Bob McGrew only\n");
    let broken = format!("{:#}", own("alert.html", "{% for %}").unwrap_err());
    assert!(broken.contains("the template alert.html is broken"), "{broken}");
    let unknown = format!("{:#}", own("mail.html", "").unwrap_err());
    assert!(unknown.contains("there is no template mail.html") && unknown.contains("alert.html"), "{unknown}");
    let strict = format!("{:#}", own("alert.txt", "{{ colour }}").unwrap().rehearse().unwrap_err());
    assert!(strict.contains("cannot fill the template alert.txt"), "{strict}");
    writer().rehearse().unwrap();
}

#[test]
fn every_kind_manner_and_certainty_has_its_words() {
    use ChangeKind::*;
    use Manner::*;
    let manners = [Resigned, Retired, Dismissed, Died, TermEnded, Moved, Hired, Promoted, Elected, Reinstated, Unknown];
    for kind in [Departed, Appointed, OnLeave, Returned, TitleChanged, RoleCreated, Vacancy, Contradiction] {
        for manner in manners {
            for language in [Language::English, Language::Chinese] {
                for before in [None, Some(held("CTO"))] {
                    let change = Change { kind, manner, before, after: Position { role: None, ..held("") }, ..change() };
                    let mail = alert_in(language, &TimeZone::UTC, &[told(&change)], &Background::default());
                    assert!(!mail.subject.as_str().contains("{}") && !mail.subject.as_str().ends_with(' '), "{}", mail.subject);
                }
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_a_readable_mail(text in proptest::prelude::any::<String>(), url in proptest::prelude::any::<String>()) {
        use unicode_width::UnicodeWidthStr;
        let mut told = Change { person: text.clone(), organisation: text.clone(), before: Some(held(&text)), after: held(&text), ..change() };
        told.support = vec![Support { title: text.clone(), author: Some(text.clone()), quote: text.clone(), ..support(&url, None) }];
        let mail = mail(&[told]);
        proptest::prop_assert!(!mail.subject.as_str().chars().any(char::is_control));
        proptest::prop_assert!(!mail.text.chars().any(|c| c.is_control() && c != '\n'));
        proptest::prop_assert!(mail.text.lines().all(|line| line.width() <= 72 || line.contains("://")), "{}", mail.text);
        proptest::prop_assert_eq!(mail.html.matches("<bdi").count(), mail.html.matches("</bdi>").count());
    }
}
