//! The stand-in server with answers by address: what was recorded, or what a test put there. It is met through `[http] gateway`.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

pub use super::server::Answer;
use super::server::{Asked, Server};

/// The running server; it stops with the runtime that started it.
pub struct StandIn {
    server: Server,
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
        let known = answers.clone();
        let server = Server::start_on(ip, move |asked: &Asked| answer(&known.lock().unwrap(), &asked.url)).await;
        StandIn { server, answers }
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
            let body = std::fs::read(dir.join(response["body"].as_str().unwrap())).unwrap().into();
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
        self.server.gateway()
    }
}

fn answer(answers: &HashMap<String, Vec<(String, Answer)>>, url: &str) -> Answer {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let parameters = pairs(query);
    let fits = |query: &str| pairs(query).iter().all(|pair| parameters.contains(pair));
    let found = answers.get(path).and_then(|all| all.iter().rev().find(|(query, _)| fits(query)));
    found.map_or_else(|| Answer::status(404), |(_, answer)| answer.clone())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
