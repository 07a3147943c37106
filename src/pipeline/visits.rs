//! Visits under way: many at a time, few to one host, and none that waits long stands in another's way.
//!
//! A task of its own begins visits and hands over what they brought. A visit counts as busy while it is young; one that waits for a slow
//! server makes room for another, up to the number of connections that the system allows.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::{FutureExt, StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio::task::{Id, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::trip::{Followed, Trip};
use crate::source::{self, Client, Error};

/// Young visits at a time: more would only wait for the processor.
const BUSY: usize = 128;
/// A visit that is older than this waits for its server, not for us.
const YOUNG: Duration = Duration::from_millis(100);
/// Visits at a time, slow ones included, where the system allows as many open files.
const OPEN: usize = 1_500;
/// Pages of one source that are fetched at a time; each host is still asked one request after the other.
const LINKS: usize = 4;
/// What has been brought and not been taken yet; then visits wait.
const WAITING: usize = 64;

/// What a visit brought.
pub enum Done {
    /// The source has answered, or has failed to.
    Collected(Trip),
    /// The pages behind its items have.
    Followed(Trip),
    /// There was no time for this one.
    Skipped,
}

/// The visits of a cycle. Dropping this breaks them off.
pub struct Visits {
    done: mpsc::Receiver<Done>,
    links: mpsc::UnboundedSender<Trip>,
    _task: JoinSet<()>,
}

impl Visits {
    /// Begins to visit the sources of `trips`, in their order as far as their hosts allow it. After `limit` no further one is begun.
    pub fn begin(client: &Client, trips: Vec<Trip>, now: Timestamp, limit: Option<Duration>) -> Visits {
        let (sender, done) = mpsc::channel(WAITING);
        let (links, follow) = mpsc::unbounded_channel();
        let floor = Floor::new(client.clone(), trips, now, limit);
        let mut task = JoinSet::new();
        task.spawn(floor.run(follow, sender));
        Visits { done, links, _task: task }
    }

    /// The next visit that is done.
    pub async fn next(&mut self) -> Option<Done> {
        self.done.recv().await
    }

    /// Fetches the pages behind the links of a trip; it comes back as [`Done::Followed`].
    pub fn follow(&self, trip: Trip) {
        // The task ends only when this is dropped.
        let _ = self.links.send(trip);
    }
}

/// One host's sources that are still to be visited.
struct Host {
    waiting: VecDeque<Trip>,
    under_way: usize,
    /// When the next visit may begin.
    next: Instant,
    listed: bool,
}

/// One visit under way.
struct Open {
    host: Option<String>,
    young: bool,
}

struct Floor {
    client: Client,
    now: Timestamp,
    spacing: Duration,
    per_host: usize,
    most: usize,
    end: Option<Instant>,
    hosts: HashMap<String, Host>,
    /// Hosts with a source that may be visited from a moment on.
    ready: BTreeSet<(Instant, usize, String)>,
    running: JoinSet<Done>,
    open: HashMap<Id, Open>,
    young: usize,
    aging: VecDeque<(Instant, Id)>,
}

impl Floor {
    fn new(client: Client, trips: Vec<Trip>, now: Timestamp, limit: Option<Duration>) -> Self {
        let (spacing, per_host) = client.pace();
        let start = Instant::now();
        let mut hosts: HashMap<String, Host> = HashMap::new();
        let mut ready = BTreeSet::new();
        for trip in trips {
            let name = trip.source.host();
            let number = trip.number;
            let host = hosts.entry(name.clone()).or_insert_with(|| {
                ready.insert((start, number, name));
                Host { waiting: VecDeque::new(), under_way: 0, next: start, listed: true }
            });
            host.waiting.push_back(trip);
        }
        let most = OPEN.min(open_files() / 2);
        let end = limit.map(|limit| start + limit);
        let (running, open, aging) = (JoinSet::new(), HashMap::new(), VecDeque::new());
        Floor { client, now, spacing, per_host, most, end, hosts, ready, running, open, young: 0, aging }
    }

    async fn run(mut self, mut follow: mpsc::UnboundedReceiver<Trip>, done: mpsc::Sender<Done>) {
        loop {
            if self.end.is_some_and(|end| end <= Instant::now()) && !self.skip_rest(&done).await {
                return;
            }
            self.begin_ready();
            let wake = self.wake();
            tokio::select! {
                trip = follow.recv() => match trip {
                    Some(trip) => self.begin_links(trip),
                    None => return,
                },
                Some(result) = self.running.join_next_with_id() => {
                    // A panic within a visit is caught in there; an aborted one means that we end.
                    let Ok((id, result)) = result else { return };
                    self.ended(id);
                    if done.send(result).await.is_err() {
                        return;
                    }
                }
                () = sleep_until(wake), if !self.ready.is_empty() => {}
            }
        }
    }

    /// Begins what may begin now.
    fn begin_ready(&mut self) {
        let now = Instant::now();
        while let Some((since, id)) = self.aging.front().copied() {
            if now < since + YOUNG {
                break;
            }
            self.aging.pop_front();
            if let Some(open) = self.open.get_mut(&id).filter(|open| open.young) {
                open.young = false;
                self.young -= 1;
            }
        }
        while self.young < BUSY && self.open.len() < self.most && self.ready.first().is_some_and(|(at, ..)| *at <= now) {
            let Some((_, number, name)) = self.ready.pop_first() else { break };
            let Some(host) = self.hosts.get_mut(&name) else { continue };
            host.listed = false;
            let Some(trip) = host.waiting.pop_front() else { continue };
            host.under_way += 1;
            host.next = now + self.spacing;
            self.list(&name, number);
            let (client, at) = (self.client.clone(), self.now);
            let id = self.running.spawn(async move { Done::Collected(collect(&client, trip, at).await) }).id();
            self.note(id, Some(name), now);
        }
    }

    fn begin_links(&mut self, trip: Trip) {
        let (client, at) = (self.client.clone(), self.now);
        let id = self.running.spawn(async move { Done::Followed(links(&client, trip, at).await) }).id();
        self.note(id, None, Instant::now());
    }

    fn note(&mut self, id: Id, host: Option<String>, now: Instant) {
        self.open.insert(id, Open { host, young: true });
        self.young += 1;
        self.aging.push_back((now, id));
    }

    fn ended(&mut self, id: Id) {
        let Some(open) = self.open.remove(&id) else { return };
        self.young -= usize::from(open.young);
        let Some(name) = open.host else { return };
        if let Some(host) = self.hosts.get_mut(&name) {
            host.under_way -= 1;
        }
        self.list(&name, 0);
    }

    /// Lists the host if one more of its sources may be visited.
    fn list(&mut self, name: &str, number: usize) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        if host.waiting.is_empty() && host.under_way == 0 {
            self.hosts.remove(name);
        } else if !host.listed && !host.waiting.is_empty() && host.under_way < self.per_host {
            host.listed = true;
            self.ready.insert((host.next, number, name.to_string()));
        }
    }

    /// When something may begin that may not begin now.
    fn wake(&self) -> Instant {
        let next = self.ready.first().map_or_else(Instant::now, |(at, ..)| *at);
        let room = if self.young < BUSY { None } else { self.aging.front().map(|(since, _)| *since + YOUNG) };
        // Where all connections are taken, the end of a visit wakes us.
        let room = if self.open.len() < self.most { room } else { Some(Instant::now() + YOUNG) };
        let wake = room.map_or(next, |room| room.max(next));
        self.end.map_or(wake, |end| wake.min(end.max(Instant::now() + Duration::from_millis(1))))
    }

    /// Gives up what has not begun; whether anybody still listens.
    async fn skip_rest(&mut self, done: &mpsc::Sender<Done>) -> bool {
        self.end = None;
        self.ready.clear();
        for host in self.hosts.values_mut() {
            for _ in host.waiting.drain(..) {
                if done.send(Done::Skipped).await.is_err() {
                    return false;
                }
            }
        }
        true
    }
}

/// How many files this process may have open.
fn open_files() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
}

async fn collect(client: &Client, mut trip: Trip, now: Timestamp) -> Trip {
    let began = Instant::now();
    let cursor = source::Cursor(std::mem::take(&mut trip.state.cursor));
    let answer = AssertUnwindSafe(source::collect(client, &trip.source, &cursor, now)).catch_unwind().await;
    let answer = answer.unwrap_or_else(|_| Err(broken(&trip.source.address)));
    trip.state.cursor = cursor.0;
    trip.answered(answer, SignedDuration::try_from(began.elapsed()).unwrap_or(SignedDuration::MAX));
    trip
}

async fn links(client: &Client, mut trip: Trip, now: Timestamp) -> Trip {
    let source = trip.source.clone();
    let fetch = |item: crate::domain::Item| {
        let source = &source;
        async move {
            let kept = item.clone();
            let answer = AssertUnwindSafe(source::follow(client, source, item, now)).catch_unwind().await;
            let answer = answer.unwrap_or_else(|_| Err(broken(&kept.url)));
            Followed { answer: answer.map_err(|error| (kept, error)) }
        }
    };
    trip.followed = stream::iter(std::mem::take(&mut trip.items)).map(fetch).buffered(LINKS).collect().await;
    trip
}

fn broken(place: &str) -> Error {
    Error::Malformed(format!("{place}: reading it failed inside rosterwatch; please report it with the address"))
}
