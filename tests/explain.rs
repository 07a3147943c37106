//! `rosterwatch explain`: what it says is what the extractor decided.

#[path = "support/corpus.rs"]
mod corpus;
mod support;

use std::path::Path;

use rosterwatch::domain::Language;
use rosterwatch::extract::{self, Gazetteer};
use rosterwatch::store::Store;
use serde_json::Value;
use support::standin::StandIn;
use support::{founding_case, founding_config, rosterwatch, run};
use unicode_width::UnicodeWidthStr;

/// The explanation of a text on standard input as it is printed on 100 columns.
fn page(text: &str) -> String {
    let mut command = rosterwatch();
    command.args(["explain", "-", "--published", "2024-09-25"]).env("COLUMNS", "100");
    let output = command.write_stdin(text).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The same without the weights of what the text may be about, which every name in it moves.
fn page_without_weights(text: &str) -> String {
    page(text).lines().map(|line| line.split(" (by weight: ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

fn json(text: &str) -> Value {
    let mut command = rosterwatch();
    let output = command.args(["explain", "--json", "-", "--published", "2024-09-25"]).write_stdin(text).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The first frame of the last sentence.
fn last_frame(told: &Value) -> Value {
    told["sentences"].as_array().unwrap().last().unwrap()["frames"][0].clone()
}

/// All that the readings of a frame say under `key`.
fn steps(frame: &Value, step: &str, key: &str) -> Vec<String> {
    let steps = frame["readings"].as_array().unwrap().iter().flat_map(|reading| reading.as_array().unwrap());
    steps.filter(|s| s["step"] == step).map(|s| s[key].as_str().map_or_else(|| s[key].to_string(), str::to_string)).collect()
}

#[test]
fn an_english_text_is_explained_sentence_by_sentence() {
    insta::assert_snapshot!(page_without_weights(
        "Initech's finance chief Jane Roe is leaving the company, people familiar with the matter said.\n\
         Jane Roe said that she wants to sail.\n\
         In 2011, Peter Minor resigned as president of Globex.\n"
    ));
}

#[test]
fn a_chinese_text_is_explained_sentence_by_sentence() {
    insta::assert_snapshot!(page_without_weights(
        "澄湖股份有限公司董事会近日收到公司总经理柯振声先生的书面辞职报告。\n\
         公司董事会同意聘任李红女士为公司总经理。据知情人士透露，董事长赵强可能离职。\n"
    ));
}

#[test]
fn every_line_fits_the_width_whatever_the_script() {
    for language in [Language::English, Language::Chinese] {
        for case in corpus::cases(language).iter().step_by(60) {
            for line in page(&case.article.text).lines() {
                assert!(line.width() <= 100, "{}: {line}", line.width());
            }
        }
    }
}

#[test]
fn an_explanation_has_the_findings_that_extract_has() {
    let (nobody, mut run, mut told) = (Gazetteer::default(), 0, 0);
    for language in [Language::English, Language::Chinese] {
        for case in corpus::cases(language) {
            let findings = extract::read(&case.article, &nobody);
            let explanation = extract::explain(&case.article, &nobody);
            assert_eq!(explanation.findings, findings, "{} line {}", language.code(), case.line);
            let claims = explanation.accounts.iter().flat_map(|(_, account)| &account.events);
            let joined = claims.filter(|event| matches!(event, extract::trace::Event::Joined { .. })).count();
            assert!(joined >= findings.changes.len(), "{} line {}: a finding that nothing explains", language.code(), case.line);
            run += 1;
            told += findings.changes.len();
        }
    }
    assert!(run > 100 && told > 100, "{run} cases, {told} findings");
}

#[test]
fn a_near_miss_says_what_the_nearest_rule_lacks() {
    let frame = last_frame(&json("Globex named Mary Major."));
    assert_eq!(frame["rule"], Value::Null);
    let missed = frame["missed"].as_array().unwrap();
    let lacking = |missed: &Value| missed["lacks"].as_array().unwrap().len();
    assert!(missed.is_sorted_by_key(lacking) && missed.iter().all(|missed| lacking(missed) > 0), "{missed:?}");
    let active = missed.iter().find(|missed| missed["rule"] == "appoint.active").unwrap();
    assert!(lacking(active) < active["needs"].as_u64().unwrap() as usize, "some needs are met: {active}");
    assert!(active["lacks"][0].as_str().unwrap().contains("a role in \"as\""), "{active}");
    let page = page("Globex named Mary Major.");
    assert!(page.contains("no rule") && page.contains("nearest is") && page.contains("tells no change"), "{page}");
}

#[test]
fn a_dropped_reading_says_at_which_step_and_why() {
    for (text, step, key, why) in [
        ("If Jane Roe leaves Initech, shares will fall.", "dropped", "why", "a hypothesis"),
        ("She has resigned as chief executive of Initech.", "person", "why", "nobody who agrees stands before it"),
        ("Jane Roe resigned.", "dropped", "why", "no organisation is found"),
        ("Initech denied that its chief executive Jane Roe would resign.", "certainty", "why", "said not to be so"),
        ("In 2011, Peter Minor resigned as president of Globex.", "time", "why", "before the news window"),
        ("Initech's Jane Roe resigned as CEO of Initech. Jane Roe quit Initech.", "finding", "how", "adds to the finding"),
    ] {
        let told = json(text);
        let said = steps(&last_frame(&told), step, key);
        assert!(said.iter().any(|said| said.contains(why)), "{text}\n{said:?}\n{told:#}");
    }
}

#[test]
fn a_silent_chinese_sentence_says_why() {
    let told = json("附件:简历\n柯振声,男,曾任澄湖股份有限公司总经理,现任公司董事。");
    let passed: Vec<&Value> = told["sentences"].as_array().unwrap().iter().flat_map(|s| s["passed"].as_array().unwrap()).collect();
    assert!(!passed.is_empty(), "{told:#}");
    let page = page("附件:简历\n柯振声,男,曾任澄湖股份有限公司总经理,现任公司董事。");
    assert!(page.contains("no frame"), "{page}");
}

#[test]
fn documents_of_ndjson_and_files_of_html_are_explained_too() {
    let ndjson = r#"{"id":"a","text":"Initech named Jane Roe CEO.","published":"2024-03-05"}"#;
    let told = json(ndjson);
    assert_eq!((told["id"].as_str(), told["findings"]["changes"][0]["person"].as_str()), (Some("a"), Some("Jane Roe")));
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("page.html");
    std::fs::write(&file, "<!doctype html><title>News</title><article><p>Initech named Jane Roe as its new chief executive.</p></article>")
        .unwrap();
    let output = rosterwatch().arg("explain").arg(&file).output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("appoint.active fires"), "{page}");
}

#[test]
fn what_cannot_be_explained_is_said_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let binary = dir.path().join("binary");
    std::fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    let broken = dir.path().join("broken.ndjson");
    std::fs::write(&broken, "{\"id\":1}\n").unwrap();
    for (what, expected) in [
        (binary.to_str().unwrap(), "binary: is no UTF-8 text: invalid"),
        (broken.to_str().unwrap(), ":1: "),
        (dir.path().to_str().unwrap(), ": cannot be read: "),
        ("no-such-file.txt", "is no file and no address"),
    ] {
        let output = rosterwatch().current_dir(dir.path()).args(["explain", what]).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(1 | 2)) && output.stdout.is_empty(), "{what}: {stderr}");
        assert!(stderr.lines().count() == 1 && stderr.contains(expected), "{what}: {stderr}");
    }
}

fn explain(config: &Path, what: &str) -> assert_cmd::Command {
    let mut command = rosterwatch();
    command.args(["explain", "--json", "-c"]).arg(config).arg(what);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_change_and_an_address_are_explained() {
    let sources = StandIn::of_recording(&founding_case()).await;
    let dir = tempfile::tempdir().unwrap();
    let config = founding_config(dir.path(), &sources.gateway(), 9);

    let early = run(explain(&config, "c-1")).await;
    let stderr = String::from_utf8(early.stderr).unwrap();
    assert!(early.status.code() == Some(2) && stderr.contains("no database"), "{stderr}");
    assert!(!dir.path().join("state").exists(), "an explanation makes nothing");

    let mut once = rosterwatch();
    once.args(["once", "--all", "--json", "-c"]).arg(&config);
    run(once).await;
    let store = Store::open(&dir.path().join("state/rosterwatch.db")).unwrap();
    let change = store.changes().unwrap().into_iter().find(|change| change.person == "Mira Murati").unwrap();

    let output = run(explain(&config, &change.id)).await;
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["id"].as_str(), Some(change.support[0].key.as_str()));
    let people: Vec<&str> = told["findings"]["changes"].as_array().unwrap().iter().filter_map(|c| c["person"].as_str()).collect();
    assert!(people.contains(&"Mira Murati"), "{people:?}");

    let mut all = explain(&config, &change.id);
    all.arg("--all");
    let output = run(all).await;
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), change.support.len());

    let unknown = run(explain(&config, "no-such-change")).await;
    let stderr = String::from_utf8(unknown.stderr).unwrap();
    assert!(unknown.status.code() == Some(1) && stderr.contains("no change in"), "{stderr}");

    let output = run(explain(&config, "https://wire.example/2024/09/26/openai-technology-chief-two-research-executives-leave")).await;
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!told["findings"]["changes"].as_array().unwrap().is_empty(), "{told:#}");
}
