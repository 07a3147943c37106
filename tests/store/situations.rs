//! Single situations of a made-up company, each with what the roster and the alerts must be.

use crate::kit::{Desk, mailbox, short};

const SHEET: &str = "\
person,aliases,x_handle,role,unit,since,status,status_since,until
Ann Poe,,,CEO,,2019,current,,
Ann Poe,,,Board Member,,2018,current,,
Bob Roe,,,CFO,Finance,2020,current,,
Cid Loe,,,VP Sales,Sales,2021,on_leave,2024-08,
Dan Moe,,,Co-founder,,2010,current,,
Dan Moe,,,CTO,,2012,current,,
";

const DAY: &str = "2024-09-25T12:00:00Z";
const LATER: &str = "2024-09-28T12:00:00Z";

fn desk() -> Desk {
    Desk::new("Acme", SHEET)
}

#[test]
fn rumours_denials_history_and_strangers_firms_change_nothing() {
    let mut desk = desk();
    let before = desk.sheet();
    let told = desk.tell(
        "a",
        DAY,
        &[
            "Ann Poe | Acme | departed | CEO | resigned | rumoured |",
            "Bob Roe | Acme | departed | CFO | resigned | denied |",
            "history | Dan Moe | Acme | departed | CTO | resigned | announced | 2015",
            "Ann Poe | Initech | departed | CEO | resigned | announced |",
            "Ann Poe | | departed | CEO | resigned | announced |",
            "Eve Noe | Acme | departed | | resigned | announced |",
            "Eve Noe | Acme | appointed | | hired | announced |",
            "Eve Noe | Acme | on_leave | | unknown | announced |",
        ],
    );
    assert_eq!(told, [""; 0]);
    assert_eq!(desk.sheet(), before);
}

#[test]
fn a_report_alerts_and_an_announcement_makes_it_certain() {
    let mut desk = desk();
    assert_eq!(desk.tell("a", DAY, &["Bob Roe | Acme Inc | departed | CFO | resigned | reported |"]).len(), 1);
    assert_eq!(desk.store.changes().unwrap()[0].certainty.as_str(), "reported");
    assert_eq!(desk.tell("b", LATER, &["Bob Roe | Acme, Inc. | departed | CFO | resigned | announced |"]).len(), 0);
    assert_eq!(desk.store.changes().unwrap()[0].certainty.as_str(), "announced");
}

#[test]
fn a_departure_with_a_role_ends_that_one_and_without_a_role_all() {
    let mut desk = desk();
    let told = desk.tell("a", DAY, &["Ann Poe | Acme | departed | chief executive | resigned | announced | 2024-09-24"]);
    assert_eq!(told, ["departed Ann Poe: CEO current -> Board Member current"]);
    assert_eq!(desk.rows("Ann Poe"), ["CEO former 2019/2024-09-24/2024-09-24", "Board Member current 2018/-/-"]);
    let told = desk.tell("b", DAY, &["Dan Moe | Acme | departed | | died | announced |"]);
    assert_eq!(told, ["departed Dan Moe: Co-founder and CTO current -> - former"]);
}

#[test]
fn leaving_a_seat_that_the_roster_lacks_leaves_the_post_alone() {
    let mut desk = desk();
    let told = desk.tell("a", DAY, &["Bob Roe | Acme | departed | board member | resigned | announced |"]);
    assert_eq!(told, ["departed Bob Roe: Board Member current -> CFO current"]);
    assert_eq!(desk.rows("Bob Roe"), ["CFO current 2020/-/-", "Board Member former -/2024-09/2024-09"]);
    assert_eq!(desk.tell("b", LATER, &["Bob Roe | Acme | departed | board member | resigned | announced |"]), [""; 0]);
}

#[test]
fn a_founder_who_leaves_leaves_altogether() {
    let mut desk = desk();
    desk.tell("a", DAY, &["Dan Moe | Acme | departed | co-founder | resigned | announced |"]);
    assert!(desk.rows("Dan Moe").iter().all(|row| row.contains("former")), "{:?}", desk.rows("Dan Moe"));
}

#[test]
fn a_move_is_told_as_the_appointment_in_whatever_order_it_is_written() {
    let moved = "Bob Roe | Acme | departed | CFO | moved | announced |";
    let named = "Bob Roe | Acme | appointed | chief executive | promoted | announced |";
    for lines in [[moved, named], [named, moved]] {
        let mut desk = desk();
        assert_eq!(desk.tell("a", DAY, &lines), ["appointed Bob Roe: CFO current -> CEO current"]);
        assert_eq!(desk.rows("Bob Roe"), ["CEO current 2024-09/-/-"]);
        assert_eq!(desk.tell("b", LATER, &[moved]), [""; 0], "the move alone, told later");
    }
}

#[test]
fn succession_is_two_changes() {
    let mut desk = desk();
    let told = desk.tell(
        "a",
        DAY,
        &["Ann Poe | Acme | departed | CEO | retired | announced |", "Eve Noe | Acme | appointed | CEO | hired | announced |"],
    );
    assert_eq!(told, ["departed Ann Poe: CEO current -> Board Member current", "appointed Eve Noe: unknown -> CEO current"]);
    assert_eq!(desk.rows("Eve Noe"), ["CEO current 2024-09/-/-"]);
    assert_eq!(desk.tell("b", LATER, &["Eve J. Noe | Acme | appointed | chief executive | hired | announced |"]), [""; 0]);
    assert_eq!(desk.store.changes().unwrap()[1].support.len(), 2);
}

#[test]
fn a_stranger_who_leaves_a_named_role_is_told_once() {
    let mut desk = desk();
    let line = "Eve Noe | Acme | departed | VP of Design | resigned | announced |";
    assert_eq!(desk.tell("a", DAY, &[line]), ["departed Eve Noe: unknown -> VP Design former"]);
    assert_eq!(desk.tell("b", LATER, &[line, "Eve Noe | Acme | departed | | resigned | announced |"]), [""; 0]);
    assert_eq!(desk.store.changes().unwrap()[0].support.len(), 2);
}

#[test]
fn a_day_ahead_makes_outgoing_and_incoming() {
    let mut desk = desk();
    let told = desk.tell(
        "a",
        DAY,
        &[
            "Ann Poe | Acme | departed | CEO | retired | announced | 2024-12-31",
            "Bob Roe | Acme | appointed | CEO | promoted | announced | 2025-01",
        ],
    );
    assert_eq!(told, ["departed Ann Poe: CEO current -> CEO outgoing until 2024-12-31", "appointed Bob Roe: CFO current -> CEO incoming"]);
    assert_eq!(desk.rows("Bob Roe"), ["CFO current 2020/-/-", "CEO incoming 2025-01/-/-"]);
    assert_eq!(
        desk.tell(
            "b",
            LATER,
            &["Ann Poe | Acme | departed | CEO | retired | announced |", "Bob Roe | Acme | appointed | CEO | promoted | announced |"]
        ),
        [""; 0]
    );

    let steps = rosterwatch::roster::settle(&desk.store.roster().unwrap(), "2025-01-01".parse().unwrap());
    desk.store.apply_steps(&steps, "2025-01-01T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(desk.rows("Ann Poe")[0], "CEO former 2019/2024-12-31/2024-12-31");
    assert_eq!(desk.rows("Bob Roe"), ["CFO former 2020/2025-01/2025-01", "CEO current 2025-01/-/-"]);
    assert_eq!(rosterwatch::roster::settle(&desk.store.roster().unwrap(), "2025-01-01".parse().unwrap()), []);
}

#[test]
fn a_seat_and_an_interim_role_stand_beside_the_post() {
    let mut desk = desk();
    let told = desk.tell("a", DAY, &["Bob Roe | Acme | appointed | interim chief executive | unknown | announced |"]);
    assert_eq!(told, ["appointed Bob Roe: CFO current -> CFO and CEO (interim) current"]);
    let told = desk.tell("b", LATER, &["Bob Roe | Acme | appointed | chief executive | promoted | announced |"]);
    assert_eq!(told, ["appointed Bob Roe: CEO (interim) current -> CEO current"]);
    let told = desk.tell("c", LATER, &["Dan Moe | Acme | appointed | board member | elected | announced |"]);
    assert_eq!(told, ["appointed Dan Moe: Co-founder and CTO current -> Co-founder and CTO and Board Member current"]);
    assert_eq!(desk.rows("Dan Moe").len(), 3);
    assert_eq!(desk.tell("d", LATER, &["Dan Moe | Acme | appointed | board member | elected | announced |"]), [""; 0]);
}

#[test]
fn fired_and_back_is_told_once_and_leaves_the_roster_as_it_was() {
    let fired = "Ann Poe | Acme | departed | CEO | dismissed | announced | 2024-09-20";
    let back = "Ann Poe | Acme | appointed | CEO | reinstated | announced | 2024-09-24";
    for lines in [[fired, back], [back, fired]] {
        let mut desk = desk();
        let told = desk.tell("a", DAY, &lines);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(desk.rows("Ann Poe")[0], "CEO current 2019/2024-09-24/-");
        assert_eq!(desk.tell("b", LATER, &lines), [""; 0], "told again");
        assert_eq!(desk.tell("c", LATER, &[fired]), [""; 0], "half of it told again");
        let again = desk.tell("d", "2024-10-20T12:00:00Z", &["Ann Poe | Acme | departed | CEO | resigned | announced |"]);
        assert_eq!(again.len(), 1, "a second departure is a change of its own");
    }
}

#[test]
fn leave_and_return() {
    let mut desk = desk();
    assert_eq!(desk.tell("a", DAY, &["Cid Loe | Acme | on_leave | | unknown | announced | 2024-08"]), [""; 0]);
    let leave = "Bob Roe | Acme | on_leave | | unknown | announced |";
    assert_eq!(desk.tell("b", DAY, &[leave]), ["on_leave Bob Roe: CFO current -> CFO on_leave"]);
    assert_eq!(desk.tell("c", LATER, &[leave]), [""; 0]);
    let back = "Bob Roe | Acme | returned | | unknown | announced |";
    assert_eq!(desk.tell("d", "2024-11-04T12:00:00Z", &[back]), ["returned Bob Roe: CFO on_leave -> CFO current"]);
    assert_eq!(desk.tell("e", "2024-11-05T12:00:00Z", &[back]), [""; 0]);
    assert_eq!(desk.rows("Bob Roe"), ["CFO current 2020/2024-11/-"]);
}

#[test]
fn a_leave_and_its_end_in_one_document_are_told_by_what_is_new() {
    let leave = "Cid Loe | Acme | on_leave | VP of Sales | unknown | announced |";
    let back = "Cid Loe | Acme | returned | | unknown | announced |";
    let mut desk = desk();
    assert_eq!(desk.tell("a", DAY, &[back, leave]), ["returned Cid Loe: VP Sales on_leave -> VP Sales current"]);
    assert_eq!(desk.tell("b", LATER, &[leave, back]), [""; 0]);
    assert_eq!(desk.tell("c", LATER, &["Cid Loe | Acme | on_leave | | unknown | announced | 2024-08"]), [""; 0], "the old leave");
    assert_eq!(desk.rows("Cid Loe"), ["VP Sales current 2021/2024-09/-"]);
}

#[test]
fn nobody_leaves_the_role_to_which_the_same_document_appoints() {
    let mut desk = desk();
    let lines = ["Eve Noe | Acme | departed | CEO | unknown | announced |", "Eve Noe | Acme | appointed | CEO | unknown | announced |"];
    assert_eq!(desk.tell("a", DAY, &lines), ["appointed Eve Noe: unknown -> CEO current"]);
    assert_eq!(desk.tell("b", LATER, &lines), [""; 0]);
}

#[test]
fn a_loose_title_for_a_role_that_is_held_is_no_appointment() {
    let mut desk = desk();
    desk.tell("a", DAY, &["Cid Loe | Acme | appointed | SVP of Sales | promoted | announced |"]);
    assert_eq!(desk.rows("Cid Loe"), ["SVP Sales current 2024-09/-/-"]);
    assert_eq!(desk.tell("b", LATER, &["Cid Loe | Acme | appointed | head of sales | promoted | announced |"]), [""; 0]);
    assert_eq!(desk.tell("c", LATER, &["Cid Loe | Acme | appointed | head of design | promoted | announced |"]).len(), 1);
}

#[test]
fn an_old_document_does_not_end_a_newer_tenure() {
    let mut desk = desk();
    desk.tell("a", DAY, &["Eve Noe | Acme | appointed | CEO | hired | announced | 2024-09-20"]);
    assert_eq!(desk.tell("b", "2024-07-01T00:00:00Z", &["Eve Noe | Acme | departed | CEO | resigned | announced |"]), [""; 0]);
    assert_eq!(desk.rows("Eve Noe"), ["CEO current 2024-09-20/-/-"]);
}

#[test]
fn every_recipient_is_owed_every_new_change_once() {
    let mut desk = desk();
    desk.recipients.push(mailbox("second@example.org"));
    desk.tell("a", DAY, &["Bob Roe | Acme | departed | | resigned | announced |"]);
    desk.tell(
        "b",
        LATER,
        &["Bob Roe | Acme | departed | | resigned | announced |", "Ann Poe | Acme | departed | | resigned | announced |"],
    );
    assert_eq!(desk.store.outbox_counts().unwrap().unclaimed, 4);
    assert_eq!(desk.store.changes().unwrap().iter().map(short).count(), 2);
}

#[test]
fn a_document_that_denies_a_leave_and_tells_the_return_from_it_is_recorded() {
    let mut desk = desk();
    desk.tell("a", DAY, &["Ann Poe | Acme | on_leave | | unknown | reported |"]);
    let told =
        desk.tell("b", LATER, &["Ann Poe | Acme | returned | | unknown | announced |", "Ann Poe | Acme | on_leave | | unknown | denied |"]);
    assert_eq!(told.len(), 1, "the return builds on the leave, which therefore stays: {told:?}");
    assert!(desk.rows("Ann Poe").iter().all(|row| row.contains(" current ")), "{:?}", desk.rows("Ann Poe"));
}
