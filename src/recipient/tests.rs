use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::{Certainty, Change, ChangeKind, Level, Mailbox, Manner, Position, Sending, Standing, Status, Support, Telling};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const NOW: &str = "2024-09-25T12:00:00Z";
const WINDOW: SignedDuration = SignedDuration::from_mins(10);

fn change(organisation: &str, kind: ChangeKind, standing: Standing, published: &str) -> Change {
    let support = Support {
        source: "wire".into(),
        key: "k".into(),
        url: "https://wire.example/k".into(),
        title: String::new(),
        author: None,
        published: at(published),
        certainty: Certainty::Announced,
        first_party: false,
        outlet: "wire.example".into(),
        likeness: None,
        quote: String::new(),
    };
    Change {
        id: "c1".into(),
        story: "c1".into(),
        person: "Ann Poe".into(),
        organisation: organisation.into(),
        kind,
        role: None,
        interim: false,
        manner: Manner::Unknown,
        certainty: Certainty::Announced,
        standing,
        verdict: None,
        effective: None,
        before: None,
        after: Position { role: None, status: Status::Current, until: None },
        detected: at(NOW),
        support: vec![support],
    }
}

fn recipient(text: &str) -> Recipient {
    let settings: Settings = toml::from_str(&format!("name = 'Desk'\nto = ['desk@example.org']\n{text}")).unwrap();
    settings.read(|text| Ok(Mailbox { name: None, address: text.into() }), &["OpenAI".into(), "Acme".into()]).unwrap()
}

fn way_at(
    recipient: &Recipient,
    change: &Change,
    level: Level,
    telling: Telling,
    told: Option<Sending>,
    now: &str,
) -> Option<(Sending, Timestamp)> {
    recipient.way(&News { change, level, telling, told }, WINDOW, at(now))
}

fn sending(recipient: &Recipient, change: &Change, level: Level) -> Option<Sending> {
    way_at(recipient, change, level, Telling::New, None, NOW).map(|way| way.0)
}

const RULES: &str = "
digest = 'daily 08:00'
[[rule]]
organisations = ['OpenAI']
levels = ['chief', 'board']
certainty = 'announced'
send = 'alert'
breakthrough = true
[[rule]]
kinds = ['on_leave']
send = 'never'
";

#[test]
fn the_first_rule_that_fits_decides_and_the_digest_has_the_rest() {
    let reader = recipient(RULES);
    use ChangeKind::{Departed, OnLeave};
    let news = |organisation, kind, standing| change(organisation, kind, standing, NOW);
    assert_eq!(sending(&reader, &news("OpenAI", Departed, Standing::Confirmed), Level::Chief), Some(Sending::Alert));
    assert_eq!(sending(&reader, &news("OpenAI", OnLeave, Standing::Announced), Level::Board), Some(Sending::Alert));
    assert_eq!(sending(&reader, &news("OpenAI", Departed, Standing::Reported), Level::Chief), Some(Sending::Digest), "too uncertain");
    assert_eq!(sending(&reader, &news("OpenAI", Departed, Standing::Announced), Level::Executive), Some(Sending::Digest));
    assert_eq!(sending(&reader, &news("Acme", Departed, Standing::Announced), Level::Chief), Some(Sending::Digest));
    assert_eq!(sending(&reader, &news("Acme", OnLeave, Standing::Announced), Level::Chief), None);
}

#[test]
fn without_rules_what_is_settled_is_told_at_once() {
    let plain = Recipient::plain(Mailbox { name: None, address: "desk@example.org".into() });
    let news = |standing| change("OpenAI", ChangeKind::Departed, standing, NOW);
    assert_eq!(sending(&plain, &news(Standing::Reported), Level::Other), Some(Sending::Alert));
    assert_eq!(sending(&plain, &news(Standing::Rumoured), Level::Chief), None);
    assert_eq!(
        sending(&recipient("[[rule]]\norganisations = ['Acme']\nsend = 'never'"), &news(Standing::Reported), Level::Other),
        Some(Sending::Alert)
    );
}

#[test]
fn a_story_is_waited_for_from_its_first_publication_on() {
    let plain = Recipient::plain(Mailbox { name: None, address: "desk@example.org".into() });
    let held = |published| {
        let change = change("OpenAI", ChangeKind::Departed, Standing::Announced, published);
        way_at(&plain, &change, Level::Chief, Telling::New, None, NOW).unwrap().1
    };
    assert_eq!(held("2024-09-25T11:57:00Z"), at("2024-09-25T12:07:00Z"));
    assert_eq!(held("2024-09-25T09:00:00Z"), at(NOW), "an old document waits for nobody");
    assert_eq!(held("2024-09-27T09:00:00Z"), at("2024-09-25T12:10:00Z"), "a date ahead of us holds no longer than any other");
}

#[test]
fn quiet_hours_hold_until_they_end_and_break_by_rule() {
    let night = "2024-09-25T23:30:00Z";
    let reader = recipient(&format!("time_zone = 'Europe/Berlin'\nquiet_hours = '22:00-07:00'\n{RULES}[[rule]]\nsend = 'alert'\n"));
    let news = |organisation| change(organisation, ChangeKind::Departed, Standing::Announced, "2024-09-25T20:00:00Z");
    let held = way_at(&reader, &news("Acme"), Level::Chief, Telling::New, None, night).unwrap();
    assert_eq!(held, (Sending::Alert, at("2024-09-26T05:00:00Z")));
    let urgent = way_at(&reader, &news("OpenAI"), Level::Chief, Telling::New, None, night).unwrap();
    assert_eq!(urgent, (Sending::Alert, at(night)));
    let evening = way_at(
        &reader,
        &change("Acme", ChangeKind::Departed, Standing::Announced, "2024-09-25T19:55:00Z"),
        Level::Chief,
        Telling::New,
        None,
        "2024-09-25T19:55:00Z",
    );
    assert_eq!(evening.unwrap().1, at("2024-09-26T05:00:00Z"), "the window would end in the quiet hours");
}

#[test]
fn what_follows_goes_to_those_who_were_told() {
    let news = change("OpenAI", ChangeKind::Departed, Standing::Confirmed, NOW);
    let way = |text: &str, telling, told| way_at(&recipient(text), &news, Level::Chief, telling, told, NOW).map(|way| way.0);
    let digest = "digest = 'daily 08:00'";
    for telling in [Telling::Announced, Telling::Confirmed, Telling::Amended] {
        assert_eq!(way("", telling, Some(Sending::Alert)), None, "without a digest an update is no second alert");
        assert_eq!(way(digest, telling, Some(Sending::Alert)), Some(Sending::Digest));
        assert_eq!(way("updates = 'alert'", telling, Some(Sending::Alert)), Some(Sending::Alert));
        assert_eq!(way(digest, telling, None), Some(Sending::Alert), "sure enough only now: news to this reader");
    }
    for telling in [Telling::Denied, Telling::Rejected, Telling::Reinstated] {
        assert_eq!(way("", telling, Some(Sending::Alert)), Some(Sending::Alert), "what was alerted wrong is put right as an alert");
        assert_eq!(way(digest, telling, Some(Sending::Digest)), Some(Sending::Digest));
        assert_eq!(way("", telling, None), None);
    }
    assert_eq!(way(digest, Telling::Due, Some(Sending::Alert)), Some(Sending::Digest));
    assert_eq!(way("reminders = 'alert'", Telling::Due, Some(Sending::Alert)), Some(Sending::Alert));
    assert_eq!(way("reminders = 'never'\ndigest = 'daily 08:00'", Telling::Due, Some(Sending::Alert)), None);
    assert_eq!(way(digest, Telling::Due, None), None);
}

#[test]
fn a_rumour_goes_to_those_whose_rules_ask_for_it() {
    let rumour = change("OpenAI", ChangeKind::Departed, Standing::Rumoured, NOW);
    let way = |text: &str| way_at(&recipient(text), &rumour, Level::Chief, Telling::Rumoured, None, NOW).map(|way| way.0);
    let rule = |send: &str| format!("digest = 'daily 08:00'\n[[rule]]\ncertainty = 'rumoured'\nsend = '{send}'");
    assert_eq!(way(&rule("alert")), Some(Sending::Alert));
    assert_eq!(way(&rule("digest")), Some(Sending::Digest));
    assert_eq!(way(&rule("never")), None);
    assert_eq!(way("digest = 'daily 08:00'"), None);
    assert_eq!(way("[[rule]]\nsend = 'alert'"), None, "without a word on certainty a rule is about what is reported");
}

#[test]
fn a_wrong_value_is_named_with_what_is_allowed() {
    let refusal = |text: &str| {
        let settings: Settings = toml::from_str(text).unwrap();
        settings.read(|text| Ok(Mailbox { name: None, address: text.into() }), &["OpenAI".into()]).unwrap_err()
    };
    let of = |text: &str| refusal(&format!("name = 'Desk'\nto = ['desk@example.org']\n{text}"));
    assert_eq!(refusal("name = ' '\nto = ['a@b.example']").key, "name");
    assert_eq!(refusal("name = 'Desk'").key, "to");
    for (text, key, words) in [
        ("time_zone = 'Mars/Phobos'", "time_zone", "Europe/Berlin"),
        ("language = 'fr'", "language", "en, zh"),
        ("digest = 'often'", "digest", "weekdays 07:30"),
        ("quiet_hours = 'nights'", "quiet_hours", "22:00-07:00"),
        ("updates = 'maybe'", "updates", "alert, digest, never"),
        ("[[rule]]\nsend = 'loud'", "send", "alert, digest, never"),
        ("[[rule]]\nsend = 'alert'\nkinds = ['fired']", "kinds", "departed, appointed"),
        ("[[rule]]\nsend = 'alert'\nlevels = ['boss']", "levels", "chief, board"),
        ("[[rule]]\nsend = 'alert'\ncertainty = 'denied'", "certainty", "rumoured, reported, announced, confirmed"),
        ("[[rule]]\nsend = 'alert'\norganisations = ['Acme']", "organisations", "[[organisation]]"),
    ] {
        let refused = of(text);
        assert_eq!(refused.key, key);
        assert!(refused.problem.contains(words), "{text}: {}", refused.problem);
    }
}
