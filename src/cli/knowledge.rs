//! What a reader of single documents may be told beforehand.

use std::path::PathBuf;

use anyhow::Context;

use crate::domain::{Organisation, Roster};
use crate::extract::{self, Gazetteer};
use crate::roster;

#[derive(Debug, clap::Args)]
pub struct Knowledge {
    /// A roster (CSV) whose people may be mentioned by less than their full names
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// The organisation that the roster is of
    #[arg(long, value_name = "NAME", requires = "roster")]
    organisation: Option<String>,
}

impl Knowledge {
    /// Whether anything is told.
    pub fn is_given(&self) -> bool {
        self.roster.is_some()
    }

    /// The roster's people and their organisation, which goes by the file's name unless another is given; without a roster, nothing.
    pub fn gazetteer(&self) -> anyhow::Result<Gazetteer> {
        let Some(file) = &self.roster else { return Ok(Gazetteer::default()) };
        let csv = std::fs::read_to_string(file).with_context(|| format!("{}: cannot read the roster", file.display()))?;
        let stem = || file.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let name = self.organisation.clone().unwrap_or_else(stem);
        let (people, tenures) = roster::file::parse(&csv, &name, extract::title::role).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(|e| e.to_string()).collect();
            anyhow::anyhow!("{}: {}", file.display(), lines.join("; "))
        })?;
        let organisations = vec![Organisation { name, ..Organisation::default() }];
        Ok(Gazetteer::from_roster(&Roster { organisations, people, tenures }))
    }
}
