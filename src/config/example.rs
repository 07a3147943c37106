//! The annotated example beside the defaults: what it shows is what counts without it, or is listed here as an illustration.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::{Table, Value};

use super::file::File;

const EXAMPLE: &str = include_str!("../../config/example/rosterwatch.toml");

/// Keys that must be given, or whose default is to be absent: what the example shows of them is only shown.
const ILLUSTRATIONS: [(&str, &[&str]); 16] = [
    ("", &["organisation", "organisations", "recipient", "source", "state_dir"]),
    ("command", &["run"]),
    ("dkim", &["domain", "key_file", "selector"]),
    ("http", &["allow_private_addresses", "ca_file", "contact", "gateway", "proxy", "proxy_credentials_file"]),
    ("mail", &["from", "list_id", "operator", "reply_to", "template_dir", "to", "unsubscribe", "webhook"]),
    ("maildir", &["path"]),
    ("metrics", &["listen"]),
    ("organisation", &["aliases", "domains", "handles", "name", "parents", "roster", "tickers"]),
    ("recipient", &["digest", "language", "name", "quiet_hours", "reminders", "rule", "time_zone", "to", "updates", "webhook"]),
    ("retention", &["texts"]),
    ("rule", &["breakthrough", "certainty", "kinds", "levels", "organisations", "send"]),
    ("smtp", &["ca_file", "host", "mechanism", "password_file", "port", "username"]),
    (
        "source",
        &["ciks", "follow", "handle", "heed_hints", "interval", "kind", "name", "name_selector", "oembed", "organisation", "paused"],
    ),
    ("source", &["preset", "query", "replies", "reposts", "selector", "since", "title_selector", "url"]),
    ("webhook", &["name", "secret_file", "url"]),
    ("x", &["bearer_token_file"]),
];

/// The example with every key in force.
fn shown() -> Table {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_setting = |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| is_key(key));
    let lines = EXAMPLE.lines().map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").parse().unwrap()
}

fn read(table: &Table) -> Result<String, String> {
    File::deserialize(table.clone()).map(|file| format!("{file:?}")).map_err(|error| error.to_string())
}

/// Each section as the path of keys and numbers that leads to it.
fn sections(value: &Value, path: &[String], found: &mut Vec<Vec<String>>) {
    match value {
        Value::Table(table) => {
            found.push(path.to_vec());
            for (key, value) in table {
                sections(value, &[path, std::slice::from_ref(key)].concat(), found);
            }
        }
        Value::Array(array) => {
            for (number, value) in array.iter().enumerate() {
                sections(value, &[path, &[number.to_string()]].concat(), found);
            }
        }
        _ => {}
    }
}

fn at<'a>(root: &'a mut Value, path: &[String]) -> &'a mut Table {
    let mut value = root;
    for step in path {
        value = match value {
            Value::Array(array) => &mut array[step.parse::<usize>().unwrap()],
            Value::Table(table) => &mut table[step.as_str()],
            _ => panic!("{step} leads nowhere"),
        };
    }
    value.as_table_mut().unwrap()
}

#[test]
fn the_example_shows_the_defaults() {
    let all = shown();
    let whole = read(&all).unwrap();
    let mut found = Vec::new();
    sections(&Value::Table(all.clone()), &[], &mut found);
    let mut illustrations: BTreeSet<(String, String)> = BTreeSet::new();
    let mut defaults = 0;
    for path in found {
        let section = path.iter().rev().find(|step| step.parse::<usize>().is_err()).cloned().unwrap_or_default();
        if ["headers", "secret_headers"].contains(&section.as_str()) {
            continue;
        }
        let mut without = Value::Table(all.clone());
        let keys: Vec<String> = at(&mut without, &path).iter().filter(|(_, value)| !value.is_table()).map(|(key, _)| key.clone()).collect();
        for key in keys {
            let mut without = Value::Table(all.clone());
            at(&mut without, &path).remove(&key);
            match read(without.as_table().unwrap()) {
                Ok(read) if read == whole => defaults += 1,
                _ => {
                    illustrations.insert((section.clone(), key));
                }
            }
        }
    }
    assert!(defaults >= 25, "{defaults} defaults are shown");
    let listed: BTreeSet<(String, String)> =
        ILLUSTRATIONS.iter().flat_map(|(section, keys)| keys.iter().map(|key| (section.to_string(), key.to_string()))).collect();
    assert_eq!(illustrations, listed, "what is shown and is neither the default nor listed, or is listed and the default");
}
