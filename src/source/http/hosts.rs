//! What is remembered about hosts: until when they want to be left alone, and what their robots.txt asks for.
//!
//! Kept across restarts by whoever owns a database: [`Hosts::learnt`] gives what is new, [`Hosts::recall`] takes it back.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::message::Response;
use super::robots::Robots;

/// How long a robots.txt is used before it is fetched again; RFC 9309 (2.4) allows no more.
pub const ROBOTS_AGE: SignedDuration = SignedDuration::from_hours(24);
/// How long a site is taken as closed whose robots.txt could not be had.
pub const CLOSED_AGE: SignedDuration = SignedDuration::from_hours(1);
/// How many entries are remembered before those without any more meaning are forgotten.
const REMEMBERED: usize = 10_000;

/// One thing that is remembered, with the key under which it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memory {
    /// A host, a host with a path for a limit that is for this path only, or an origin for its robots.txt.
    pub key: String,
    /// No request before this moment.
    pub not_before: Option<Timestamp>,
    /// The rules for us as a robots.txt, and until when they hold.
    pub robots: Option<(String, Timestamp)>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    not_before: Option<Timestamp>,
    robots: Option<(Robots, Timestamp)>,
    /// Not yet handed out.
    new: bool,
}

/// What is remembered about hosts.
#[derive(Debug, Default)]
pub struct Hosts(Mutex<HashMap<String, Known>>);

impl Hosts {
    /// Until when this address must not be asked; `None` where nothing stands against it.
    pub fn closed_until(&self, url: &Url, now: Timestamp) -> Option<Timestamp> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = |key: String| known.get(&key).and_then(|known| known.not_before);
        until(host(url)).max(until(endpoint(url))).filter(|until| *until > now)
    }

    /// Takes note of what an answer asks for: `Retry-After` for the whole host, a spent budget (`x-rate-limit-remaining: 0`) for
    /// this path until it is filled again.
    pub fn heed(&self, response: &Response, now: Timestamp) {
        let limited = matches!(response.status, 429 | 503);
        if limited && response.header("retry-after").is_some() {
            self.close(host(&response.url), response.retry_at(now));
        } else if limited || response.spent() {
            self.close(endpoint(&response.url), response.retry_at(now));
        }
    }

    fn close(&self, key: String, until: Timestamp) {
        self.note(key, |known| known.not_before = known.not_before.max(Some(until)));
    }

    /// The rules of this origin, if they are known and fresh.
    pub fn robots(&self, url: &Url, now: Timestamp) -> Option<Robots> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (robots, until) = known.get(&origin(url))?.robots.as_ref()?;
        // A date further off than any that is given here means that the clock was wrong when it was written.
        (*until > now && until.duration_since(now) <= ROBOTS_AGE).then(|| robots.clone())
    }

    /// Remembers the rules of this origin until `until`.
    pub fn keep_robots(&self, url: &Url, robots: Robots, until: Timestamp) {
        self.note(origin(url), |known| known.robots = Some((robots, until)));
    }

    fn note(&self, key: String, change: impl FnOnce(&mut Known)) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.entry(key).or_default();
        change(known);
        known.new = true;
    }

    /// What has been learnt since the last call.
    pub fn learnt(&self, now: Timestamp) -> Vec<Memory> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = all.iter_mut().filter_map(|(key, known)| std::mem::take(&mut known.new).then_some((key, known)));
        let learnt = new.map(|(key, known)| Memory {
            key: key.clone(),
            not_before: known.not_before,
            robots: known.robots.as_ref().map(|(robots, until)| (robots.to_text(), *until)),
        });
        let learnt = learnt.collect();
        if all.len() > REMEMBERED {
            let holds = |until: Option<Timestamp>| until.is_some_and(|until| until > now);
            all.retain(|_, known| holds(known.not_before) || holds(known.robots.as_ref().map(|(_, until)| *until)));
        }
        learnt
    }

    /// Takes back what an earlier process had learnt.
    pub fn recall(&self, memories: impl IntoIterator<Item = Memory>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for Memory { key, not_before, robots } in memories {
            let robots = robots.map(|(text, until)| (Robots::parse(text.as_bytes()), until));
            all.insert(key, Known { not_before, robots, new: false });
        }
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_string()
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Host and path, with numbers in the path as one: limits of an interface are for a kind of question, not for each object.
fn endpoint(url: &Url) -> String {
    let steps = url.path().split('/').map(|step| if !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()) { "*" } else { step });
    format!("{}{}", host(url), steps.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2024-09-26T00:00:00Z".parse().unwrap()
    }

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn answer(address: &str, status: u16, headers: &[(&str, &str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Response { url: url(address), status, headers, body: Vec::new() }
    }

    #[test]
    fn retry_after_closes_the_host_and_a_spent_budget_the_path() {
        let hosts = Hosts::default();
        hosts.heed(&answer("https://a.example/feed", 429, &[("retry-after", "60")]), now());
        assert_eq!(hosts.closed_until(&url("https://a.example/other"), now()), Some("2024-09-26T00:01:00Z".parse().unwrap()));
        assert_eq!(hosts.closed_until(&url("https://b.example/feed"), now()), None);

        let spent = [("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "1727309700")];
        hosts.heed(&answer("https://api.example/2/users/12/tweets", 200, &spent), now());
        let until = Some("2024-09-26T00:15:00Z".parse().unwrap());
        assert_eq!(hosts.closed_until(&url("https://api.example/2/users/34/tweets?a=b"), now()), until);
        assert_eq!(hosts.closed_until(&url("https://api.example/2/users/by/username/x"), now()), None);

        hosts.heed(&answer("https://c.example/", 200, &[("x-rate-limit-remaining", "7"), ("x-rate-limit-reset", "1727309700")]), now());
        assert_eq!(hosts.closed_until(&url("https://c.example/"), now()), None);
    }

    #[test]
    fn what_has_been_learnt_is_handed_out_once_and_can_be_recalled() {
        let hosts = Hosts::default();
        hosts.heed(&answer("https://a.example/feed", 503, &[("retry-after", "60")]), now());
        let rules = Robots::parse(b"user-agent: *\ndisallow: /a\ncrawl-delay: 3");
        hosts.keep_robots(&url("https://a.example:8443/x"), rules.clone(), now() + ROBOTS_AGE);
        let learnt = hosts.learnt(now());
        assert_eq!((learnt.len(), hosts.learnt(now()).len()), (2, 0));

        let later = Hosts::default();
        later.recall(learnt);
        assert_eq!(later.robots(&url("https://a.example:8443/"), now()), Some(rules));
        assert_eq!(later.robots(&url("https://a.example/"), now()), None, "rules are an origin's");
        assert!(later.closed_until(&url("https://a.example/"), now()).is_some());
        assert_eq!(later.robots(&url("https://a.example:8443/"), now() + ROBOTS_AGE), None, "after a day they are asked for again");
    }
}
