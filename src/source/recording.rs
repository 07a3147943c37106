//! A folder of recorded answers: `responses.toml` and the bodies beside it. Serves a replay and the tests instead of the network.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, ensure};
use jiff::Timestamp;
use serde::Deserialize;
use url::Url;

use super::error::Error;
use super::http::message::{Request, Response};
use super::human;

/// The file that lists the answers.
pub const FILE: &str = "responses.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    response: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    at: String,
    #[serde(deserialize_with = "human::url")]
    url: Url,
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<PathBuf>,
}

fn ok() -> u16 {
    200
}

/// Recorded answers, each served from its moment on.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    at: Timestamp,
    url: Url,
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Recording {
    /// Reads the folder, bodies included. Fails on an unknown key, a bad date or a body that is not there.
    pub fn open(dir: &Path) -> anyhow::Result<Recording> {
        let path = dir.join(FILE);
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let file: File = toml::from_str(&text).map_err(|error| refusal(&path, &text, &error))?;
        ensure!(!file.response.is_empty(), "{}: has no [[response]]", path.display());
        let answers = file.response.into_iter().map(|row| Answer::read(dir, row)).collect::<anyhow::Result<_>>()?;
        Ok(Recording { answers })
    }

    /// The moments at which something new is served, in order and without repetition.
    pub fn moments(&self) -> Vec<Timestamp> {
        let mut moments: Vec<Timestamp> = self.answers.iter().map(|answer| answer.at).collect();
        moments.sort();
        moments.dedup();
        moments
    }

    /// What the server would say at `now`: the newest answer not after `now`; of two of one moment, the one that names more parameters, then the later one.
    ///
    /// A request whose validators fit is answered 304. Where nothing has been recorded yet, the page does not exist.
    pub fn answer(&self, request: &Request, now: Timestamp) -> Result<Response, Error> {
        let served = self.answers.iter().filter(|answer| answer.at <= now && answer.serves(&request.url));
        let Some(answer) = served.max_by_key(|answer| (answer.at, answer.url.query_pairs().count())) else {
            return Err(Error::NotFound(format!("{}: nothing recorded until {now}; add it to {FILE}", request.url)));
        };
        let mut response =
            Response { url: request.url.clone(), status: answer.status, headers: answer.headers.clone(), body: answer.body.clone() };
        let known = |sent: &Option<String>, header: &str| sent.is_some() && sent.as_deref() == response.header(header);
        if answer.status == 200
            && (known(&request.etag, "etag") || (request.etag.is_none() && known(&request.last_modified, "last-modified")))
        {
            response.status = 304;
            response.body.clear();
        }
        Ok(response)
    }
}

/// `file:line: what is wrong`.
fn refusal(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let line = error.span().map(|span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
    let line = line.map(|line| format!("{line}:")).unwrap_or_default();
    anyhow!("{}:{line} {}", path.display(), error.message().replace('\n', ", "))
}

impl Answer {
    fn read(dir: &Path, row: Row) -> anyhow::Result<Answer> {
        let at = row.at.parse().map_err(|_| anyhow!("{FILE}: `{}` is not a moment such as 2024-09-25T19:42:03Z", row.at))?;
        let body = match &row.body {
            Some(name) => std::fs::read(dir.join(name)).with_context(|| format!("{FILE}: cannot read the body {}", name.display()))?,
            None => Vec::new(),
        };
        let headers = row.headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        Ok(Answer { at, url: row.url, status: row.status, headers, body })
    }

    /// Same scheme, host, port and path; the request has at least the parameters that are recorded.
    fn serves(&self, asked: &Url) -> bool {
        let same = self.url.origin() == asked.origin() && self.url.path() == asked.path();
        same && self.url.query_pairs().all(|wanted| asked.query_pairs().any(|given| given == wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording(text: &str) -> Recording {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), text).unwrap();
        std::fs::write(dir.path().join("one.html"), "one").unwrap();
        std::fs::write(dir.path().join("two.html"), "two").unwrap();
        Recording::open(dir.path()).unwrap()
    }

    fn ask(recording: &Recording, url: &str, now: &str) -> Result<Response, Error> {
        recording.answer(&Request::new(Url::parse(url).unwrap(), "*/*"), now.parse().unwrap())
    }

    const TWO: &str = r#"
        [[response]]
        at = "2024-09-25T20:00:00Z"
        url = "https://news.example/a?x=1"
        headers = { ETag = "\"2\"" }
        body = "two.html"
        [[response]]
        at = "2024-09-25T19:00:00Z"
        url = "https://news.example/a"
        body = "one.html"
    "#;

    #[test]
    fn serves_the_newest_answer_of_the_moment() {
        let recording = recording(TWO);
        assert_eq!(recording.moments().len(), 2);
        assert!(matches!(ask(&recording, "https://news.example/a?x=1", "2024-09-25T18:59:59Z"), Err(Error::NotFound(_))));
        assert_eq!(ask(&recording, "https://news.example/a?x=1", "2024-09-25T19:00:00Z").unwrap().body, b"one");
        assert_eq!(ask(&recording, "https://news.example/a?y=2&x=1", "2024-09-25T20:00:00Z").unwrap().body, b"two");
        assert_eq!(ask(&recording, "https://news.example/a?x=2", "2024-09-25T20:00:00Z").unwrap().body, b"one");
        assert!(ask(&recording, "http://news.example/a", "2024-09-25T20:00:00Z").is_err());
    }

    #[test]
    fn answers_304_to_the_validators_it_gave() {
        let recording = recording(TWO);
        let mut request = Request::new(Url::parse("https://news.example/a?x=1").unwrap(), "*/*");
        request.etag = Some("\"2\"".into());
        let response = recording.answer(&request, "2024-09-25T20:00:00Z".parse().unwrap()).unwrap();
        assert_eq!((response.status, response.body.len()), (304, 0));
    }

    #[test]
    fn a_mistake_in_the_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let fails = |text: &str| {
            std::fs::write(dir.path().join(FILE), text).unwrap();
            format!("{:#}", Recording::open(dir.path()).unwrap_err())
        };
        assert!(fails("[[response]]\nat = \"2024-09-25T19:00:00Z\"\nurl = \"https://a.example/\"\nbody = \"no.html\"").contains("no.html"));
        assert!(fails("[[response]]\nat = \"noon\"\nurl = \"https://a.example/\"").contains("noon"));
        assert!(
            fails("[[response]]\nat = \"2024-09-25T19:00:00Z\"\nurl = \"https://a.example/\"\nstaus = 200")
                .contains("responses.toml:4: unknown field `staus`")
        );
        assert!(fails("").contains("[[response]]"));
    }
}
