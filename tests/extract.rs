//! `rosterwatch extract` as a process: order, bad lines, files, a roster.

use assert_cmd::Command;
use serde_json::Value;

fn extract() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rosterwatch"))
}

fn lines(out: &[u8]) -> Vec<Value> {
    std::str::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn keeps_the_order_of_many_documents_over_many_threads() {
    let input: String = (0..500)
        .map(|i| format!("{{\"id\":{i},\"published\":\"2024-03-05\",\"title\":\"\",\"text\":\"Initech on Monday named Jane Roe as chief executive officer.\"}}\n"))
        .collect();
    let out = extract().args(["extract", "--threads", "4"]).write_stdin(input).assert().success();
    let answers = lines(&out.get_output().stdout);
    assert_eq!(answers.len(), 500);
    for (i, answer) in answers.iter().enumerate() {
        assert_eq!(answer["id"], i);
        let change = &answer["changes"][0];
        assert_eq!(
            (change["person"].as_str(), change["organisation"].as_str(), change["kind"].as_str()),
            (Some("Jane Roe"), Some("Initech"), Some("appointed"))
        );
        assert_eq!((change["role_code"].as_str(), change["news"].as_bool()), (Some("CEO"), Some(true)));
    }
}

#[test]
fn evidence_offsets_count_characters_of_the_text() {
    let text = "Zürich – Der Rückblick. Initech’s chief executive, Jane Roe, will step down in June.";
    let input = serde_json::json!({ "id": "a", "published": "2024-03-05", "lang": "en", "title": "News", "text": text }).to_string();
    let out = extract().arg("extract").write_stdin(input).assert().success();
    let answer = &lines(&out.get_output().stdout)[0];
    let evidence = &answer["changes"][0]["evidence"][0];
    let (start, end) = (evidence["start"].as_u64().unwrap() as usize, evidence["end"].as_u64().unwrap() as usize);
    let piece: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(evidence["text"].as_str(), Some(piece.as_str()));
    assert_eq!(piece, "Initech’s chief executive, Jane Roe, will step down in June.");
    assert_eq!(answer["changes"][0]["effective"], "2024-06");
}

#[test]
fn a_bad_line_is_an_answer_of_its_own_and_a_failure_at_the_end() {
    let good = |id: &str| format!("{{\"id\":\"{id}\",\"published\":\"2024-03-05\",\"text\":\"Nothing happened.\"}}\n");
    let input = [
        good("a").into_bytes(),
        b"{broken\n".to_vec(),
        b"\xff\xfe\n".to_vec(),
        b"{\"id\":\"c\",\"text\":\"x\"}\n".to_vec(),
        good("d").into_bytes(),
    ]
    .concat();
    let out = extract().args(["extract", "--threads", "3"]).write_stdin(input).assert().failure();
    let answers = lines(&out.get_output().stdout);
    let ids: Vec<&Value> = answers.iter().map(|a| &a["id"]).collect();
    assert_eq!(ids, ["a".into(), Value::Null, Value::Null, "c".into(), "d".into()].iter().collect::<Vec<&Value>>());
    let error = |i: usize| answers[i]["error"].as_str().unwrap().to_string();
    assert!(error(1).starts_with("line 2: not JSON"), "{}", error(1));
    assert!(error(2).contains("line 3: the line is not UTF-8"), "{}", error(2));
    assert!(error(3).contains("published"), "{}", error(3));
}

#[test]
fn reads_files_of_text_and_html() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    std::fs::write(&text, "Initech Inc. today announced the appointment of Jane Roe as chief financial officer.").unwrap();
    let page = folder.path().join("b.html");
    std::fs::write(&page, "<!doctype html><html lang=en><title>News</title><article><p>Initech Inc. said on Monday that its chief executive, Jane Roe, has resigned.</p></article></html>").unwrap();
    let out = extract().arg("extract").args([&text, &page]).assert().success();
    let answers = lines(&out.get_output().stdout);
    assert_eq!(
        (answers[0]["changes"][0]["kind"].as_str(), answers[1]["changes"][0]["kind"].as_str()),
        (Some("appointed"), Some("departed"))
    );
    let binary = folder.path().join("c.txt");
    std::fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    let error = |path: &std::path::Path| {
        let out = extract().arg("extract").arg(path).assert().failure();
        lines(&out.get_output().stdout)[0]["error"].as_str().unwrap_or_default().to_string()
    };
    assert!(error(&folder.path().join("missing.txt")).starts_with("cannot be read: No such file"));
    assert!(error(&binary).starts_with("is no UTF-8 text"));
}

#[test]
fn a_roster_lends_full_names() {
    let folder = tempfile::tempdir().unwrap();
    let roster = folder.path().join("Initech.csv");
    std::fs::write(&roster, "person,aliases,x_handle,role,unit,since,status,status_since,until\nJane Roe,Jane,@jroe,CEO,,,current,,\n")
        .unwrap();
    let input = r#"{"id":"a","published":"2024-03-05","kind":"post","author":"Initech","text":"This morning Jane told us that she is leaving Initech."}"#;
    let without = extract().arg("extract").write_stdin(input).assert().success();
    assert_eq!(lines(&without.get_output().stdout)[0]["changes"].as_array().unwrap().len(), 0);
    let with = extract().args(["extract", "--roster"]).arg(&roster).write_stdin(input).assert().success();
    assert_eq!(lines(&with.get_output().stdout)[0]["changes"][0]["person"], "Jane Roe");
}
