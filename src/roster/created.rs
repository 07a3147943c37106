//! Posts that did not exist before, by what the documents say of them.

use crate::domain::Finding;

/// Words beside an appointment that say that the post is new.
const CUES: [&str; 16] = [
    "newly created",
    "newly-created",
    "new role of",
    "new position of",
    "new post of",
    "newly established role",
    "newly established position",
    "newly formed role",
    "creating the role",
    "created the role",
    "first-ever",
    "inaugural",
    "新设立的",
    "新设的",
    "新设",
    "首任",
];

/// Whether the document says that the post to which it appoints is new.
pub fn is_new_post(finding: &Finding) -> bool {
    finding.evidence.iter().map(|evidence| evidence.text.to_lowercase()).any(|text| CUES.iter().any(|cue| text.contains(cue)))
}
