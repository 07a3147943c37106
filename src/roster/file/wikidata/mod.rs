//! What Wikidata says of an organisation's leaders, in files that the operator downloaded.
//!
//! Two forms are read: entities (`Special:EntityData/Q….json`, or what `wbgetentities` gives for several), and the result of a SPARQL query
//! (`query.wikidata.org`, as JSON). What cannot be placed is told and left out.

mod entity;
mod seed;
mod sparql;

use jiff::civil::Date;
use serde_json::Value;

pub use seed::Seed;

use crate::domain::Role;

/// Whether the JSON is one of Wikidata's.
pub fn is_wikidata(json: &Value) -> bool {
    json.get("entities").is_some() || json.get("results").is_some() || json.is_array()
}

/// Reads downloaded files that complete one another: the entity of an organisation names its people by numbers only, theirs have the names.
///
/// - `organisation`: what the roster calls the one organisation of interest; without it all are read, under their labels.
/// - `today`: what is to come and what is over depends on it.
/// - `canonical` turns a title into a role.
///
/// The error says why none of it can be used.
pub fn parse(files: &[Value], organisation: Option<&str>, today: Date, canonical: impl Fn(&str) -> Role) -> Result<Seed, String> {
    let mut posts = entity::posts(files);
    posts.extend(files.iter().flat_map(sparql::posts));
    seed::seed(posts, organisation, today, canonical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Tenure;

    fn canonical(title: &str) -> Role {
        let code = match title.to_lowercase().as_str() {
            "chief executive officer" => "CEO".to_string(),
            other => other.to_uppercase(),
        };
        Role { title: title.into(), code, unit: None }
    }

    fn read(files: &[&str], organisation: Option<&str>) -> Result<Seed, String> {
        let files: Vec<Value> = files.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        parse(&files, organisation, "2024-09-25".parse().unwrap(), canonical)
    }

    fn rows(seed: &Seed) -> Vec<String> {
        let date = |date: Option<crate::domain::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let line = |row: &Tenure| {
            [&row.person, &row.organisation, &row.role.title, row.status.as_str(), &date(row.since), &date(row.until)].join(" | ")
        };
        seed.roster.tenures.iter().map(line).collect()
    }

    fn time(day: &str, precision: u8) -> String {
        format!(r#"[{{"snaktype":"value","datavalue":{{"type":"time","value":{{"time":"+{day}T00:00:00Z","precision":{precision}}}}}}}]"#)
    }

    fn statement(property: &str, value: &str, rank: &str, qualifiers: &[(&str, String)]) -> String {
        let qualifiers: Vec<String> = qualifiers.iter().map(|(name, snaks)| format!("\"{name}\":{snaks}")).collect();
        format!(
            r#"{{"mainsnak":{{"snaktype":"value","property":"{property}","datavalue":{{"type":"wikibase-entityid","value":{{"id":"{value}"}}}}}},
               "rank":"{rank}","qualifiers":{{{}}}}}"#,
            qualifiers.join(",")
        )
    }

    fn item(value: &str) -> String {
        format!(r#"[{{"snaktype":"value","datavalue":{{"type":"wikibase-entityid","value":{{"id":"{value}"}}}}}}]"#)
    }

    fn entity(id: &str, labels: &[(&str, &str)], aliases: &[(&str, &str)], claims: &[(&str, Vec<String>)]) -> String {
        let labels: Vec<String> = labels.iter().map(|(l, v)| format!(r#""{l}":{{"language":"{l}","value":"{v}"}}"#)).collect();
        let aliases: Vec<String> = aliases.iter().map(|(l, v)| format!(r#""{l}":[{{"language":"{l}","value":"{v}"}}]"#)).collect();
        let claims: Vec<String> = claims.iter().map(|(name, all)| format!("\"{name}\":[{}]", all.join(","))).collect();
        let (labels, aliases, claims) = (labels.join(","), aliases.join(","), claims.join(","));
        format!(r#"{{"entities":{{"{id}":{{"id":"{id}","labels":{{{labels}}},"aliases":{{{aliases}}},"claims":{{{claims}}}}}}}}}"#)
    }

    fn people() -> Vec<String> {
        vec![
            entity("Q1", &[("en", "Ann Poe"), ("zh", "安·坡")], &[("en", "Annie Poe"), ("zh-tw", "安坡")], &[]),
            entity("Q2", &[("mul", "Bob Roe")], &[], &[]),
            entity("Q3", &[("zh-hans", "李明")], &[], &[]),
        ]
    }

    fn acme(claims: &[(&str, Vec<String>)]) -> Vec<String> {
        let mut files = people();
        files.push(entity("Q10", &[("en", "Acme"), ("zh", "阿克米")], &[("en", "Acme Anvils")], claims));
        files
    }

    fn with(claims: &[(&str, Vec<String>)]) -> Seed {
        let files = acme(claims);
        read(&files.iter().map(String::as_str).collect::<Vec<_>>(), None).unwrap()
    }

    #[test]
    fn posts_have_names_in_both_scripts_and_dates_as_precise_as_they_are() {
        let seed = with(&[
            (
                "P169",
                vec![
                    statement("P169", "Q1", "normal", &[("P580", time("2019-03-00", 10)), ("P582", time("2023-00-00", 9))]),
                    statement("P169", "Q2", "normal", &[("P580", time("2023-11-20", 11))]),
                ],
            ),
            ("P488", vec![statement("P488", "Q3", "normal", &[("P580", time("2025-01-01", 11))])]),
            ("P3320", vec![statement("P3320", "Q1", "normal", &[("P580", time("1990-00-00", 8)), ("P582", time("2024-12-31", 11))])]),
        ]);
        assert_eq!(
            rows(&seed),
            [
                "Ann Poe | Acme | Chief Executive Officer | former | 2019-03 | 2023",
                "Bob Roe | Acme | Chief Executive Officer | current | 2023-11-20 | ",
                "李明 | Acme | Chairperson | incoming | 2025-01-01 | ",
                "Ann Poe | Acme | Board Member | outgoing |  | 2024-12-31",
            ]
        );
        let ann = &seed.roster.people[0];
        assert_eq!(
            (ann.aliases.as_slice(), ann.native_names.as_slice()),
            (&["Annie Poe".to_string()][..], &["安·坡".into(), "安坡".into()][..])
        );
        assert_eq!(seed.roster.organisations[0].aliases, ["Acme Anvils", "阿克米"]);
        assert_eq!(seed.left_out, [""; 0]);
    }

    #[test]
    fn deprecated_statements_count_for_nothing_and_a_preferred_one_makes_its_peers_former() {
        let seed = with(&[(
            "P169",
            vec![
                statement("P169", "Q1", "normal", &[]),
                statement("P169", "Q2", "preferred", &[]),
                statement("P169", "Q3", "deprecated", &[]),
            ],
        )]);
        assert_eq!(
            rows(&seed),
            ["Ann Poe | Acme | Chief Executive Officer | former |  | ", "Bob Roe | Acme | Chief Executive Officer | current |  | "]
        );
    }

    #[test]
    fn an_end_that_nobody_knows_is_an_end_and_no_value_is_none() {
        let unknown = |kind: &str| format!(r#"[{{"snaktype":"{kind}","property":"P582"}}]"#);
        let seed = with(&[(
            "P169",
            vec![
                statement("P169", "Q1", "normal", &[("P582", unknown("somevalue"))]),
                statement("P169", "Q2", "normal", &[("P582", unknown("novalue"))]),
                r#"{"mainsnak":{"snaktype":"somevalue","property":"P169"},"rank":"normal"}"#.to_string(),
            ],
        )]);
        let statuses: Vec<&str> = seed.roster.tenures.iter().map(|row| row.status.as_str()).collect();
        assert_eq!(statuses, ["former", "current"]);
    }

    #[test]
    fn a_persons_own_entity_tells_posts_by_position_and_employer() {
        let ann = entity(
            "Q1",
            &[("en", "Ann Poe")],
            &[],
            &[
                ("P39", vec![statement("P39", "Q20", "normal", &[("P642", item("Q10")), ("P580", time("2020-00-00", 9))])]),
                (
                    "P108",
                    vec![
                        statement("P108", "Q10", "normal", &[("P39", item("Q21")), ("P582", time("2020-00-00", 9))]),
                        statement("P108", "Q10", "normal", &[]),
                    ],
                ),
            ],
        );
        let (files, titles) = (acme(&[]), [("Q20", "chief executive officer"), ("Q21", "treasurer")]);
        let titles = titles.map(|(id, title)| entity(id, &[("en", title)], &[], &[]));
        let mut files: Vec<&str> = files[1..].iter().map(String::as_str).collect();
        files.extend(std::iter::once(&ann).chain(&titles).map(String::as_str));
        let seed = read(&files, None).unwrap();
        assert_eq!(
            rows(&seed),
            ["Ann Poe | Acme | Chief Executive Officer | current | 2020 | ", "Ann Poe | Acme | Treasurer | former |  | 2020"]
        );
        assert_eq!(seed.left_out.len(), 1, "an employer without a position: {:?}", seed.left_out);
    }

    #[test]
    fn who_has_no_name_in_the_file_is_left_out_with_a_word_where_to_get_it() {
        let seed = with(&[("P169", vec![statement("P169", "Q99", "normal", &[]), statement("P169", "Q1", "normal", &[])])]);
        assert_eq!(seed.roster.tenures.len(), 1);
        assert!(seed.left_out[0].contains("https://www.wikidata.org/wiki/Special:EntityData/Q99.json"), "{:?}", seed.left_out);
    }

    #[test]
    fn the_organisation_goes_by_the_name_that_the_roster_gives_it() {
        let files = acme(&[("P169", vec![statement("P169", "Q1", "normal", &[])])]);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let seed = read(&files, Some("Acme Holdings")).unwrap();
        let acme = &seed.roster.organisations[0];
        assert_eq!((acme.name.as_str(), acme.aliases[0].as_str()), ("Acme Holdings", "Acme"), "the one that there is is meant");
        let other = entity("Q11", &[("en", "Initech")], &[], &[("P169", vec![statement("P169", "Q2", "normal", &[])])]);
        let two = [&files[..], &[other.as_str()]].concat();
        assert_eq!(rows(&read(&two, Some("Acme Anvils, Inc.")).unwrap()).len(), 1);
        let error = read(&two, Some("Hooli")).err().unwrap();
        assert!(error.contains("Hooli") && error.contains("Acme") && error.contains("Initech"), "{error}");
        assert!(read(&["{\"entities\": {}}"], None).is_err(), "a file without any post");
    }

    #[test]
    fn the_result_of_a_query_is_read_in_both_forms_of_download() {
        let long = r#"{"head":{"vars":[]},"results":{"bindings":[
            {"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"personLabel":{"type":"literal","value":"Ann Poe"},
             "organisationLabel":{"type":"literal","value":"Acme"},"roleLabel":{"type":"literal","value":"chief executive officer"},
             "personZh":{"type":"literal","value":"安·坡"},
             "start":{"type":"literal","value":"2019-03-01T00:00:00Z"},"startPrecision":{"type":"literal","value":"10"},
             "end":{"type":"literal","value":"2023-01-01T00:00:00Z"}}]}}"#;
        let short = r#"[{"person":"http://www.wikidata.org/entity/Q2","personLabel":"Bob Roe","orgLabel":"Acme","positionLabel":"treasurer","start":"2023-11-20T00:00:00Z"},
            {"person":"http://www.wikidata.org/entity/Q7","personLabel":"Q7","orgLabel":"Acme","positionLabel":"treasurer"}]"#;
        let seed = read(&[long, short], None).unwrap();
        assert_eq!(
            rows(&seed),
            ["Ann Poe | Acme | Chief Executive Officer | former | 2019-03 | 2023", "Bob Roe | Acme | Treasurer | current | 2023-11 | ",]
        );
        assert_eq!((seed.roster.people[0].native_names.as_slice(), seed.left_out.len()), (&["安·坡".to_string()][..], 1));
    }
}
