//! Posts as Wikidata states them, made into a roster.

use jiff::civil::Date;

use crate::domain::role::title_case;
use crate::domain::{Organisation, PartialDate, Person, Role, Roster, Status, Tenure};
use crate::names::fold::has_han;
use crate::roster::identity::{finer, same_organisation, same_tenure};

/// A roster to begin with, and what could not be taken into it: one line each.
#[derive(Clone, Debug, Default)]
pub struct Seed {
    pub roster: Roster,
    pub left_out: Vec<String>,
}

/// Whom or what a statement means: the item, and its names where the file has them.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// `Q21708200`.
    pub id: String,
    /// The label and further names, the label first. Empty where the file does not have the item.
    pub names: Vec<String>,
}

/// When a post ended.
#[derive(Clone, Copy, Debug)]
pub enum End {
    Open,
    /// It has ended, nobody knows when.
    Unknown,
    On(PartialDate),
}

/// Somebody in a post, as one statement has it.
#[derive(Clone, Debug)]
pub struct Post {
    pub person: Named,
    pub organisation: Named,
    /// `None` for an employer without a position.
    pub title: Option<String>,
    pub since: Option<PartialDate>,
    pub end: End,
}

/// The posts as a roster. The error says why it would be empty, or whom `organisation` may mean.
pub fn seed(mut posts: Vec<Post>, organisation: Option<&str>, today: Date, canonical: impl Fn(&str) -> Role) -> Result<Seed, String> {
    if let Some(wanted) = organisation {
        choose(&mut posts, wanted)?;
    }
    let mut seed = Seed::default();
    for post in &posts {
        match place(post) {
            Ok((person, organisation, title)) => {
                let row = tenure(post, &person.name, &organisation.name, canonical(&title_case(title)), today);
                add(&mut seed.roster, person, organisation, row);
            }
            Err(reason) => {
                if !seed.left_out.contains(&reason) {
                    seed.left_out.push(reason);
                }
            }
        }
    }
    if seed.roster.tenures.is_empty() {
        let reason = seed.left_out.first().map(|reason| format!(": {reason}")).unwrap_or_default();
        return Err(format!("names nobody in a post (P169, P488, P3320, P39, P108) who could be taken{reason}"));
    }
    Ok(seed)
}

/// Leaves only the posts of the organisation that is called `wanted`, or of the only one that there is, and calls it so.
fn choose(posts: &mut Vec<Post>, wanted: &str) -> Result<(), String> {
    let mut there: Vec<Named> = Vec::new();
    for post in posts.iter() {
        if !there.iter().any(|known| known.id == post.organisation.id) {
            there.push(post.organisation.clone());
        }
    }
    let called = there.iter().filter(|one| same_organisation(&organisation_of(one), wanted)).collect::<Vec<_>>();
    let chosen = match (&called[..], &there[..]) {
        ([one], _) => (*one).clone(),
        (_, [one]) => one.clone(),
        _ => {
            let names: Vec<String> = there.iter().map(|one| one.names.first().unwrap_or(&one.id).clone()).collect();
            return Err(format!("tells of {}, and which of them is \"{wanted}\" cannot be said", names.join(", ")));
        }
    };
    posts.retain(|post| post.organisation.id == chosen.id);
    for post in posts {
        post.organisation.names.retain(|name| name != wanted);
        post.organisation.names.insert(0, wanted.to_string());
    }
    Ok(())
}

fn place(post: &Post) -> Result<(Person, Organisation, &str), String> {
    let from = |id: &str| format!("add its entity, https://www.wikidata.org/wiki/Special:EntityData/{id}.json, or query for labels");
    let nameless = |one: &Named, what: &str| format!("{what} {} has no name in the file; {}", one.id, from(&one.id));
    if post.organisation.names.is_empty() {
        return Err(nameless(&post.organisation, "organisation"));
    }
    if post.person.names.is_empty() {
        return Err(nameless(&post.person, "person"));
    }
    let Some(title) = post.title.as_deref() else {
        return Err(format!("{} at {}: the file names no position", post.person.names[0], post.organisation.names[0]));
    };
    Ok((person_of(&post.person), organisation_of(&post.organisation), title))
}

fn person_of(named: &Named) -> Person {
    let name = named.names.first().cloned().unwrap_or_default();
    let others = named.names.iter().skip(1).cloned();
    let (native_names, aliases) = others.partition(|other| has_han(other) && !has_han(&name));
    Person { name, aliases, native_names, ..Person::default() }
}

fn organisation_of(named: &Named) -> Organisation {
    let name = named.names.first().cloned().unwrap_or_default();
    Organisation { name, aliases: named.names.iter().skip(1).cloned().collect(), ..Organisation::default() }
}

fn tenure(post: &Post, person: &str, organisation: &str, role: Role, today: Date) -> Tenure {
    let (status, until) = match post.end {
        End::On(until) if until.last_day() < today => (Status::Former, Some(until)),
        End::On(until) => (Status::Outgoing, Some(until)),
        End::Unknown => (Status::Former, None),
        End::Open if post.since.is_some_and(|since| since.first_day() > today) => (Status::Incoming, None),
        End::Open => (Status::Current, None),
    };
    Tenure {
        person: person.to_string(),
        organisation: organisation.to_string(),
        role,
        interim: false,
        status,
        since: post.since,
        status_since: None,
        until,
    }
}

/// Adds the row, or what it knows better of one that another statement gave: the organisation's item and the person's tell the same post.
fn add(roster: &mut Roster, person: Person, organisation: Organisation, row: Tenure) {
    if !roster.people.iter().any(|known| known.name == person.name) {
        roster.people.push(person);
    }
    if !roster.organisations.iter().any(|known| known.name == organisation.name) {
        roster.organisations.push(organisation);
    }
    let same = |known: &&mut Tenure| {
        known.person == row.person && known.organisation == row.organisation && known.status == row.status && same_tenure(known, &row)
    };
    match roster.tenures.iter_mut().find(same) {
        Some(known) => (known.since, known.until) = (finer(row.since, known.since), finer(row.until, known.until)),
        None => roster.tenures.push(row),
    }
}
