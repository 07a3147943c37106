//! The commands about mail, as somebody who just installed the program uses them.

mod support;
#[path = "support/smtp.rs"]
mod smtp;

use mail_parser::MessageParser;
use serde_json::Value;
use smtp::{Act, Server, Stage};
use support::company::{Company, RESIGNS};
use support::files;

/// Through this relay; a second recipient has a digest.
fn readers(relay: &Server) -> String {
    format!(
        "to = [\"desk@example.org\"]\n[mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n[[recipient]]\nname = \"Board\"\n\
         to = [\"board@example.org\"]\ndigest = \"weekly mon 08:00\"\nlanguage = \"zh\"\n[[recipient.rule]]\nsend = \"digest\"\n",
        relay.port()
    )
}

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(text).unwrap().as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn test_email_sends_to_all_or_to_one_and_says_what_became_of_it() {
    let relay = Server::start([]).await;
    let company = Company::new(RESIGNS, &readers(&relay)).await;
    let said = company.say(&["test-email"]).await;
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("a test for desk@example.org was taken") && said.contains("board@example.org"), "{said}");
    company.say(&["test-email", "Board"]).await;
    let mails = relay.received();
    let to: Vec<&str> = mails.iter().map(|mail| mail.to[0].as_str()).collect();
    assert_eq!(to, ["desk@example.org", "board@example.org", "board@example.org"]);
    let first = MessageParser::default().parse(&mails[0].data).unwrap();
    assert_eq!(first.header_raw("X-Rosterwatch-Kind").map(str::trim), Some("test"));
    let (code, error) = company.fail(&["test-email", "Nobody"]).await;
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("Nobody") && error.contains("Board"), "{error}");
    relay.next(vec![(Stage::RcptTo, Act::Reply("550 5.1.1 no such user"))]);
    let (code, error) = company.fail(&["test-email", "desk@example.org"]).await;
    assert_eq!((code, error.lines().count()), (1, 1), "{error}");
    assert!(error.contains("desk@example.org") && error.contains("no such user"), "{error}");
    assert!(!company.path().join("state/rosterwatch.db").exists(), "a test leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_is_shown_before_it_is_sent_and_counts_as_told_to_nobody() {
    let relay = Server::start([]).await;
    let company = Company::new(RESIGNS, &readers(&relay)).await;
    let (_, error) = company.fail(&["digest", "preview"]).await;
    assert_eq!(error.lines().count(), 1, "{error}");
    company.say(&["once"]).await;
    let sent = relay.received().len();
    for _ in 0..2 {
        let said = company.say(&["digest", "preview", "Board", "--html", "digest.html"]).await;
        assert!(said.starts_with("Subject: [rosterwatch]") && said.contains("Ann Poe") && said.contains("辞任"), "{said}");
    }
    let html = std::fs::read_to_string(company.path().join("digest.html")).unwrap();
    assert!(html.contains("<html lang=\"zh-Hans\"") && html.contains("Ann Poe"), "{html}");
    let told = company.say(&["digest", "preview", "--since", "7d"]).await;
    assert!(told.contains("Ann Poe"), "{told}");
    let (_, error) = company.fail(&["digest", "preview", "--since", "yesterdayish"]).await;
    assert!(error.contains("--since") && error.contains("90d"), "{error}");
    assert_eq!(relay.received().len(), sent, "nothing is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_refused_is_listed_tried_again_and_given_up() {
    let relay = Server::start([vec![(Stage::RcptTo, Act::Reply("550 5.1.1 no such user"))]]).await;
    let company = Company::new(RESIGNS, &readers(&relay)).await;
    assert!(company.output(&["once"]).await.status.code().is_some());
    let mails = json(&company.say(&["outbox", "list", "--json"]).await);
    let dead = mails.iter().find(|mail| mail["state"] == "dead").unwrap_or_else(|| panic!("{mails:?}"));
    assert!(dead["why"].as_str().unwrap().contains("no such user") && dead["to"] == "desk@example.org", "{dead}");
    let id = dead["id"].as_str().unwrap();
    let table = company.say(&["outbox", "list"]).await;
    assert!(table.contains(id) && table.contains("Ann Poe") && table.contains("no such user"), "{table}");
    let (code, error) = company.fail(&["outbox", "retry", "no-such-id"]).await;
    assert!(code == 1 && error.contains("no-such-id") && error.contains("outbox list"), "{error}");
    assert_eq!(company.say(&["outbox", "retry", id]).await.trim(), "1 mail will be tried again");
    company.say(&["once", "--all"]).await;
    let alerts = relay.received().iter().filter(|mail| String::from_utf8_lossy(&mail.data).contains("Kind: alert")).count();
    assert_eq!(alerts, 1, "it has arrived");
    let (_, error) = company.fail(&["outbox", "drop", id]).await;
    assert!(error.contains(id), "what was sent cannot be given up: {error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waits_can_be_given_up() {
    let relay = Server::start([vec![(Stage::RcptTo, Act::Reply("450 4.2.0 later"))]]).await;
    let company = Company::new(RESIGNS, &readers(&relay)).await;
    company.output(&["once"]).await;
    let waiting = json(&company.say(&["outbox", "list", "--json"]).await);
    assert_eq!((waiting.len(), waiting[0]["state"].as_str()), (1, Some("deferred")), "{waiting:?}");
    let id = waiting[0]["id"].as_str().unwrap();
    assert_eq!(company.say(&["outbox", "drop", id]).await.trim(), format!("{id} is given up"));
    company.say(&["once", "--all"]).await;
    assert!(relay.received().is_empty(), "nobody gets it");
    assert!(company.say(&["outbox", "list"]).await.contains("dropped by the operator"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backtest_says_which_mails_other_rules_would_have_sent() {
    let relay = Server::start([]).await;
    let company = Company::new(RESIGNS, &readers(&relay)).await;
    let (_, error) = company.fail(&["backtest"]).await;
    assert!(error.contains("there are no stored articles"), "{error}");
    company.say(&["once"]).await;
    let sent = relay.received().len();
    let before = company.say(&["outbox", "list", "--all", "--json"]).await;
    let mails = json(&company.say(&["backtest", "--since", "90d", "--json"]).await);
    let line = |mail: &Value| format!("{} {}", mail["kind"].as_str().unwrap(), mail["to"].as_str().unwrap());
    let mut lines: Vec<String> = mails.iter().map(line).collect();
    lines.sort();
    assert_eq!(lines, ["alert desk@example.org", "digest board@example.org"], "{mails:?}");
    // Under other rules: nobody is told of Acme.
    let config = std::fs::read_to_string(company.config()).unwrap().replace("send = \"digest\"", "send = \"never\"");
    let other = company.path().join("other.toml");
    std::fs::write(&other, config).unwrap();
    let mut command = support::rosterwatch();
    command.args(["backtest", "--json", "-c"]).arg(&other);
    let mails = json(&String::from_utf8(support::run(command).await.stdout).unwrap());
    assert_eq!(mails.iter().map(line).collect::<Vec<_>>(), ["alert desk@example.org"]);
    let table = company.say(&["backtest"]).await;
    assert!(table.contains("Ann Poe out as CEO") && table.contains("2 mails over 1 article"), "{table}");
    assert_eq!(relay.received().len(), sent, "nothing is sent");
    assert_eq!(company.say(&["outbox", "list", "--all", "--json"]).await, before, "nothing that is kept has changed");
    assert!(files(company.path(), "eml").is_empty());
}

/// What was reported, confirmed and known better since the last digest is one entry: nobody was told of it before.
#[test]
fn a_digest_tells_each_change_once_and_no_rumour_that_has_come_true() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    std::fs::create_dir(&case).unwrap();
    for file in std::fs::read_dir(support::founding_case()).unwrap().map(|file| file.unwrap().path()) {
        if file.is_file() {
            std::fs::copy(&file, case.join(file.file_name().unwrap())).unwrap();
        }
    }
    std::os::unix::fs::symlink(support::founding_case().join("responses"), case.join("responses")).unwrap();
    let config = case.join("rosterwatch.toml");
    let readers = "[[recipient]]\nname = \"Board\"\nto = [\"board@example.org\"]\ndigest = \"daily 08:00\"\n\
                   time_zone = \"America/New_York\"\n[[recipient.rule]]\nsend = \"digest\"\n";
    let text = std::fs::read_to_string(&config).unwrap() + "\n" + readers;
    std::fs::write(&config, text).unwrap();
    let out = folder.path().join("out");
    support::rosterwatch().arg("replay").arg(&case).arg("--out").arg(&out).assert().success();
    let digests: Vec<String> = files(&out, "eml")
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .filter(|mail| String::from_utf8_lossy(mail).contains("Kind: digest"))
        .map(|mail| {
            let mail = MessageParser::default().parse(&mail).unwrap();
            format!("{}\n{}", mail.subject().unwrap(), mail.body_text(0).unwrap())
        })
        .collect();
    assert_eq!(digests.len(), 1);
    let text = &digests[0];
    assert!(text.contains("7 changes") && !text.contains("You were told of this before") && !text.contains("(rumoured)"), "{text}");
    assert_eq!(text.matches("- Mira Murati out as CTO").count(), 1, "{text}");
}
