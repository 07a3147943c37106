//! A configuration put together from several files and the environment, its schema, and what `check` says beside "sound".

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rosterwatch::store::Store;
use serde_json::Value;
use support::standin::{Answer, StandIn};
use support::{MINIMAL, founding_case, founding_config, rosterwatch, run, write_config};

#[path = "support/smtp.rs"]
mod smtp;

/// A folder with [`MINIMAL`] and these files in its `conf.d`.
fn with_parts(parts: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), MINIMAL);
    fs::create_dir(dir.path().join("conf.d")).unwrap();
    for (name, text) in parts {
        fs::write(dir.path().join("conf.d").join(name), text).unwrap();
    }
    (dir, file)
}

fn check(file: &Path) -> assert_cmd::Command {
    let mut command = rosterwatch();
    command.args(["check", "--json", "-c"]).arg(file);
    command
}

fn told(command: &mut assert_cmd::Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn refused(command: &mut assert_cmd::Command) -> String {
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(2), 1), "{stderr}");
    stderr
}

fn names(told: &Value, what: &str) -> Vec<String> {
    told[what].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_string()).collect()
}

const PAGE: &str = "[[source]]\nname = \"Page\"\nkind = \"page\"\nurl = \"https://news.example/\"\n";

#[test]
fn files_of_conf_d_are_read_in_the_order_of_their_names() {
    let more = PAGE.replace("Page", "Second page");
    let parts = [("20-b.toml", more.as_str()), ("10-a.toml", PAGE), ("30-c.toml.off", "nonsense"), (".hidden.toml", "nonsense")];
    let (_dir, file) = with_parts(&parts);
    assert_eq!(names(&told(&mut check(&file)), "sources"), ["News Example", "Page", "Second page"]);
}

#[test]
fn what_is_wrong_in_conf_d_is_found_there() {
    let (dir, file) = with_parts(&[("a.toml", &format!("# first\n{PAGE}intervall = \"1h\"\n"))]);
    let stderr = refused(&mut check(&file));
    assert!(stderr.contains("conf.d/a.toml:6: unknown key `intervall`"), "{stderr}");
    fs::write(dir.path().join("conf.d/a.toml"), "[mail]\n\nto = [\"b@rosterwatch.example\"]\n").unwrap();
    let stderr = refused(&mut check(&file));
    let line = MINIMAL.lines().position(|line| line.starts_with("to = ")).unwrap() + 1;
    assert!(
        stderr.contains("conf.d/a.toml:3: `mail.to` stands in") && stderr.contains(&format!("rosterwatch.toml:{line} too")),
        "{stderr}"
    );
}

#[test]
fn the_environment_sets_keys_and_wins() {
    let (dir, file) = with_parts(&[("a.toml", "[mail.maildir]\npath = \"one\"\n")]);
    let told = told(check(&file).env("ROSTERWATCH_MAIL__TO", "[\"other@rosterwatch.example\"]").env("ROSTERWATCH_STATE_DIR", "elsewhere"));
    assert_eq!(told["recipients"][0], "other@rosterwatch.example");
    assert_eq!(told["state_dir"], dir.path().join("elsewhere").display().to_string());
    let additions = told["additions"].as_array().unwrap();
    assert_eq!(additions.len(), 3, "{additions:?}");
    let stderr = refused(check(&file).env("ROSTERWATCH_HTTP__TIMEUOT", "5s"));
    assert!(stderr.contains("environment variable ROSTERWATCH_HTTP__TIMEUOT: unknown key `timeuot`"), "{stderr}");
    let stderr = refused(check(&file).env("ROSTERWATCH_HTTP__TIMEOUT", "soon"));
    assert!(stderr.contains("environment variable ROSTERWATCH_HTTP__TIMEOUT: `http.timeout`: `soon` is not a duration"), "{stderr}");
    let stderr = refused(check(&file).env("ROSTERWATCH_SOURCE__URL", "https://news.example/"));
    assert!(stderr.contains("ROSTERWATCH_SOURCE__URL: `source` cannot be set here"), "{stderr}");
}

#[test]
fn a_source_is_changed_in_the_file_that_has_it() {
    let (dir, file) = with_parts(&[("a.toml", PAGE)]);
    let before = fs::read_to_string(&file).unwrap();
    for (command, left) in [("pause", 2), ("resume", 2), ("remove", 1)] {
        rosterwatch().args(["sources", command, "Page", "-c"]).arg(&file).assert().success();
        let part = fs::read_to_string(dir.path().join("conf.d/a.toml")).unwrap();
        assert_eq!(part.contains("paused = true"), command == "pause", "{part}");
        assert_eq!(names(&told(&mut check(&file)), "sources").len(), left);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

/// The schema's node behind its reference.
fn resolved<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    let of_choice = |key: &str| node.get(key).and_then(|choice| choice.as_array()?.iter().find(|one| one["type"] != "null"));
    if let Some(name) = node.get("$ref").and_then(Value::as_str) {
        return resolved(root, &root["$defs"][name.rsplit('/').next().unwrap()]);
    }
    of_choice("anyOf").map_or(node, |one| resolved(root, one))
}

/// The dotted keys that the schema knows below `node`.
fn keys_of_schema(root: &Value, node: &Value, above: &str, keys: &mut BTreeSet<String>) {
    let node = resolved(root, node);
    if let Some(items) = node.get("items") {
        return keys_of_schema(root, items, above, keys);
    }
    for (key, below) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        assert_eq!(node["additionalProperties"], false, "{above} takes no other keys");
        keys.insert(format!("{above}{key}"));
        keys_of_schema(root, below, &format!("{above}{key}."), keys);
    }
}

/// The dotted keys of a configuration, each of the type that the schema says.
fn keys_of(root: &Value, node: &Value, value: &toml::Value, above: &str, keys: &mut BTreeSet<String>) {
    let node = resolved(root, node);
    match value {
        toml::Value::Table(table) if node.get("properties").is_some() => {
            for (key, value) in table {
                keys.insert(format!("{above}{key}"));
                keys_of(root, &node["properties"][key], value, &format!("{above}{key}."), keys);
            }
        }
        toml::Value::Array(array) => array.iter().for_each(|value| keys_of(root, &node["items"], value, above, keys)),
        value => {
            let word = match value {
                toml::Value::String(_) => "string",
                toml::Value::Integer(_) => "integer",
                toml::Value::Boolean(_) => "boolean",
                _ => "object",
            };
            let of_words = node.get("oneOf").is_some() && word == "string";
            let types = serde_json::to_string(&node["type"]).unwrap();
            assert!(of_words || types.contains(word), "{above} is {word} in the example: {node}");
        }
    }
}

#[test]
fn the_schema_knows_the_keys_of_the_example_and_no_others() {
    let output = rosterwatch().args(["config", "schema"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(schema["$schema"].as_str().unwrap().contains("json-schema.org"));
    let example = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/example/rosterwatch.toml")).unwrap();
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_setting = |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| is_key(key));
    let lines = example.lines().map(|line| line.strip_prefix("# ").filter(|line| is_setting(line)).unwrap_or(line));
    let shown: toml::Value = toml::from_str(&lines.collect::<Vec<_>>().join("\n")).unwrap();
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    keys_of_schema(&schema, &schema, "", &mut known);
    keys_of(&schema, &schema, &shown, "", &mut used);
    // Said in words beside `password_file`, `key_file`, `secret_file` and `url`.
    let in_words = ["mail.smtp.password_env", "mail.dkim.key_env", "mail.webhook.secret_env", "mail.webhook.url_file"].map(String::from);
    assert_eq!(known, used.into_iter().chain(in_words).collect(), "schema and example");
    assert!(known.len() > 80, "{}", known.len());
}

#[test]
fn a_secret_that_others_may_read_is_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let file = write_config(dir.path(), &format!("{MINIMAL}\n[x]\nbearer_token_file = \"x-token\"\n"));
    let warnings = |mode| {
        fs::set_permissions(dir.path().join("x-token"), fs::Permissions::from_mode(mode)).unwrap();
        let output = rosterwatch().args(["check", "-c"]).arg(&file).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(warnings(0o600), "");
    let warned = warnings(0o644);
    assert!(warned.starts_with("warning: ") && warned.contains("x.bearer_token_file is open to everybody"), "{warned}");
    assert!(warned.contains("chmod 600") && warned.lines().count() == 1, "{warned}");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_online_asks_sources_and_logs_in_and_writes_nothing() {
    let (sources, relay) = (StandIn::start().await, smtp::Server::start([]).await);
    sources.answer(
        "https://news.example/feed.xml",
        Answer::new(200, "application/rss+xml", "<rss version='2.0'><channel><title>Wire</title></channel></rss>"),
    );
    let dir = tempfile::tempdir().unwrap();
    let text = format!(
        "{MINIMAL}\n{PAGE}\n[http]\nspacing = \"0s\"\ngateway = \"{}\"\n[mail.smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n",
        sources.gateway(),
        relay.port()
    );
    let file = write_config(dir.path(), &text);
    let before = fs::read_dir(dir.path()).unwrap().count();
    let ask = |file: &Path| {
        let mut command = check(file);
        command.arg("--online");
        command
    };
    let output = run(ask(&file)).await;
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let answers: Vec<(&str, bool)> =
        told["online"].as_array().unwrap().iter().map(|one| (one["who"].as_str().unwrap(), one["answers"].as_bool().unwrap())).collect();
    assert_eq!(answers, [("News Example", true), ("Page", false), ("relay 127.0.0.1", true)], "{told:#}");
    assert_eq!(output.status.code(), Some(1), "a source does not answer");
    assert_eq!((relay.connections(), relay.received().len()), (1, 0));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), before, "nothing is written");

    fs::write(&file, text.replace(PAGE, "")).unwrap();
    assert_eq!(run(ask(&file)).await.status.code(), Some(0));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    fs::write(&file, text.replace(PAGE, "").replace(&format!("port = {}", relay.port()), &format!("port = {nobody}"))).unwrap();
    let output = run(ask(&file)).await;
    assert_eq!(output.status.code(), Some(1), "no relay is there: {}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_out_of_the_configuration_stays_in_the_database() {
    let (sources, relay) = (StandIn::of_recording(&founding_case()).await, smtp::Server::start([]).await);
    let dir = tempfile::tempdir().unwrap();
    let file = founding_config(dir.path(), &sources.gateway(), relay.port());
    let once = || {
        let mut command = rosterwatch();
        command.args(["once", "-c"]).arg(&file);
        command
    };
    assert!(run(once()).await.status.success());
    let kept = || {
        let store = Store::view(&dir.path().join("state/rosterwatch.db")).unwrap();
        let tenures = store.roster().unwrap().tenures.into_iter().filter(|tenure| tenure.organisation == "OpenAI").count();
        (store.article_count().unwrap(), store.changes().unwrap().len(), tenures, store.states().unwrap().len())
    };
    let before = kept();
    assert!(before.0 > 0 && before.1 > 0 && before.2 > 0 && before.3 == 12, "{before:?}");

    // Another organisation and another source, none of the old ones.
    sources.answer("https://news.example/feed.xml", Answer::new(200, "application/rss+xml", "<rss version='2.0'><channel/></rss>"));
    let text = fs::read_to_string(&file).unwrap();
    let rest = &text[text.find("\n[http]").unwrap()..];
    let mail = "[mail]\nfrom = \"a@rosterwatch.example\"\nto = [\"desk@rosterwatch.example\"]\n";
    fs::write(dir.path().join("acme.csv"), "person,role\nAnn Poe,CEO\n").unwrap();
    let new = "[[source]]\nname = \"News\"\nkind = \"feed\"\nurl = \"https://news.example/feed.xml\"\n";
    fs::write(&file, format!("[[organisation]]\nname = \"Acme\"\nroster = \"acme.csv\"\n{mail}{new}{rest}")).unwrap();
    assert!(run(once()).await.status.success());
    let after = kept();
    assert_eq!((after.0, after.1, after.2, after.3), (before.0, before.1, before.2, before.3 + 1));
}
