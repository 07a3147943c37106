//! What mails say beside their news: what else changed, what is rumoured, empty or ahead, and how much of the world is in sight.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::config::Config;
use crate::digest::{Background, Coverage, Outlook, Vacancy};
use crate::domain::{Change, Role, Roster, Standing};
use crate::roster;
use crate::store::{SourceState, Store};

/// How far "what else changed" looks back.
const LOOKBACK: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What the store knows at one moment.
pub(super) struct Knowledge {
    roster: Roster,
    recent: Vec<Change>,
    rumours: Vec<Change>,
    states: BTreeMap<String, SourceState>,
}

impl Knowledge {
    pub(super) fn of(store: &Store, now: Timestamp) -> anyhow::Result<Knowledge> {
        let since = now.checked_sub(LOOKBACK).unwrap_or(Timestamp::MIN);
        let rumoured = |change: &Change| change.standing == Standing::Rumoured && change.verdict.is_none() && change.detected >= since;
        let recent: Vec<Change> = store.changes()?.into_iter().filter(|change| change.detected >= since).collect();
        // A rumour that has come true under another document's words is open no more.
        let same = |one: &Change, other: &Change| {
            (&one.person, &one.organisation, one.kind.claimed()) == (&other.person, &other.organisation, other.kind.claimed())
        };
        let open = |rumour: &Change| !recent.iter().any(|change| same(change, rumour));
        Ok(Knowledge {
            roster: store.roster()?,
            rumours: store.unsettled()?.into_iter().filter(|change| rumoured(change) && open(change)).collect(),
            recent,
            states: store.states()?,
        })
    }

    pub(super) fn background(&self) -> Background<'_> {
        Background { people: &self.roster.people, tenures: &self.roster.tenures, recent: &self.recent }
    }

    pub(super) fn outlook(&self, config: &Config, now: Timestamp) -> Outlook {
        let today = now.to_zoned(TimeZone::UTC).date();
        let ahead = |change: &&Change| change.effective.is_some_and(|day| day.first_day() > today);
        let mut ahead: Vec<Change> = self.recent.iter().filter(ahead).cloned().collect();
        ahead.sort_by_key(|change| change.effective);
        Outlook { rumours: self.rumours.clone(), vacancies: self.vacancies(now), ahead, coverage: self.coverage(config) }
    }

    /// Posts that somebody has left and nobody holds or is about to take.
    fn vacancies(&self, now: Timestamp) -> Vec<Vacancy> {
        let vacancy = |change: Change| {
            let role = change.role.as_ref().map(Role::display).or(change.after.role)?;
            let since = change.after.until.or(change.effective);
            Some(Vacancy { organisation: change.organisation, role, person: change.person, since })
        };
        roster::vacancies(&self.roster, &self.recent, now).into_iter().filter_map(vacancy).collect()
    }

    fn coverage(&self, config: &Config) -> Coverage {
        let watched = config.sources.iter().filter(|source| !source.paused);
        let failing = |name: &str| self.states.get(name).filter(|state| !state.health.is_well()).and_then(|state| state.health_since);
        let failing = watched.clone().filter_map(|source| Some((source.name.clone(), failing(&source.name)?))).collect();
        Coverage { sources: watched.count(), failing }
    }
}
