//! A stand-in for the outside world: an HTTP server on 127.0.0.1, port 0, that answers `/{address}` with what was recorded for the
//! address, or with what a test put there. It is met through the `[http] gateway` setting.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};

/// One answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Answer { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }
}

/// The running server; it stops with the runtime that started it.
pub struct StandIn {
    address: SocketAddr,
    answers: Answers,
}

/// The last answer given for scheme, host and path, and the query parameters that it insists on, wins.
type Answers = Arc<Mutex<HashMap<String, Vec<(String, Answer)>>>>;

impl StandIn {
    pub async fn start() -> Self {
        Self::start_on("127.0.0.1").await
    }

    /// The same on another address of this network.
    pub async fn start_on(ip: &str) -> Self {
        let answers = Answers::default();
        let listener = tokio::net::TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().fallback(answer).with_state(answers.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        StandIn { address, answers }
    }

    /// Answers as the recording's last state does: everything has been published.
    pub async fn of_recording(dir: &Path) -> Self {
        let server = Self::start().await;
        server.play(dir);
        server
    }

    /// From now on answers as the recording's last state does.
    pub fn play(&self, dir: &Path) {
        let text = std::fs::read_to_string(dir.join("responses.toml")).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for response in table["response"].as_array().unwrap() {
            let headers = response["headers"].as_table().unwrap();
            let headers = headers.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_string())).collect();
            let body = std::fs::read(dir.join(response["body"].as_str().unwrap())).unwrap();
            self.answer(response["url"].as_str().unwrap(), Answer { status: 200, headers, body });
        }
    }

    /// From now on requests for `url` with at least its query parameters get `answer`.
    pub fn answer(&self, url: &str, answer: Answer) {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        self.answers.lock().unwrap().entry(path.to_string()).or_default().push((query.to_string(), answer));
    }

    /// What belongs into the configuration's `[http]` section.
    pub fn gateway(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn answer(State(answers): State<Answers>, request: Request) -> Response<Body> {
    let wanted = request.uri().path().trim_start_matches('/').to_string();
    let parameters: Vec<(String, String)> = pairs(request.uri().query().unwrap_or_default());
    let answers = answers.lock().unwrap();
    let fits = |query: &str| pairs(query).iter().all(|pair| parameters.contains(pair));
    let found = answers.get(&wanted).and_then(|all| all.iter().rev().find(|(query, _)| fits(query)));
    let Some((_, answer)) = found else {
        return Response::builder().status(StatusCode::NOT_FOUND).body(Body::from("not recorded")).unwrap();
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body.clone())).unwrap()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
