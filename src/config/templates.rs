//! The operator's own templates.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::Error;
use super::place::{Place, Step};
use super::text::text_of;
use crate::digest;

/// The templates of a folder, by their names. Other files in there are not looked at.
pub fn templates(place: &Place, folder: Option<&Path>) -> Result<BTreeMap<String, String>, Error> {
    let Some(folder) = folder else { return Ok(BTreeMap::new()) };
    let at = |problem: &str| Error::new(place.at(&[Step::Key("mail"), Step::Key("template_dir")], &format!("`template_dir`: {problem}")));
    let mut own = BTreeMap::new();
    for name in digest::TEMPLATES {
        let file = folder.join(name);
        if file.exists() {
            own.insert(name.to_string(), text_of(&file).map_err(|problem| at(&problem.told(&file)))?);
        }
    }
    if own.is_empty() {
        return Err(at(&format!("{} holds none of {}", folder.display(), digest::TEMPLATES.join(", "))));
    }
    Ok(own)
}
