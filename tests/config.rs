//! A configuration that is wrong is refused with one line: file, line, key, and what is allowed. What is shipped is sound.

mod support;

use std::fs;
use std::path::Path;

use rosterwatch::source::Word;
use support::{MINIMAL, founding_case, rosterwatch, write_config};

/// What `check` says about `text`, which must be exactly one line, with exit code 2.
fn refusal(text: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), text);
    refusal_of(&file)
}

fn refusal_of(file: &Path) -> String {
    let output = rosterwatch().arg("check").arg("-c").arg(file).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "one line: {stderr}");
    assert!(output.stdout.is_empty());
    stderr
}

#[track_caller]
fn says(stderr: &str, words: &[&str]) {
    for word in words {
        assert!(stderr.contains(word), "{word:?} is not in: {stderr}");
    }
}

fn line_of(text: &str, key: &str) -> String {
    let line = text.lines().position(|line| line.trim_start().starts_with(key)).unwrap() + 1;
    format!("rosterwatch.toml:{line}:")
}

#[test]
fn an_unknown_key_is_named_with_what_is_allowed() {
    let text = format!("colour = \"red\"\n{MINIMAL}");
    says(&refusal(&text), &[&line_of(&text, "colour"), "unknown key `colour`", "state_dir", "organisation"]);
}

#[test]
fn an_unknown_key_of_a_source_is_found_at_its_line() {
    let text = format!("{MINIMAL}intervall = \"15m\"\n");
    says(&refusal(&text), &[&line_of(&text, "intervall"), "unknown key `intervall`", "interval", "url"]);
}

#[test]
fn an_unknown_kind_of_source_is_named_with_the_kinds_there_are() {
    let text = MINIMAL.replace("kind = \"feed\"", "kind = \"telegraph\"");
    says(&refusal(&text), &[&line_of(&text, "kind"), "telegraph", "x-post", "x-account", "techcrunch", "feed", "page"]);
}

#[test]
fn a_wrong_type_is_named_with_its_key() {
    let text = MINIMAL.replace("url = \"https://news.example/feed.xml\"", "url = 5");
    says(&refusal(&text), &[&line_of(&text, "url"), "`url`", "5", "string"]);
    let text = MINIMAL.replace("to = [\"Leadership desk <desk@rosterwatch.example>\"]", "to = \"desk@rosterwatch.example\"");
    says(&refusal(&text), &[&line_of(&text, "to"), "`to`", "sequence"]);
}

#[test]
fn an_interval_that_is_none_or_too_short_is_refused() {
    let text = format!("{MINIMAL}interval = \"often\"\n");
    says(&refusal(&text), &[&line_of(&text, "interval"), "often", "15m"]);
    let text = format!("{MINIMAL}interval = \"5s\"\n");
    says(&refusal(&text), &[&line_of(&text, "interval"), "shorter than a minute"]);
}

#[test]
fn a_missing_key_is_named() {
    let text = MINIMAL.replace("url = \"https://news.example/feed.xml\"\n", "");
    says(&refusal(&text), &["rosterwatch.toml:", "News Example", "needs url"]);
}

#[test]
fn two_sources_of_one_name_are_refused() {
    let text = format!("{MINIMAL}\n[[source]]\nname = \"News Example\"\nkind = \"page\"\nurl = \"https://news.example/\"\n");
    says(&refusal(&text), &["rosterwatch.toml:", "News Example", "twice"]);
}

#[test]
fn an_address_that_is_none_is_refused() {
    let text = MINIMAL.replace("desk@rosterwatch.example", "desk at rosterwatch");
    says(&refusal(&text), &[&line_of(&text, "to"), "`to`", "desk at rosterwatch"]);
}

#[test]
fn no_source_no_mail_and_no_organisation_are_each_said() {
    for (key, section) in [("source", "[[source]]"), ("mail", "[mail]"), ("organisation", "[[organisation]]")] {
        let blocks = MINIMAL.split("\n\n").filter(|block| !block.trim_start().starts_with(section)).collect::<Vec<_>>();
        says(&refusal(&blocks.join("\n\n")), &["rosterwatch.toml", key]);
    }
}

#[test]
fn a_missing_password_file_is_named() {
    let text =
        format!("{MINIMAL}\n[mail.smtp]\nhost = \"smtp.rosterwatch.example\"\nusername = \"desk\"\npassword_file = \"secret/smtp\"\n");
    says(&refusal(&text), &[&line_of(&text, "password_file"), "password_file", "secret/smtp"]);
}

#[test]
fn a_missing_bearer_token_file_is_named() {
    let text = format!("{MINIMAL}\n[x]\nbearer_token_file = \"no-such-token\"\n");
    says(&refusal(&text), &[&line_of(&text, "bearer_token_file"), "bearer_token_file", "no-such-token"]);
}

#[test]
fn an_unreadable_roster_line_is_named_with_its_file_and_number() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), MINIMAL);
    let roster = fs::read_to_string(dir.path().join("roster.csv")).unwrap();
    fs::write(dir.path().join("roster.csv"), format!("{roster}Jane Doe,,,CEO,,2020,asleep,,\n")).unwrap();
    let line = format!("roster.csv:{}", roster.lines().count() + 1);
    says(&refusal_of(&file), &[&line, "asleep"]);
}

#[test]
fn a_roster_that_is_not_there_is_named() {
    let text = MINIMAL.replace("roster.csv", "people.csv");
    says(&refusal(&text), &[&line_of(&text, "roster"), "people.csv"]);
}

#[test]
fn a_file_that_is_no_toml_is_refused_at_its_line() {
    let text = format!("{MINIMAL}\nname = = 3\n");
    says(&refusal(&text), &["rosterwatch.toml:"]);
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    let dir = tempfile::tempdir().unwrap();
    says(&refusal_of(&dir.path().join("nowhere.toml")), &["nowhere.toml", "rosterwatch init"]);
    let output = rosterwatch().current_dir(dir.path()).arg("check").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8(output.stderr).unwrap(), &["rosterwatch.toml", "rosterwatch init"]);
}

#[test]
fn the_shipped_configurations_load() {
    for file in ["founding-case/rosterwatch.toml", "example/rosterwatch.toml"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(file);
        let dir = tempfile::tempdir().unwrap();
        rosterwatch().current_dir(dir.path()).arg("check").arg("-c").arg(&file).assert().success();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "check writes nothing");
    }
    assert!(!founding_case().join("state").exists(), "check makes no state");
}

#[test]
fn the_sec_wants_to_know_whose_program_asks() {
    let dir = tempfile::tempdir().unwrap();
    let filings = format!("{MINIMAL}\n[[source]]\nname = \"SEC\"\nkind = \"sec-8k\"\n");
    let file = write_config(dir.path(), &filings);
    let refused = rosterwatch().arg("check").arg("-c").arg(&file).assert().code(2);
    let stderr = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(stderr.contains("needs `contact` in [http]") && stderr.lines().count() == 1, "{stderr}");
    let file = write_config(dir.path(), &format!("{filings}\n[http]\ncontact = \"mailto:ops@example.org\"\n"));
    rosterwatch().arg("check").arg("-c").arg(&file).assert().success();
}

#[test]
fn every_key_that_the_annotated_example_shows_is_known() {
    let example = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/example/rosterwatch.toml")).unwrap();
    let is_setting = |line: &str| {
        line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let shown: Vec<&str> = example.lines().map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line)).collect();
    for kind in Word::ALL {
        let line = format!("kind = \"{}\"", kind.as_str());
        assert!(shown.iter().any(|shown| shown.starts_with(&line)), "a source of each kind is shown: {line}");
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, secret) in
        [("smtp-password", "secret\n"), ("feed-token", "secret\n"), ("proxy-password", "desk:secret\n"), ("webhook-secret", "secret\n")]
    {
        fs::write(dir.path().join(name), secret).unwrap();
    }
    fs::create_dir(dir.path().join("templates")).unwrap();
    fs::write(dir.path().join("templates/note.txt"), "{{ heading }}\n").unwrap();
    let certificate = rcgen::generate_simple_self_signed(["relay.example".to_string()]).unwrap();
    for name in ["relay-ca.pem", "own-ca.pem"] {
        fs::write(dir.path().join(name), certificate.cert.pem()).unwrap();
    }
    fs::write(dir.path().join("dkim.pem"), rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap().serialize_pem()).unwrap();
    // Of the ways out one can be taken.
    let all = shown.join("\n");
    const WAYS: [&str; 3] = ["mail.smtp", "mail.command", "mail.maildir"];
    for kept in WAYS {
        let tables = all.split("\n[").filter(|table| !WAYS.iter().any(|way| table.starts_with(way)) || table.starts_with(kept));
        let text = tables.collect::<Vec<_>>().join("\n[");
        let file = write_config(dir.path(), &text);
        rosterwatch().arg("check").arg("-c").arg(&file).assert().success();
    }
}

#[test]
fn what_init_writes_checks_and_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("new");
    rosterwatch().arg("init").arg(&folder).assert().success();
    rosterwatch().current_dir(&folder).arg("check").assert().success();
    fs::write(folder.join("roster.csv"), "mine").unwrap();
    let output = rosterwatch().arg("init").arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    says(&String::from_utf8(output.stderr).unwrap(), &["rosterwatch.toml is there already"]);
    assert_eq!(fs::read_to_string(folder.join("roster.csv")).unwrap(), "mine");
}

#[test]
fn check_tells_the_same_as_json() {
    let output = rosterwatch().arg("check").arg("--json").arg("-c").arg(founding_case().join("rosterwatch.toml")).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["sources"].as_array().unwrap().len(), 12);
    assert_eq!(told["organisations"][0]["name"], "OpenAI");
    assert_eq!(told["organisations"][0]["people"], 16);
    assert_eq!(told["mail"], "maildir");
}

#[test]
fn bad_usage_is_exit_code_2_and_version_is_told() {
    rosterwatch().arg("frobnicate").assert().code(2);
    let output = rosterwatch().arg("--version").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), format!("rosterwatch {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_line() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), MINIMAL);
    fs::write(dir.path().join("roster.csv"), b"person,role\nAnn Poe,CEO\nJos\xe9 Roe,CFO\n").unwrap();
    says(&refusal_of(&file), &["roster.csv:3: is not UTF-8 text; save the file as UTF-8"]);
    fs::write(&file, b"# caf\xe9\n").unwrap();
    says(&refusal_of(&file), &["rosterwatch.toml:1: is not UTF-8 text"]);
}

#[test]
fn a_roster_with_semicolons_is_told_to_use_commas() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), MINIMAL);
    fs::write(dir.path().join("roster.csv"), "person;role\nAnn Poe;CEO\n").unwrap();
    says(&refusal_of(&file), &["roster.csv:1: ", "not separated by commas", "person,aliases"]);
}

#[test]
fn a_source_address_with_a_password_is_refused_without_showing_it() {
    let text = MINIMAL.replace("https://news.example", "https://desk:hunter2@news.example");
    let refused = refusal(&text);
    says(&refused, &[&line_of(&text, "url"), "`url`", "user name or a password"]);
    assert!(!refused.contains("hunter2"), "{refused}");
}

#[test]
fn a_configuration_that_a_command_would_not_read_is_refused() {
    for command in [&["init", "somewhere"][..], &["replay", "somewhere"], &["extract", "somewhere"]] {
        let output = rosterwatch().args(command).args(["-c", "mine.toml"]).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        says(&stderr, &["-c does not go with this command"]);
    }
    assert!(!Path::new("somewhere").exists());
}

#[test]
fn a_reader_that_goes_early_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), MINIMAL);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_rosterwatch"));
    let output = check.args(["check", "-c"]).arg(&file).stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}
