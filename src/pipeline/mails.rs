//! From what is owed to the mails that pay it: alerts by story, digests by slot, a word after long silence, notices for the operator.

use jiff::{SignedDuration, Timestamp};

use super::alarms;
use super::background::Knowledge;
use super::owe::{Rules, level};
use super::watch::Watch;
use crate::digest::{Reader, Told};
use crate::domain::{Mailbox, Message, Sending, Telling};
use crate::recipient::Recipient;
use crate::schedule::Slot;
use crate::store::{Fault, Item, Mail, Owed, batch_id};

/// Changes of one alert. Big web mailers cut a mail off after about 100 KB of HTML; a change with its sources takes 5 to 10 KB.
const CHANGES_PER_ALERT: usize = 10;
/// Changes of one digest, where each takes about 2 KB.
const CHANGES_PER_DIGEST: usize = 40;
/// With more alerts than these at a time a reader is flooded: they are joined.
const ALERTS_AT_ONCE: usize = 5;

/// Makes mails of what may leave at `now`. With `flush` nobody waits for more of a story; quiet hours hold all the same. One line for
/// each mail that could not be made; what it was to tell stays owed. Fails only where the store does.
pub(super) fn make(watch: &mut Watch, now: Timestamp, flush: bool) -> anyhow::Result<Vec<String>> {
    alarms::spending(watch, now)?;
    let rules = Rules::of(&watch.config);
    watch.store.route(&|change, telling, told| rules.owe(change, telling, told, now), now)?;
    let stale = watch.config.mail.stale_after.and_then(|age| now.checked_sub(age).ok());
    stale.map_or(Ok(0), |before| watch.store.take_back(before))?;
    let mut maker = Maker { watch, stale, rules, now, flush, knowledge: None, failures: Vec::new() };
    maker.alerts()?;
    maker.digests()?;
    maker.silences()?;
    maker.notices()?;
    Ok(maker.failures)
}

struct Maker<'a> {
    watch: &'a mut Watch,
    rules: Rules,
    now: Timestamp,
    flush: bool,
    /// What could have left before this moment and did not is told together with the rest that waits.
    stale: Option<Timestamp>,
    /// Read when the first mail needs it.
    knowledge: Option<Knowledge>,
    failures: Vec<String>,
}

impl Maker<'_> {
    fn alerts(&mut self) -> anyhow::Result<()> {
        for Owed { to, items } in self.watch.store.owed(Sending::Alert)? {
            // Somebody who is no recipient any more is told nothing.
            let Some(recipient) = self.rules.recipient(&to).cloned() else { continue };
            let awake = recipient.quiet_hours.is_none_or(|hours| hours.end(&recipient.zone, self.now).is_none());
            if let Some(rest) = self.late(&recipient, &items)? {
                if !rest.is_empty() && awake {
                    rest.chunks(CHANGES_PER_ALERT).try_for_each(|part| {
                        let made = self.alert(&recipient, &to, part);
                        self.put_up_with(&to, made)
                    })?;
                }
                continue;
            }
            let due = |item: &Item| item.not_before <= self.now || (self.flush && awake);
            let groups: Vec<Vec<Item>> = together(items).into_iter().filter(|group| group.iter().any(due)).collect();
            let groups = if groups.len() > ALERTS_AT_ONCE { vec![groups.into_iter().flatten().collect()] } else { groups };
            for group in groups {
                for part in group.chunks(CHANGES_PER_ALERT) {
                    let made = self.alert(&recipient, &to, part);
                    self.put_up_with(&to, made)?;
                }
            }
        }
        Ok(())
    }

    /// Where something of it is late: what goes out in one mail, which is nothing where there is a digest to leave it to.
    fn late(&mut self, recipient: &Recipient, items: &[Item]) -> anyhow::Result<Option<Vec<Item>>> {
        if !items.iter().any(|item| self.stale.is_some_and(|before| item.not_before < before)) {
            return Ok(None);
        }
        if recipient.digest.is_some() {
            self.watch.store.leave_to_digest(&debts(items))?;
            return Ok(Some(Vec::new()));
        }
        Ok(Some(items.to_vec()))
    }

    fn alert(&mut self, recipient: &Recipient, to: &Mailbox, items: &[Item]) -> anyhow::Result<()> {
        let stories: Vec<&str> = items.iter().map(|item| item.change.story.as_str()).collect();
        let thread = self.watch.store.thread(&to.address, &stories)?;
        let told = told(items);
        let id = id_of(to, items, "");
        self.learn()?;
        let (knowledge, reader) = (self.knowledge(), reader(recipient, to));
        let message = self.watch.writer.alert(reader, &id, self.now, &told, &knowledge.background(), thread)?;
        self.queue(&message, &debts(items), &stories, None)
    }

    fn digests(&mut self) -> anyhow::Result<()> {
        for recipient in self.rules.recipients().to_vec() {
            let Some(slots) = &recipient.digest else { continue };
            for to in recipient.places() {
                let (digested, _) = self.watch.store.reader(&to.address, self.now)?;
                if let Some(slot) = slots.latest(&recipient.zone, digested, self.now) {
                    let made = self.digest(&recipient, &to, slot);
                    self.put_up_with(&to, made)?;
                }
            }
        }
        Ok(())
    }

    fn digest(&mut self, recipient: &Recipient, to: &Mailbox, slot: Slot) -> anyhow::Result<()> {
        let owed = self.watch.store.owed(Sending::Digest)?;
        let items = owed.into_iter().find(|owed| owed.to.address == to.address).map(|owed| owed.items).unwrap_or_default();
        if items.is_empty() && !recipient.empty_digest {
            return self.watch.store.pass_slot(&to.address, slot.at);
        }
        self.learn()?;
        let name = slot.clock.to_string();
        let mut parts: Vec<&[Item]> = items.chunks(CHANGES_PER_DIGEST).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        // The slot is taken with the last part: a crash before it makes the parts that are missing.
        let last = parts.len() - 1;
        for (number, part) in parts.into_iter().enumerate() {
            let (knowledge, reader) = (self.knowledge(), reader(recipient, to));
            let id = id_of(to, part, &name);
            let message = self.watch.writer.digest(
                reader,
                &id,
                self.now,
                &told(part),
                &knowledge.background(),
                &knowledge.outlook(&self.watch.config, self.now),
            )?;
            let stories: Vec<&str> = part.iter().map(|item| item.change.story.as_str()).collect();
            self.queue(&message, &debts(part), &stories, (number == last).then_some((name.as_str(), slot.at)))?;
        }
        Ok(())
    }

    /// A word to those who have heard nothing for long.
    fn silences(&mut self) -> anyhow::Result<()> {
        for recipient in self.rules.recipients().to_vec() {
            let Some(patience) = recipient.silence_alert else { continue };
            for to in recipient.places() {
                let (_, spoken) = self.watch.store.reader(&to.address, self.now)?;
                let silent = self.now.duration_since(spoken);
                let quiet = recipient.quiet_hours.is_some_and(|hours| hours.end(&recipient.zone, self.now).is_some());
                if silent >= patience && !quiet {
                    let made = self.silence(&recipient, &to, spoken, silent);
                    self.put_up_with(&to, made)?;
                }
            }
        }
        Ok(())
    }

    fn silence(&mut self, recipient: &Recipient, to: &Mailbox, spoken: Timestamp, silent: SignedDuration) -> anyhow::Result<()> {
        self.learn()?;
        let id = batch_id(&to.address, &["silence", &spoken.to_string()]);
        let coverage = self.knowledge().outlook(&self.watch.config, self.now).coverage;
        let message = self.watch.writer.silence(reader(recipient, to), &id, self.now, silent.as_hours() / 24, &coverage)?;
        self.queue(&message, &[], &[], None)
    }

    fn notices(&mut self) -> anyhow::Result<()> {
        let owed = self.watch.store.owed_notices()?;
        if owed.is_empty() {
            return Ok(());
        }
        let (rows, notices): (Vec<i64>, Vec<_>) = owed.into_iter().unzip();
        let to = self.watch.config.operator.clone();
        let (language, zone) = alarms::manner(self.rules.recipient(&to));
        let names: Vec<String> = rows.iter().map(|row| format!("notice {row}")).collect();
        let id = batch_id(&to.address, &names.iter().map(String::as_str).collect::<Vec<_>>());
        let reader = Reader { to: &to, language, zone: &zone };
        let made = self.watch.writer.notices(reader, &id, self.now, &notices).and_then(|message| {
            let (way, bytes) = self.watch.notifiers.encode(&message)?;
            let mail = mail(&message, &way, &bytes, &[], &[], None);
            self.watch.store.queue_notices(&mail, &rows, self.now)
        });
        self.put_up_with(&to, made)
    }

    fn queue(&mut self, message: &Message, debts: &[i64], stories: &[&str], slot: Option<(&str, Timestamp)>) -> anyhow::Result<()> {
        let (way, bytes) = self.watch.notifiers.encode(message)?;
        self.watch.store.queue(&mail(message, &way, &bytes, debts, stories, slot), self.now)
    }

    /// A mail that cannot be made keeps nobody else waiting.
    fn put_up_with(&mut self, to: &Mailbox, made: anyhow::Result<()>) -> anyhow::Result<()> {
        match made {
            Err(error) if error.downcast_ref::<Fault>().is_some() => Err(error),
            Err(error) => {
                self.failures.push(format!("mail to {}: cannot be made: {error:#}", to.address));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    fn learn(&mut self) -> anyhow::Result<()> {
        if self.knowledge.is_none() {
            self.knowledge = Some(Knowledge::of(&self.watch.store, self.now)?);
        }
        Ok(())
    }

    fn knowledge(&self) -> &Knowledge {
        self.knowledge.as_ref().expect("learn() comes before")
    }
}

/// For whom a mail to this place is written.
pub(super) fn reader<'a>(recipient: &'a Recipient, to: &'a Mailbox) -> Reader<'a> {
    Reader { to, language: recipient.language, zone: &recipient.zone }
}

pub(super) fn mail<'a>(
    message: &'a Message,
    way: &'a str,
    bytes: &'a [u8],
    debts: &'a [i64],
    stories: &'a [&'a str],
    slot: Option<(&'a str, Timestamp)>,
) -> Mail<'a> {
    Mail { id: &message.batch, to: &message.to, way, kind: message.kind, subject: message.subject.as_str(), bytes, debts, stories, slot }
}

/// What the items tell, each change once: what is news to this reader is told as news, with all that is known of it by now, and of several
/// updates the last one counts.
pub(super) fn told(items: &[Item]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for Item { change, telling, .. } in items {
        match told.iter_mut().find(|told| told.change.id == change.id) {
            Some(known) if known.telling == Telling::New => {}
            Some(known) => known.telling = *telling,
            None => told.push(Told { change: change.clone(), telling: *telling, level: level(change) }),
        }
    }
    told
}

fn debts(items: &[Item]) -> Vec<i64> {
    items.iter().map(|item| item.debt).collect()
}

fn id_of(to: &Mailbox, items: &[Item], slot: &str) -> String {
    let telling = |item: &Item| match item.repeat {
        0 => format!("{} {}", item.change.id, item.telling),
        repeat => format!("{} {} {repeat}", item.change.id, item.telling),
    };
    let tellings: Vec<String> = items.iter().map(telling).collect();
    let parts: Vec<&str> = tellings.iter().map(String::as_str).chain((!slot.is_empty()).then_some(slot)).collect();
    batch_id(&to.address, &parts)
}

/// What belongs into one alert: changes of one story, and those of one organisation that are told at the same time.
fn together(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut groups: Vec<Vec<Item>> = Vec::new();
    for item in items {
        let related = |group: &Vec<Item>| {
            group.iter().any(|other| other.change.story == item.change.story || other.change.organisation == item.change.organisation)
        };
        let (mut joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(related);
        groups = others;
        let mut group: Vec<Item> = joined.drain(..).flatten().collect();
        group.push(item);
        group.sort_by_key(|item| item.debt);
        groups.push(group);
    }
    groups.sort_by_key(|group| group.first().map(|item| item.debt));
    groups
}
