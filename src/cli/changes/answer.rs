//! `rosterwatch changes answer`.

use jiff::Timestamp;

use crate::cli::report::{line, say};
use crate::roster::merged_people;
use crate::store::{Answer, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The question's number, as `changes list --open` shows it
    number: i64,
    #[arg(value_enum)]
    answer: Given,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Given {
    /// They are one person: what is known of the one is known of the other
    Same,
    /// They are two people
    Other,
}

/// What was answered is not asked again; another answer later takes the first back.
pub fn execute(store: &mut Store, args: &Args, now: Timestamp) -> anyhow::Result<()> {
    let (question, before) = store.question(args.number)?;
    let (person, candidate) = (question.person, question.candidate);
    let roster = store.roster()?;
    let are_two = roster.people.iter().any(|known| known.name == person);
    let said = match args.answer {
        Given::Same => {
            if are_two && person != candidate {
                store.merge_people(&person, &candidate, &merged_people(&roster, &person, &candidate), now)?;
            }
            store.answer(args.number, Answer::Same)?;
            format!("{} is {}; `rosterwatch changes answer {} other` takes it back", line(&person), line(&candidate), args.number)
        }
        Given::Other => {
            if before == Some(Answer::Same) && !are_two {
                store.unmerge(&person, now)?;
            }
            store.answer(args.number, Answer::Other)?;
            format!("{} and {} are two people", line(&person), line(&candidate))
        }
    };
    say(&format!("{said}; it is not asked again"))
}
