//! News posted to an address: what a receiver gets, and what becomes of news when it answers otherwise than it should.

#[path = "support/changes.rs"]
mod changes;

use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rosterwatch::domain::Mailbox;
use rosterwatch::notify::{Error, Notifiers};
use serde_json::Value;

const SECRET: &str = "Jefe";

/// What came, and what is answered next; 200 when nothing is left.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<(Vec<Received>, Vec<u16>)>>);

/// The head and the body of a request.
type Received = (HeaderMap, Bytes);

async fn take(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> (StatusCode, &'static str) {
    let mut state = receiver.0.lock().unwrap();
    state.0.push((headers, body));
    let status = if state.1.is_empty() { 200 } else { state.1.remove(0) };
    (StatusCode::from_u16(status).unwrap(), "no <b>thanks</b>\nsecond line")
}

impl Receiver {
    async fn start(answers: &[u16]) -> (Receiver, String) {
        let receiver = Receiver::default();
        receiver.0.lock().unwrap().1 = answers.to_vec();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let app = Router::new().route("/hook", axum::routing::post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (receiver, url)
    }

    fn taken(&self) -> Vec<(HeaderMap, Bytes)> {
        self.0.lock().unwrap().0.clone()
    }
}

/// A webhook to this address, and its secret's folder.
fn notifiers(url: &str, preset: &str) -> (Notifiers, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
    let text = format!(
        "from = 'watch@example.org'\n[maildir]\npath = 'x'\n[[webhook]]\nname = 'team'\nurl = '{url}'\npreset = '{preset}'\nsecret_file = {secret:?}"
    );
    (Notifiers::new(&toml::from_str(&text).unwrap()).unwrap(), folder)
}

async fn post(url: &str, preset: &str, batch: &str) -> Result<(), Error> {
    let (notifiers, _secret) = notifiers(url, preset);
    let mut change = changes::mira();
    change.before = changes::held("<!channel> @everyone *CTO* `x`");
    let to = Mailbox::of_webhook("team");
    let message = changes::alert(batch, &to, &[change, changes::lin()]);
    let (way, bytes) = notifiers.encode(&message).unwrap();
    assert_eq!(way, "team");
    notifiers.of(&to).unwrap().1.send("watch@example.org", &to.address, &bytes, batch).await
}

/// As Python's standard library computes it.
fn hmac(body: &[u8]) -> String {
    let script = "import hmac, sys; print(hmac.new(sys.argv[1].encode(), sys.stdin.buffer.read(), 'sha256').hexdigest())";
    let mut child =
        Command::new("python3").args(["-c", script, SECRET]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), body).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_string()
}

#[tokio::test]
async fn a_document_says_everything_by_name_and_is_signed() {
    let (receiver, url) = Receiver::start(&[]).await;
    for _ in 0..2 {
        post(&url, "json", "b-1").await.unwrap();
    }
    let taken = receiver.taken();
    let (headers, body) = &taken[0];
    assert_eq!(taken[1].1, *body, "a resend is the same document");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["x-rosterwatch-delivery"], "b-1");
    assert_eq!(headers["x-rosterwatch-signature-256"], format!("sha256={}", hmac(body)));
    let document: Value = serde_json::from_slice(body).unwrap();
    assert_eq!((document["id"].as_str(), document["kind"].as_str()), (Some("b-1"), Some("alert")));
    let change = &document["changes"][0];
    assert_eq!((change["person"].as_str(), change["kind"].as_str()), (Some("Mira Murati"), Some("departed")));
    assert_eq!(change["sources"].as_array().unwrap().len(), 2);
    assert!(change["sources"][0]["quote"].as_str().unwrap().contains("said on Wednesday"));
}

#[tokio::test]
async fn each_receiver_gets_its_own_form_and_no_text_of_ours_calls_anybody() {
    let (receiver, url) = Receiver::start(&[]).await;
    for preset in ["slack", "teams", "discord"] {
        post(&url, preset, "b-1").await.unwrap();
    }
    let documents: Vec<Value> = receiver.taken().iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect();
    let [slack, teams, discord] = documents.as_slice() else { panic!("{documents:?}") };
    assert!(slack["text"].as_str().unwrap().contains("Mira Murati out as"));
    let blocks = slack["blocks"].as_array().unwrap();
    for block in blocks {
        let text = block["text"]["text"].as_str().unwrap();
        assert!(text.chars().count() <= 3000 && !text.contains("<!"), "Slack's limit, and its own way to call everybody: {text}");
    }
    assert!(blocks.iter().any(|block| block.to_string().contains("林小雨")));
    let card = &teams["attachments"][0];
    assert_eq!(card["contentType"], "application/vnd.microsoft.card.adaptive");
    assert_eq!((card["content"]["type"].as_str(), card["content"]["version"].as_str()), (Some("AdaptiveCard"), Some("1.4")));
    assert!(card["content"]["body"][0]["text"].as_str().unwrap().contains("Mira Murati"));
    assert_eq!(discord["allowed_mentions"]["parse"], Value::Array(vec![]));
    assert!(discord["content"].as_str().unwrap().chars().count() <= 2000);
    assert!(discord["embeds"][0]["description"].as_str().unwrap().chars().count() <= 4096);
}

#[tokio::test]
async fn what_every_document_would_meet_is_tried_again_and_what_is_this_ones_fault_is_not() {
    let again = [301, 401, 403, 404, 408, 410, 425, 429, 500, 502, 503, 504];
    let (_, url) = Receiver::start(&again).await;
    for status in again {
        let refused = post(&url, "json", "b-1").await.unwrap_err();
        let line = refused.to_string();
        assert!(matches!(refused, Error::Way(_)) && line.contains(&status.to_string()), "{status}: {line}");
        assert!(!line.contains('\n') && !line.contains("/hook"), "one line, and the address may be a secret: {line}");
    }
    let never = [400, 405, 409, 413, 415, 422];
    let (receiver, url) = Receiver::start(&never).await;
    for status in never {
        let refused = post(&url, "json", "b-1").await.unwrap_err();
        assert!(matches!(&refused, Error::Permanent(line) if line.contains(&status.to_string())), "{status}: {refused}");
    }
    assert_eq!(post(&url, "json", "b-1").await, Ok(()));
    assert_eq!(receiver.taken().len(), never.len() + 1);
    let refused = post("http://127.0.0.1:1/hook", "json", "b-1").await.unwrap_err();
    assert!(matches!(refused, Error::Way(_)), "{refused}");
}
