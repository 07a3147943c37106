use super::*;
use crate::domain::{Certainty, ChangeKind, Manner, Person, Position, Standing, Status, Support};

fn identity() -> Identity {
    Identity { from: Mailbox { name: None, address: "watch@example.org".into() }, list_id: "rosterwatch.example.org".into() }
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

fn mail(changes: &[Change]) -> Message {
    render(&identity(), &reader(), "b1", "2024-09-26T00:31:00Z".parse().unwrap(), changes, &people()).unwrap()
}

#[test]
fn one_change_is_named_in_the_subject() {
    let mira = Change { person: "Mira Murati".into(), before: Some(held("CTO")), ..change() };
    assert_eq!(mail(&[mira]).subject.as_str(), "[rosterwatch] OpenAI: Mira Murati out as CTO");
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
        "[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer, Mark Chen to SVP Research, +2 more"
    );
    assert_eq!(mail(&changes[2..]).subject.as_str(), "[rosterwatch] OpenAI: Josh Achiam to Head of Mission Alignment, Matt Knight to CISO");
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
        "[rosterwatch] OpenAI: Bob McGrew out as Chief Research Officer; 星河智能: 林小雨 joins as 首席技术官, +1 more"
    );
}

#[test]
fn a_subject_says_what_is_not_certain() {
    let reported = Change {
        certainty: Certainty::Reported,
        before: None,
        after: Position { role: None, status: Status::Former, until: None },
        ..change()
    };
    assert_eq!(mail(&[reported]).subject.as_str(), "[rosterwatch] OpenAI: Bob McGrew out (reported)");
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
    assert!(render(&identity(), &reader(), "b1", "2024-09-26T00:31:00Z".parse().unwrap(), &[], &[]).is_err());
}

#[test]
fn every_kind_manner_and_certainty_has_its_words() {
    use ChangeKind::*;
    use Manner::*;
    let manners = [Resigned, Retired, Dismissed, Died, TermEnded, Moved, Hired, Promoted, Elected, Reinstated, Unknown];
    for kind in [Departed, Appointed, OnLeave, Returned, TitleChanged, RoleCreated, Vacancy, Contradiction] {
        for manner in manners {
            for certainty in [Certainty::Denied, Certainty::Rumoured, Certainty::Reported, Certainty::Announced] {
                for before in [None, Some(held("CTO"))] {
                    let mail = mail(&[Change { kind, manner, certainty, before, after: Position { role: None, ..held("") }, ..change() }]);
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
