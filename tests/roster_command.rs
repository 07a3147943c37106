//! `rosterwatch roster …` as a person uses it: a real process, a folder of its own, no network.

mod support;

use std::fs;
use std::path::PathBuf;

use rosterwatch::store::Store;
use support::{MINIMAL, rosterwatch};

const HEADER: &str = "person,aliases,x_handle,role,unit,since,status,status_since,until";

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// Watches Acme, of which the configuration has these lines, and Initech, of which it has none.
    fn new(lines: &str) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("acme.csv"), format!("{HEADER}\n{lines}")).unwrap();
        fs::write(dir.path().join("initech.csv"), format!("{HEADER}\n")).unwrap();
        let organisation = |name: &str, file: &str| format!("[[organisation]]\nname = \"{name}\"\nroster = \"{file}\"\n");
        let rest = &MINIMAL[MINIMAL.find("[mail]").unwrap()..];
        let config = format!("{}{}{rest}", organisation("Acme", "acme.csv"), organisation("Initech", "initech.csv"));
        fs::write(dir.path().join("rosterwatch.toml"), config).unwrap();
        Desk { dir }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.dir.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_string()
    }

    /// Exit code, stdout, stderr. The editor is a shell line that gets the sheet as `$1`.
    fn says(&self, arguments: &[&str], editor: &str) -> (Option<i32>, String, String) {
        let mut command = rosterwatch();
        command.args(arguments).arg("-c").arg(self.dir.path().join("rosterwatch.toml"));
        command.env_remove("VISUAL").env("TMPDIR", self.dir.path()).env("EDITOR", editor);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn does(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.says(arguments, "false");
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}: {stdout}");
        stdout
    }

    /// Refused in one line.
    fn refuses(&self, arguments: &[&str]) -> String {
        let (code, _, stderr) = self.says(arguments, "false");
        assert!(code != Some(0) && stderr.lines().count() == 1, "{arguments:?}: {stderr}");
        stderr
    }

    /// A shell script that edits the sheet.
    fn editor(&self, script: &str) -> String {
        let path = self.file("editor.sh", script);
        format!("sh {path}")
    }

    fn sheet(&self, organisation: &str) -> Vec<String> {
        self.does(&["roster", "export", organisation]).lines().skip(1).map(str::to_string).collect()
    }

    fn store(&self) -> Store {
        Store::open(&self.dir.path().join("state/rosterwatch.db")).unwrap()
    }

    fn left_over(&self) -> Vec<PathBuf> {
        let sheets = fs::read_dir(self.dir.path()).unwrap().map(|entry| entry.unwrap().path());
        sheets.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("roster-")).collect()
    }
}

#[test]
fn a_sheet_is_shown_asked_for_and_taken_over_once() {
    let desk = Desk::new("Ann Poe,,,CEO,,2019,current,,\nBob Roe,,,CFO,,,current,,\n");
    let lines = "Ann Poe,Annie Poe,@annpoe,CEO,,2019-03,former,,2024-09\nCid 罗,,,COO,,2024-10,current,,\n";
    let file = desk.file("new.csv", &format!("{HEADER}\n{lines}"));
    let refused = desk.refuses(&["roster", "import", &file, "--org", "Acme"]);
    assert!(refused.contains("--yes"), "{refused}");
    assert_eq!(desk.sheet("Acme").len(), 2, "nothing was done");
    let said = desk.does(&["roster", "import", &file, "--org", "Acme", "--yes"]);
    assert!(said.contains("1 new, 0 changed, 1 ended, 0 unchanged; 1 row of the roster not in the file"), "{said}");
    let widths: Vec<usize> = said.lines().filter(|line| line.starts_with(['│', '┌'])).map(unicode_width::UnicodeWidthStr::width).collect();
    assert!(widths.len() > 3 && widths.iter().all(|width| *width == widths[0]), "the table lines up: {said}");
    assert_eq!(
        desk.sheet("Acme"),
        ["Ann Poe,Annie Poe,@annpoe,CEO,,2019-03,former,,2024-09", "Bob Roe,,,CFO,,,current,,", "Cid 罗,,,COO,,2024-10,current,,"]
    );
    let again = desk.does(&["roster", "import", &file, "--org", "Acme"]);
    assert_eq!(again.trim(), "0 new, 0 changed, 0 ended, 2 unchanged; 1 row of the roster not in the file, left as they are");
    assert!(desk.does(&["roster", "history", "Annie Poe"]).contains("former"));
}

#[test]
fn what_is_wrong_with_a_file_is_one_line_and_nothing_is_done() {
    let desk = Desk::new("");
    let bad = desk.file("bad.csv", &format!("{HEADER}\nAnn Poe,,ann,CEO,,2024-13,gone,,\n"));
    let said = desk.refuses(&["roster", "import", &bad, "--org", "Acme", "--yes"]);
    for part in ["line 2, column since", "line 2, column status", "line 2, column x_handle"] {
        assert!(said.contains(part), "{said}");
    }
    let nameless = desk.file("good.csv", &format!("{HEADER}\nAnn Poe,,,CEO,,,current,,\n"));
    assert!(desk.refuses(&["roster", "import", &nameless, "--yes"]).contains("--org"), "two organisations are watched");
    assert!(desk.refuses(&["roster", "import", "/nowhere.csv"]).contains("/nowhere.csv"));
    assert!(desk.refuses(&["roster", "import", &desk.file("x.json", "{\"people\": 1}")]).contains("x.json"));
    assert_eq!(desk.sheet("Acme"), [""; 0]);
}

#[test]
fn json_makes_the_round_trip_with_every_name() {
    let desk = Desk::new("");
    let text = r#"{"organisations": [{"name": "Acme", "aliases": ["阿克米"], "domains": ["acme.example"], "handles": ["@acme"], "tickers": ["ACM"], "parents": ["Acme Holdings"]}],
        "people": [{"name": "Ann Poe", "aliases": ["Annie Poe"], "native_names": ["安·坡"], "x_handle": "@annpoe", "handles": ["@ann@social.example"], "notes": "met once"}],
        "tenures": [{"person": "Ann Poe", "organisation": "Acme", "role": "CEO", "interim": true, "since": "2019-03-17", "status": "on_leave", "status_since": "2024-09-01"},
                    {"person": "Ann Poe", "organisation": "Initech", "role": "Board Member"}]}"#;
    let file = desk.file("roster.json", text);
    desk.does(&["roster", "import", &file, "--yes"]);
    let exported = desk.does(&["roster", "export", "--format", "json"]);
    for part in
        ["阿克米", "acme.example", "@acme", "ACM", "Acme Holdings", "Annie Poe", "安·坡", "@annpoe", "@ann@social.example", "met once"]
    {
        assert!(exported.contains(part), "{part}: {exported}");
    }
    let other = Desk::new("");
    let copy = other.file("copy.json", &exported);
    other.does(&["roster", "import", &copy, "--yes"]);
    assert_eq!(other.does(&["roster", "export", "--format", "json"]), exported);
    assert!(other.does(&["roster", "import", &copy]).starts_with("0 new, 0 changed, 0 ended, 2 unchanged"));
    assert_eq!(
        desk.sheet("Acme"),
        ["Ann Poe,Annie Poe,@annpoe,CEO (interim),,2019-03-17,on_leave,2024-09-01,,安·坡,@ann@social.example,met once"]
    );
    let sheet = other.file("sheet.csv", &desk.does(&["roster", "export", "Acme"]));
    assert!(other.does(&["roster", "import", &sheet, "--org", "Acme"]).starts_with("0 new, 0 changed"), "the sheet says the same");
}

#[test]
fn names_that_were_imported_outlive_the_next_start() {
    let desk = Desk::new("Ann Poe,,,CEO,,,current,,\n");
    let file = desk.file("roster.json", r#"{"organisations": [{"name": "Acme", "aliases": ["阿克米"]}], "tenures": []}"#);
    desk.does(&["roster", "import", &file, "--yes"]);
    desk.says(&["sources", "pause", "News Example"], "");
    desk.says(&["once"], "");
    assert!(desk.does(&["roster", "show", "阿克米"]).contains("Ann Poe"));
}

#[test]
fn wikidata_is_recognised_and_seeds_a_roster() {
    let desk = Desk::new("");
    let file = desk.file(
        "Q1.json",
        r#"{"entities": {"Q1": {"id": "Q1", "labels": {"en": {"language": "en", "value": "Acme"}}, "aliases": {}, "claims": {"P169": [
            {"rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q2"}}},
             "qualifiers": {"P580": [{"snaktype": "value", "datavalue": {"type": "time", "value": {"time": "+2019-03-00T00:00:00Z", "precision": 10}}}]}},
            {"rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q3"}}}}]}}}}"#,
    );
    let person = r#"{"entities": {"Q2": {"id": "Q2", "labels": {"en": {"language": "en", "value": "Ann Poe"}, "zh": {"language": "zh", "value": "安·坡"}}}}}"#;
    let person = desk.file("Q2.json", person);
    let said = desk.does(&["roster", "import", &file, &person, "--yes"]);
    assert!(said.contains("left out: person Q3") && said.contains("Special:EntityData/Q3.json"), "{said}");
    let shown: serde_json::Value = serde_json::from_str(&desk.does(&["roster", "show", "Acme", "--json"])).unwrap();
    assert_eq!((&shown[0]["person"], &shown[0]["since"], &shown[0]["code"]), (&"Ann Poe".into(), &"2019-03".into(), &"CEO".into()));
    assert!(desk.does(&["roster", "history", "安·坡"]).contains("Ann Poe"));
    assert!(desk.does(&["roster", "import", &file, &person]).contains("0 new, 0 changed, 0 ended, 1 unchanged"));
}

#[test]
fn an_edit_changes_what_was_edited_and_nothing_else() {
    let desk = Desk::new("Ann Poe,Annie,@annpoe,CEO,,2019,current,,\nBob Roe,,,CFO,,,current,,\n");
    let known_before = jiff::Timestamp::now();
    let edit = |script: &str, arguments: &[&str]| {
        let editor = desk.editor(script);
        desk.says(&[&["roster", "edit", "Acme"], arguments].concat(), &editor)
    };
    let (code, said, _) = edit("true", &[]);
    assert_eq!((code, said.trim()), (Some(0), "nothing was changed"));
    let script = "sed -i -e 's/^Ann Poe,Annie,@annpoe,CEO,,2019,/Ann Poe,Anna,@ann,CEO,,2019-03,/' -e '/^Bob/d' \"$1\"; echo 'Cid Loe,,,COO,,,current,,,,,' >> \"$1\"";
    let (code, said, complaint) = edit(script, &["--yes"]);
    assert_eq!((code, complaint.as_str()), (Some(0), ""), "{said}");
    assert!(said.contains("1 new, 1 changed, 0 ended, 1 removed, 0 unchanged"), "{said}");
    assert_eq!(desk.sheet("Acme"), ["Ann Poe,Anna,@ann,CEO,,2019-03,current,,", "Cid Loe,,,COO,,,current,,"]);
    let known = desk.store().roster_as_known(known_before + jiff::SignedDuration::from_millis(1)).unwrap_or_default();
    assert!(known.tenures.iter().all(|row| row.person != "Cid Loe"), "what was known then stays");
    assert_eq!(desk.left_over(), Vec::<PathBuf>::new(), "no sheet is left behind");
}

#[test]
fn an_edit_that_cannot_be_read_is_kept() {
    let desk = Desk::new("Ann Poe,,,CEO,,,current,,\n");
    for (script, part) in [
        ("sed -i 's/current/gone/' \"$1\"", "line 2, column status"),
        ("sed -i '1d' \"$1\"", "the columns must stay as they were"),
        ("sed -i 's/CEO/COO/' \"$1\"", "--yes"),
    ] {
        let editor = desk.editor(script);
        let (code, _, complaint) = desk.says(&["roster", "edit", "Acme"], &editor);
        assert!(code != Some(0) && complaint.contains(part) && complaint.lines().count() == 1, "{script}: {complaint}");
        let kept = desk.left_over();
        assert_eq!(kept.len(), 1);
        assert!(complaint.contains(kept[0].to_str().unwrap()), "{complaint}");
        fs::remove_file(&kept[0]).unwrap();
    }
    assert_eq!(desk.sheet("Acme"), ["Ann Poe,,,CEO,,,current,,"]);
    let (code, _, complaint) = desk.says(&["roster", "edit", "Acme"], " ");
    assert!(code == Some(2) && complaint.contains("EDITOR"), "{complaint}");
    let (_, _, complaint) = desk.says(&["roster", "edit", "Acme"], "false");
    assert!(complaint.contains("ended with"), "{complaint}");
}

#[test]
fn two_people_are_made_one_and_two_again() {
    let desk = Desk::new("Robert McGrew,,,CFO,,,current,,\nBobby Grew,鲍勃,@bob,Board Member,,2020,current,,\n");
    desk.does(&["roster", "import", &desk.file("none.json", r#"{"tenures": []}"#)]);
    let before = desk.does(&["roster", "export", "--format", "json"]);
    assert!(desk.refuses(&["roster", "merge", "Bobby Grew", "Robert McGrew"]).contains("--yes"));
    let said = desk.does(&["roster", "merge", "Bobby Grew", "Robert McGrew", "--yes"]);
    assert!(said.contains("Robert McGrew (was Bobby Grew)") && said.contains("unmerge"), "{said}");
    let history = desk.does(&["roster", "history", "鲍勃"]);
    assert!(history.contains("CFO") && history.contains("Board Member") && !history.contains("Bobby"), "{history}");
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    assert!(desk.does(&["roster", "show", "Acme", "--as-of", &day.to_string()]).contains("Board Member"));
    let yesterday = day.yesterday().unwrap().to_string();
    assert!(!desk.does(&["roster", "show", "Acme", "--known-at", &yesterday]).contains("Board Member"), "nothing was known yesterday");
    assert!(desk.refuses(&["roster", "merge", "Bobby Grew", "Robert McGrew", "--yes"]).contains("one already"));
    desk.does(&["roster", "unmerge", "Bobby Grew"]);
    assert_eq!(desk.does(&["roster", "export", "--format", "json"]), before);
    assert!(desk.refuses(&["roster", "unmerge", "Bobby Grew"]).contains("nobody of the name"));
}

#[test]
fn two_organisations_are_made_one() {
    let desk = Desk::new("Ann Poe,,,CEO,,,current,,\n");
    let file = desk.file("initech.csv.new", &format!("{HEADER}\nBob Roe,,,CFO,,,current,,\n"));
    desk.does(&["roster", "import", &file, "--org", "Initech", "--yes"]);
    let before = desk.does(&["roster", "export", "--format", "json"]);
    desk.does(&["roster", "merge", "Initech", "Acme", "--yes"]);
    let shown = desk.does(&["roster", "show", "Initech"]);
    assert!(shown.contains("Ann Poe") && shown.contains("Bob Roe"), "{shown}");
    assert!(desk.refuses(&["roster", "merge", "Ann Poe", "Acme", "--yes"]).contains("a person and the other an organisation"));
    desk.does(&["roster", "unmerge", "Initech"]);
    assert_eq!(desk.does(&["roster", "export", "--format", "json"]), before);
}
