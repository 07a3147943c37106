//! Mails on their way out: what a relay receives, and what becomes of a mail when the relay misbehaves.

#[path = "support/changes.rs"]
mod changes;
#[path = "support/smtp.rs"]
mod smtp;

use std::sync::Arc;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use rosterwatch::domain::{Change, Message};
use rosterwatch::notify::{Error, Notifiers, Settings, mime};
use smtp::{Act, Received, Script, Server, Stage};

const FROM: &str = "watch@example.org";
const TO: &str = "reader@example.net";

fn message(batch: &str, changes: &[Change]) -> Message {
    changes::alert(batch, &changes::reader(), changes)
}

fn encoded(batch: &str, changes: &[Change]) -> Vec<u8> {
    mime::encode(&message(batch, changes)).unwrap()
}

fn notifiers(way: &str) -> Notifiers {
    let text = format!("from = '{FROM}'\nto = ['{TO}']\n{way}");
    Notifiers::new(&toml::from_str::<Settings>(&text).unwrap()).unwrap()
}

/// To a relay without TLS, with time enough for a loaded machine.
fn plain(server: &Server) -> Notifiers {
    notifiers(&format!("[smtp]\nhost = '127.0.0.1'\nport = {}\ntls = 'none'\ntimeout = '20s'", server.port()))
}

/// The same with little patience.
fn hasty(server: &Server) -> Notifiers {
    notifiers(&format!(
        "[smtp]\nhost = '127.0.0.1'\nport = {}\ntls = 'none'\ntimeout = '300ms'\nacceptance_timeout = '300ms'",
        server.port()
    ))
}

/// Sends one mail to a relay that follows `script` once.
async fn outcome(script: Script) -> (Result<(), Error>, Server) {
    let server = Server::start([script]).await;
    let sent = plain(&server).mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await;
    (sent, server)
}

async fn refused(stage: Stage, reply: &'static str) -> Error {
    let (sent, server) = outcome(vec![(stage, Act::Reply(reply))]).await;
    assert_eq!(server.received(), [], "{reply} at {stage:?}");
    sent.expect_err(reply)
}

#[tokio::test]
async fn the_relay_receives_exactly_the_stored_bytes() {
    let server = Server::start([]).await;
    let bytes = encoded("b-1", &[changes::mira(), changes::lin()]);
    plain(&server).mail().send("bounces@example.org", TO, &bytes, "b-1").await.unwrap();
    assert_eq!(server.received(), [Received { from: "bounces@example.org".into(), to: vec![TO.into()], data: bytes }]);
}

#[tokio::test]
async fn a_digest_reads_well_in_full() {
    let server = Server::start([]).await;
    let bytes = encoded("b-17", &[changes::bob(), changes::mark(), changes::mira(), changes::lin()]);
    plain(&server).mail().send(FROM, TO, &bytes, "b-17").await.unwrap();
    let received = server.received().remove(0).data;
    let head = String::from_utf8(received.clone()).unwrap().split("\r\n\r\n").next().unwrap().replace("\r\n", "\n");
    let mail = MessageParser::default().parse(&received).unwrap();
    let steady = |text: &str| text.replace("\r\n", "\n").replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!("digest_headers", head);
    insta::assert_snapshot!("digest_subject", mail.subject().unwrap());
    insta::assert_snapshot!("digest_text", steady(&mail.body_text(0).unwrap()));
    insta::assert_snapshot!("digest_html", steady(&mail.body_html(0).unwrap()));
    assert_eq!(mail.message_id(), Some("b-17@example.org"));
    assert_eq!((mail.text_body.len(), mail.html_body.len(), mail.attachments.len()), (1, 1, 0));
}

#[tokio::test]
async fn an_alert_of_one_change_reads_well() {
    let message = message("b-2", &[changes::mira()]);
    assert_eq!(message.subject.as_str(), "[rosterwatch] OpenAI: Mira Murati out as CTO (announced, 2 sources)");
    insta::assert_snapshot!("alert_text", message.text.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[tokio::test]
async fn a_lost_acceptance_is_sent_again_with_the_same_bytes() {
    let server = Server::start([vec![(Stage::Accept, Act::Drop)]]).await;
    let (first, again) = (encoded("b-1", &[changes::mira()]), encoded("b-1", &[changes::mira()]));
    let error = plain(&server).mail().send(FROM, TO, &first, "b-1").await.unwrap_err();
    assert!(matches!(error, Error::Transient(_)), "{error}");
    plain(&server).mail().send(FROM, TO, &again, "b-1").await.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0], received[1]);
    assert_eq!(MessageParser::default().parse(&received[1].data).unwrap().message_id(), Some("b-1@example.org"));
}

#[tokio::test]
async fn a_refused_mail_does_not_touch_the_next_one() {
    let server = Server::start([vec![(Stage::Accept, Act::Reply("550 5.7.1 not wanted"))]]).await;
    let notifier = plain(&server);
    let error = notifier.mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Permanent(said) if said.contains("550") && said.contains("not wanted")), "{error}");
    let next = encoded("b-2", &[changes::bob()]);
    notifier.mail().send(FROM, TO, &next, "b-2").await.unwrap();
    assert_eq!(server.received().into_iter().map(|mail| mail.data).collect::<Vec<_>>(), [next]);
    assert_eq!(server.connections(), 2, "a connection on which something was refused is not used again");
}

#[tokio::test]
async fn a_refusal_of_the_mail_or_its_recipient_is_permanent() {
    for (stage, reply) in [
        (Stage::RcptTo, "550 5.1.1 no such user"),
        (Stage::RcptTo, "551 not here"),
        (Stage::Data, "554 no"),
        (Stage::Accept, "550 spam"),
        (Stage::Accept, "552 too large"),
    ] {
        let error = refused(stage, reply).await;
        assert!(matches!(&error, Error::Permanent(said) if said.contains(&reply[..3])), "{reply}: {error}");
    }
}

#[tokio::test]
async fn a_plea_for_patience_about_one_mail_leaves_the_others_alone() {
    for stage in [Stage::RcptTo, Stage::Data, Stage::Accept] {
        for reply in ["450 greylisted", "451 try later", "452 full"] {
            let error = refused(stage, reply).await;
            assert!(matches!(&error, Error::Transient(said) if said.contains(&reply[..3])), "{reply} at {stage:?}: {error}");
        }
    }
}

#[tokio::test]
async fn a_relay_that_closes_or_lets_nobody_begin_is_a_closed_way() {
    for stage in [Stage::Greeting, Stage::Ehlo, Stage::MailFrom] {
        for reply in ["421 closing", "450 not now", "451 try later", "452 full"] {
            let error = refused(stage, reply).await;
            assert!(matches!(&error, Error::Way(said) if said.contains(&reply[..3])), "{reply} at {stage:?}: {error}");
        }
    }
    for stage in [Stage::RcptTo, Stage::Data, Stage::Accept] {
        let error = refused(stage, "421 closing").await;
        assert!(matches!(&error, Error::Way(_)), "{stage:?}: {error}");
    }
}

#[tokio::test]
async fn one_connection_serves_many_mails_and_a_closed_one_is_replaced() {
    // The first connection ends after its first mail, when nobody is looking.
    let server = Server::start([vec![(Stage::Rest, Act::Drop)]]).await;
    let relay = plain(&server);
    let bytes: Vec<Vec<u8>> = (0..5).map(|number| encoded(&format!("b-{number}"), &[changes::mira()])).collect();
    for (number, bytes) in bytes.iter().enumerate() {
        relay.mail().send(FROM, TO, bytes, &format!("b-{number}")).await.unwrap();
    }
    assert_eq!(server.received().into_iter().map(|mail| mail.data).collect::<Vec<_>>(), bytes);
    assert_eq!(server.connections(), 2);
    relay.rest().await;
    assert_eq!(server.goodbyes(), 1);
}

#[tokio::test]
async fn a_refusal_of_the_sender_or_the_client_gives_no_mail_up() {
    for (stage, reply) in [(Stage::Greeting, "554 no service"), (Stage::Ehlo, "550 go away"), (Stage::MailFrom, "550 sender unknown")] {
        let error = refused(stage, reply).await;
        assert!(matches!(&error, Error::Way(_)), "{reply}: {error}");
    }
}

#[tokio::test]
async fn only_250_after_the_whole_mail_means_delivered() {
    for reply in ["354 go on", "220 hello", "251 elsewhere"] {
        let error = refused(Stage::Accept, reply).await;
        assert!(matches!(&error, Error::Transient(said) if said.contains("250 was due")), "{reply}: {error}");
    }
    let error = refused(Stage::Data, "250 fine").await;
    assert!(matches!(&error, Error::Transient(said) if said.contains("354 was due")), "{error}");
}

#[tokio::test]
async fn a_connection_that_breaks_is_transient() {
    for stage in [Stage::Greeting, Stage::Ehlo, Stage::MailFrom, Stage::RcptTo, Stage::Data, Stage::Body, Stage::Accept] {
        let (sent, server) = outcome(vec![(stage, Act::Drop)]).await;
        assert!(matches!(sent, Err(Error::Way(_) | Error::Transient(_))), "{stage:?}: {sent:?}");
        assert_eq!(server.received().len(), usize::from(stage == Stage::Accept), "{stage:?}");
    }
}

#[tokio::test]
async fn a_relay_that_stalls_does_not_hold_us() {
    for stage in [Stage::Greeting, Stage::Ehlo, Stage::MailFrom, Stage::RcptTo, Stage::Data, Stage::Body, Stage::Accept] {
        let server = Server::start([vec![(stage, Act::Stall)]]).await;
        let (notifier, bytes, begun) = (hasty(&server), encoded("b-1", &[changes::mira()]), Instant::now());
        let error = notifier.mail().send(FROM, TO, &bytes, "b-1").await.unwrap_err();
        assert!(
            matches!(&error, Error::Way(said) | Error::Transient(said) if said.contains("no answer within 300ms")),
            "{stage:?}: {error}"
        );
        assert!(begun.elapsed() < Duration::from_secs(10), "{stage:?}");
        plain(&server).mail().send(FROM, TO, &bytes, "b-1").await.unwrap();
        assert_eq!(server.received().len(), 1, "{stage:?}");
    }
}

#[tokio::test]
async fn a_relay_that_is_not_there_is_a_closed_way_and_named() {
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let notifier = notifiers(&format!("[smtp]\nhost = '127.0.0.1'\nport = {port}\ntls = 'none'"));
    let error = notifier.mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Way(said) if said.contains(&format!("127.0.0.1:{port}"))), "{error}");
    assert!(!error.to_string().contains('\n'));
}

#[tokio::test]
async fn damaged_bytes_and_addresses_never_reach_the_relay() {
    let server = Server::start([]).await;
    let notifier = plain(&server);
    let forged = b"Subject: a\r\n\r\nb\n.\nMAIL FROM:<evil@example.org>\r\n";
    let error = notifier.mail().send(FROM, TO, forged, "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Permanent(said) if said.contains("not fit for SMTP")), "{error}");
    let bytes = encoded("b-1", &[changes::mira()]);
    let error = notifier.mail().send(FROM, "a@b.example>\r\nRCPT TO:<c@d.example", &bytes, "b-1").await.unwrap_err();
    assert!(matches!(error, Error::Permanent(_)), "{error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn injections_from_outside_do_nothing() {
    let attack = "Eve\r\nBcc: victim@example.com\r\n\r\n.\r\nMAIL FROM:<eve@example.com>\r\n\u{202e}<script>alert(1)</script>";
    let mut change = changes::mira();
    change.person = attack.into();
    change.organisation = attack.into();
    change.before = changes::held(attack);
    change.support =
        vec![changes::support("https://a.example/\r\nBcc: x@example.com", Some(attack), "2024-09-25T19:42:03Z", attack, attack)];
    change.support.push(changes::support("javascript:alert(1)", None, "2024-09-25T19:42:03Z", "", ""));
    let server = Server::start([]).await;
    let bytes = encoded("b-1\r\nBcc: y@example.com", &[change]);
    plain(&server).mail().send(FROM, TO, &bytes, "b-1").await.unwrap();
    let received = server.received();
    assert_eq!((received.len(), received[0].to.as_slice()), (1, &[TO.to_string()][..]));
    let mail = MessageParser::default().parse(&received[0].data).unwrap();
    assert!(mail.bcc().is_none() && mail.cc().is_none());
    let names: Vec<&str> = mail.headers().iter().map(|header| header.name()).collect();
    let expected = [
        "Date",
        "Message-ID",
        "From",
        "To",
        "Subject",
        "List-ID",
        "Auto-Submitted",
        "X-Rosterwatch-Kind",
        "X-Rosterwatch-Batch",
        "MIME-Version",
        "Content-Type",
    ];
    assert_eq!(names.len(), expected.len(), "{names:?}");
    assert!(names.iter().zip(expected).all(|(name, expected)| name.eq_ignore_ascii_case(expected)), "{names:?}");
    assert!(mail.subject().unwrap().starts_with("[rosterwatch] Eve Bcc: victim@example.com"));
    let html = mail.body_html(0).unwrap();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript") && !html.contains('\u{202e}'), "{html}");
}

#[tokio::test]
async fn a_folder_gets_the_mail_and_its_html() {
    let folder = tempfile::tempdir().unwrap();
    let notifier = notifiers(&format!("[maildir]\npath = {:?}", folder.path()));
    let message = message("b-3", &[changes::lin()]);
    let bytes = mime::encode(&message).unwrap();
    for _ in 0..2 {
        notifier.mail().send(FROM, TO, &bytes, "b-3").await.unwrap();
    }
    assert_eq!(std::fs::read(folder.path().join("new/b-3.eml")).unwrap(), bytes);
    assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    let html = std::fs::read_to_string(folder.path().join("html/b-3.html")).unwrap().replace("\r\n", "\n");
    assert_eq!(html, message.html);
}

/// A certificate for localhost of a private authority: the PEM to trust and the acceptor that shows it.
fn certificate() -> (String, tokio_rustls::TlsAcceptor) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_string()]).unwrap();
    let key = tokio_rustls::rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config =
        tokio_rustls::rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    (made.cert.pem(), tokio_rustls::TlsAcceptor::from(Arc::new(config)))
}

/// A relay with STARTTLS and AUTH, and the settings that trust it.
async fn protected(script: Script) -> (Server, String, tempfile::TempDir) {
    let (pem, acceptor) = certificate();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ca.pem"), pem).unwrap();
    std::fs::write(folder.path().join("password"), "open sesame\n").unwrap();
    let server = Server::start_tls([script], acceptor).await;
    let way = format!("[smtp]\nhost = 'localhost'\nport = {}\ntimeout = '20s'\n", server.port());
    (server, way, folder)
}

#[tokio::test]
async fn starttls_and_login_are_used_by_default() {
    let (server, way, folder) = protected(vec![]).await;
    let (ca, password) = (folder.path().join("ca.pem"), folder.path().join("password"));
    let notifier = notifiers(&format!("{way}ca_file = {ca:?}\nusername = 'watch'\npassword_file = {password:?}"));
    let bytes = encoded("b-1", &[changes::mira()]);
    notifier.mail().send(FROM, TO, &bytes, "b-1").await.unwrap();
    assert_eq!(server.received()[0].data, bytes);
    assert_eq!(server.logins(), ["AUTH PLAIN AHdhdGNoAG9wZW4gc2VzYW1l"], "user and password without the line end of the file");
    assert!(!format!("{notifier:?}").contains("sesame"));
}

#[tokio::test]
async fn a_wrong_password_gives_no_mail_up() {
    let (server, way, folder) = protected(vec![(Stage::Auth, Act::Reply("535 5.7.8 authentication failed"))]).await;
    let (ca, password) = (folder.path().join("ca.pem"), folder.path().join("password"));
    let notifier = notifiers(&format!("{way}ca_file = {ca:?}\nusername = 'watch'\npassword_file = {password:?}"));
    let error = notifier.mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Way(said) if said.contains("AUTH") && said.contains("535")), "{error}");
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_relay_of_unknown_identity_gets_no_mail() {
    let (server, way, _folder) = protected(vec![]).await;
    let error = notifiers(&way).mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Way(said) if said.contains("STARTTLS")), "{error}");
    assert_eq!(server.received(), []);
}

#[tokio::test]
async fn a_relay_without_starttls_gets_no_mail() {
    let server = Server::start([]).await;
    let notifier = notifiers(&format!("[smtp]\nhost = 'localhost'\nport = {}\ntimeout = '20s'", server.port()));
    let error = notifier.mail().send(FROM, TO, &encoded("b-1", &[changes::mira()]), "b-1").await.unwrap_err();
    assert!(matches!(&error, Error::Way(said) if said.contains("STARTTLS")), "{error}");
    assert_eq!(server.received(), []);
}
