//! Who is told: those of `[mail] to`, then each `[[recipient]]`.

use super::error::Error;
use super::place::{Place, Step};
use crate::domain::{Mailbox, Roster};
use crate::notify;
use crate::recipient::{self, Recipient};

/// The recipients in their order. An address stands for one of them only: what was told to it is known by it.
pub fn recipients(
    place: &Place,
    mail: &notify::Settings,
    settings: &[recipient::Settings],
    roster: &Roster,
) -> Result<Vec<Recipient>, Error> {
    let organisations: Vec<String> = roster.organisations.iter().map(|organisation| organisation.name.clone()).collect();
    let mut ready: Vec<Recipient> = mail.to.iter().cloned().map(Recipient::plain).collect();
    for (number, one) in settings.iter().enumerate() {
        let at = |key: &'static str, problem: &str| {
            Error::new(place.at(&[Step::Key("recipient"), Step::Index(number), Step::Key(key)], &format!("`{key}`: {problem}")))
        };
        let address = |text: &str| notify::place(text).map_err(|error| error.to_string());
        let recipient = one.read(address, &organisations).map_err(|refusal| match refusal.rule {
            None => at(refusal.key, &refusal.problem),
            Some(rule) => {
                let steps = [Step::Key("recipient"), Step::Index(number), Step::Key("rule"), Step::Index(rule), Step::Key(refusal.key)];
                Error::new(place.at(&steps, &format!("`{}`: {}", refusal.key, refusal.problem)))
            }
        })?;
        if let Some(name) = recipient.webhook.as_ref().filter(|name| !mail.webhooks.iter().any(|webhook| webhook.name == **name)) {
            return Err(at("webhook", &format!("\"{name}\" is none of the [[mail.webhook]] names")));
        }
        if ready.iter().any(|known| known.name == recipient.name) {
            return Err(at("name", &format!("\"{}\" is given twice; give each recipient its own", recipient.name)));
        }
        let known = |place: &Mailbox| ready.iter().flat_map(Recipient::places).any(|known| known.address == place.address);
        if let Some(twice) = recipient.places().find(known) {
            return Err(at("to", &format!("{} is told already; keep it in one place", twice.address)));
        }
        ready.push(recipient);
    }
    Ok(ready)
}
