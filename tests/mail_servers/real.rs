//! The whole way through Postfix.

use mail_parser::MessageParser;
use rosterwatch::notify::{Error, Notifiers, Settings};

use super::kit::{Desk, assert_whole};
use super::postfix::{PASSWORD, Postfix, greylist};

const TO: &str = "reader@example.net";

#[tokio::test]
async fn postfix_takes_mails_over_starttls_with_a_login_and_keeps_them_whole() {
    let Some(postfix) = Postfix::start("") else { return };
    for mechanism in ["", "mechanism = 'plain'", "mechanism = 'login'"] {
        let mut desk = Desk::new(&format!("{}{mechanism}", postfix.relay(PASSWORD)));
        desk.queue(&[TO, "other@example.net"]);
        let delivered = desk.deliver().await;
        assert_eq!((delivered.sent, delivered.failures), (2, vec![]), "{mechanism}");
        for mail in &postfix.mailbox(2) {
            let to = MessageParser::default().parse(mail).unwrap().to().unwrap().first().unwrap().address().unwrap().to_string();
            let sent = desk.mails.iter().find(|mail| mail.to.address == to).unwrap();
            assert_whole(mail, sent);
            assert!(String::from_utf8_lossy(mail).contains("with ESMTPSA"), "it came protected and authenticated");
        }
        postfix.empty();
    }
    a_wrong_password_and_an_unknown_authority(&postfix).await;
}

/// Neither gives a mail up, and neither gets one through.
async fn a_wrong_password_and_an_unknown_authority(postfix: &Postfix) {
    let unknown: String =
        postfix.relay(PASSWORD).lines().filter(|line| !line.starts_with("ca_file")).map(|line| format!("{line}\n")).collect();
    for (relay, said) in [(postfix.relay("wrong"), "535"), (unknown, "STARTTLS")] {
        let mut desk = Desk::new(&relay);
        desk.queue(&[TO]);
        let delivered = desk.deliver().await;
        assert_eq!(desk.states(), ["deferred"], "{said}");
        assert!(delivered.failures[0].contains(said), "{said}: {:?}", delivered.failures);
    }
    let anonymous = format!(
        "from = 'watch@example.org'\nto = ['{TO}']\n[smtp]\nhost = 'localhost'\nport = {}\nca_file = {:?}",
        postfix.port,
        postfix.ca()
    );
    let settings: Settings = toml::from_str(&anonymous).unwrap();
    let mail =
        rosterwatch::notify::mime::encode(&super::changes::alert("b-1", &super::changes::reader(), &[super::changes::mira()])).unwrap();
    let refused = Notifiers::new(&settings).unwrap().mail().send("watch@example.org", TO, &mail, "b-1").await.unwrap_err();
    assert!(
        matches!(&refused, Error::Permanent(said) | Error::Transient(said) | Error::Way(said) if said.contains("RCPT TO")),
        "{refused}"
    );
}

#[tokio::test]
async fn postfix_says_no_in_its_own_words_and_the_others_get_their_mails() {
    let refusals = "smtpd_recipient_restrictions = check_recipient_access inline:{ {unknown@example.net = 550 5.1.1 no such user} \
                    {full@example.net = 452 4.2.2 full} {later@example.net = 451 4.3.0 later} }";
    let Some(postfix) = Postfix::start(refusals) else { return };
    let mut desk = Desk::new(&postfix.relay(PASSWORD));
    desk.queue(&["unknown@example.net", TO, "full@example.net", "later@example.net", "other@example.net"]);
    let delivered = desk.deliver().await;
    assert_eq!(desk.states(), ["dead", "sent", "deferred", "deferred", "sent"], "{:?}", delivered.failures);
    for said in ["no such user", "452", "451"] {
        assert!(delivered.failures.iter().any(|line| line.contains(said)), "{said}: {:?}", delivered.failures);
    }
    assert_eq!(postfix.mailbox(2).len(), 2);
}

#[tokio::test]
async fn postfix_refuses_what_is_too_large_after_the_dot() {
    let Some(postfix) = Postfix::start("message_size_limit = 1000") else { return };
    let mut desk = Desk::new(&postfix.relay(PASSWORD));
    desk.queue(&[TO]);
    let delivered = desk.deliver().await;
    assert_eq!(desk.states(), ["dead"], "{:?}", delivered.failures);
    assert!(delivered.failures[0].contains("552") || delivered.failures[0].contains("too big"), "{:?}", delivered.failures);
}

#[tokio::test]
async fn a_greylist_before_postfix_clears_a_minute_later() {
    let policy = format!("smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{}", greylist());
    let Some(postfix) = Postfix::start(&policy) else { return };
    let mut desk = Desk::new(&postfix.relay(PASSWORD));
    desk.queue(&[TO, "other@example.net"]);
    let delivered = desk.deliver().await;
    assert!(delivered.failures.iter().all(|line| line.contains("greylisted")), "{:?}", delivered.failures);
    assert_eq!(desk.states(), ["deferred", "deferred"]);
    desk.wait(1);
    assert_eq!(desk.deliver().await.sent, 2);
    assert_eq!(postfix.mailbox(2).len(), 2);
}
