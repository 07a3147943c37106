//! What would become of the roster, as a table.

use comfy_table::{ContentArrangement, Table, presets};

use crate::cli::report::{count, line, width};
use crate::domain::{Difference, Organisation, PartialDate, Person, Status, Tenure, TenureStep};

/// One row for each thing that would be another, and a line with how many of each. `stored` and `new` head the two sides.
pub fn text(difference: &Difference, stored: &str, new: &str) -> String {
    if difference.is_empty() {
        return summary(difference);
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
    table.set_header(["", "Who", "Organisation", stored, new]);
    for (before, after) in &difference.organisations {
        let kind = if before.is_some() { "names" } else { "new" };
        table.add_row([
            kind.to_string(),
            String::new(),
            line(&after.name),
            parts(before.as_ref().map(of_organisation)),
            parts(Some(of_organisation(after))),
        ]);
    }
    for (before, after) in
        difference.people.iter().filter(|(before, after)| of_person(after) != before.as_ref().map(of_person).unwrap_or_default())
    {
        table.add_row([
            "names".to_string(),
            line(&after.name),
            String::new(),
            parts(before.as_ref().map(of_person)),
            parts(Some(of_person(after))),
        ]);
    }
    for step in &difference.tenures {
        let TenureStep { before, after } = step;
        let place = format!("{}{}", line(&after.organisation), moved(before.as_ref().map(|row| &row.organisation), &after.organisation));
        let who = format!("{}{}", line(&after.person), moved(before.as_ref().map(|row| &row.person), &after.person));
        table.add_row([kind(step).to_string(), who, place, before.as_ref().map(position).unwrap_or_default(), position(after)]);
    }
    for row in &difference.removed {
        table.add_row(["removed".to_string(), line(&row.person), line(&row.organisation), position(row), String::new()]);
    }
    format!("{table}\n{}", summary(difference))
}

/// `1 new, 2 changed, 5 unchanged`.
fn summary(difference: &Difference) -> String {
    let of = |wanted: &str| difference.tenures.iter().filter(|step| kind(step) == wanted).count();
    let mut parts = vec![format!("{} new", of("new")), format!("{} changed", of("changed")), format!("{} ended", of("ended"))];
    if !difference.removed.is_empty() {
        parts.push(format!("{} removed", difference.removed.len()));
    }
    parts.push(format!("{} unchanged", difference.unchanged));
    let alone = match difference.left_alone {
        0 => String::new(),
        rows => format!("; {} of the roster not in the file, left as they are", count(rows, "row", "rows")),
    };
    format!("{}{alone}", parts.join(", "))
}

fn kind(step: &TenureStep) -> &'static str {
    match &step.before {
        None => "new",
        Some(before) if before.status.is_held() && step.after.status == Status::Former => "ended",
        Some(_) => "changed",
    }
}

fn moved(before: Option<&String>, after: &str) -> String {
    before.filter(|before| before.as_str() != after).map(|before| format!(" (was {})", line(before))).unwrap_or_default()
}

/// `CFO (Finance), outgoing, 2019-05 to 2024-12`.
fn position(row: &Tenure) -> String {
    let unit = row.role.unit.as_ref().filter(|unit| !row.role.title.contains(unit.as_str())).map(|unit| format!(" ({unit})"));
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let period = match (row.since, row.until) {
        (None, None) => None,
        (Some(_), None) => Some(format!("since {}", date(row.since))),
        (None, Some(_)) => Some(format!("until {}", date(row.until))),
        (Some(_), Some(_)) => Some(format!("{} to {}", date(row.since), date(row.until))),
    };
    let status = match row.status_since {
        Some(since) => format!("{} since {since}", row.status),
        None => row.status.to_string(),
    };
    let title = line(&format!("{}{}", row.title(), unit.unwrap_or_default()));
    [Some(title), Some(status), period].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn of_person(person: &Person) -> Vec<String> {
    let notes = person.notes.iter().map(|notes| format!("note: {notes}"));
    let names = person.aliases.iter().chain(&person.native_names).chain(person.accounts());
    names.cloned().chain(notes).collect()
}

fn of_organisation(organisation: &Organisation) -> Vec<String> {
    let Organisation { aliases, domains, handles, tickers, parents, .. } = organisation;
    let parents = parents.iter().map(|parent| format!("of {parent}"));
    [aliases, domains, handles, tickers].into_iter().flatten().cloned().chain(parents).collect()
}

fn parts(parts: Option<Vec<String>>) -> String {
    parts.unwrap_or_default().iter().map(|part| line(part)).collect::<Vec<_>>().join(", ")
}
