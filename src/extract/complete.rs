//! What one claim leaves open the others of the text fill; what none explains is dropped.

use super::claim::{Claim, is_succession};
use super::mention::{Parsed, RoleMention};
use super::resolve::Names;
use super::trace::{Event, Trace};
use crate::domain::{Certainty, Finding, Kind, Role};

/// Gives claims the roles and organisations that the rest of the text tells, and drops those that it leaves unexplained or contradicts.
pub fn complete(claims: &mut Vec<Claim>, parsed: &Parsed, names: &Names, trace: &Trace) {
    fill_successions(claims, names, trace);
    fill_from_leavers(claims, trace);
    fill_followed(claims, trace);
    fill_from_comers(claims, names, trace);
    fill_from_titles(claims, names, trace);
    fill_vacant(claims, names, trace);
    drop_unexplained(claims, trace);
    drop_leaving_where_she_comes(claims, trace);
    drop_unplaced(claims, parsed, names, trace);
    drop_leaves_of_leavers(claims, trace);
    unify_places(claims, names, trace);
}

/// Whether a role says only that somebody follows.
fn is_open(role: Option<&Role>) -> bool {
    role.is_none_or(|r| r.code == "SUCCESSOR")
}

/// Whether a claim is news of somebody's going.
fn goes(claim: &Claim) -> bool {
    matches!(claim.finding.kind, Kind::Departed | Kind::OnLeave) && claim.finding.news
}

/// Drops a claim for a reason that the trace keeps.
fn drop_where(claims: &mut Vec<Claim>, why: &'static str, trace: &Trace, unwanted: impl Fn(&Claim) -> bool) {
    claims.retain(|claim| {
        let dropped = unwanted(claim);
        if dropped {
            trace.note(|| Event::ClaimDropped { claim: claim.number, why });
        }
        !dropped
    });
}

/// "his successor", "will take over": the role is the one that somebody leaves at the same organisation.
fn fill_from_leavers(claims: &mut [Claim], trace: &Trace) {
    let left: Vec<(usize, Option<String>, Role)> = claims
        .iter()
        .filter(|c| goes(c))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.sentence, c.finding.organisation.clone(), r)))
        .collect();
    for claim in claims.iter_mut().filter(|c| c.finding.kind == Kind::Appointed && is_open(c.finding.role.as_ref())) {
        let nearest = left.iter().filter(|(_, o, _)| *o == claim.finding.organisation).min_by_key(|(s, ..)| s.abs_diff(claim.sentence));
        if let Some((_, _, role)) = nearest {
            claim.finding.role = Some(role.clone());
        }
        note_role(claim, "the role that somebody leaves at the same organisation", trace);
    }
}

/// Whoever is succeeded leaves the role that her successor takes.
fn fill_followed(claims: &mut [Claim], trace: &Trace) {
    let taken: Vec<(Option<String>, Role)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Appointed && c.finding.rule.starts_with("succeed"))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.finding.organisation.clone(), r)))
        .collect();
    let followed = |c: &&mut Claim| c.finding.kind == Kind::Departed && c.finding.role.is_none() && c.finding.rule.starts_with("succeed");
    for claim in claims.iter_mut().filter(followed) {
        claim.finding.role = taken.iter().find(|(o, _)| *o == claim.finding.organisation).map(|(_, r)| r.clone());
        note_role(claim, "the role that somebody takes over at the same organisation", trace);
    }
}

/// "Initech selects Roe as new CEO; Moor to retire": who goes where another comes, in one sentence, leaves what the other takes.
fn fill_from_comers(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let taken: Vec<(usize, Option<String>, Role)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Appointed && c.finding.news && !is_open(c.finding.role.as_ref()))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.sentence, c.finding.organisation.clone(), r)))
        .collect();
    for claim in claims.iter_mut().filter(|c| c.finding.kind == Kind::Departed && c.finding.role.is_none()) {
        if names.title(&claim.finding.person).or_else(|| names.stated_role(&claim.finding.person)).is_some() {
            continue;
        }
        let comer = taken.iter().find(|(s, o, _)| *s == claim.sentence && *o == claim.finding.organisation).map(|(_, _, r)| r);
        let vacant = || names.vacant().iter().find(|(s, _)| *s == claim.sentence).map(|(_, r)| &r.role);
        claim.finding.role = comer.or_else(vacant).cloned();
        note_role(claim, "the role that somebody takes in the same sentence", trace);
    }
}

/// What she leaves is what the text says she was.
fn fill_from_titles(claims: &mut [Claim], names: &Names, trace: &Trace) {
    for claim in claims.iter_mut().filter(|c| c.finding.news && c.finding.kind != Kind::Appointed && is_open(c.finding.role.as_ref())) {
        let role = names.title(&claim.finding.person).or_else(|| names.stated_role(&claim.finding.person));
        if let Some(role) = role {
            claim.finding.role = Some(role);
            note_role(claim, "the text says elsewhere that the person had it", trace);
        }
    }
}

/// "Initech has a new finance chief. Jane Roe joins from Hooli."
fn fill_vacant(claims: &mut [Claim], names: &Names, trace: &Trace) {
    for claim in claims.iter_mut().filter(|c| c.finding.kind == Kind::Appointed && c.finding.role.is_none()) {
        let near = |(s, _): &&(usize, RoleMention)| *s <= claim.sentence && (claim.sentence - s <= 2 || *s == 0);
        if let Some((_, role)) = names.vacant().iter().rfind(near) {
            claim.finding.role = Some(role.role.clone());
            note_role(claim, "the new role that the text speaks of just before", trace);
        }
    }
}

/// An appointment that nothing gives a role, and no departure explains, is no claim.
fn drop_unexplained(claims: &mut Vec<Claim>, trace: &Trace) {
    let departed: Vec<Option<String>> = claims.iter().filter(|c| goes(c)).map(|c| c.finding.organisation.clone()).collect();
    let left_by: Vec<String> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Departed && c.finding.news && c.finding.role.is_some())
        .map(|c| c.finding.person.clone())
        .collect();
    // "takes the helm", "will lead it for the meantime" say enough by themselves
    let speaks = |rule: &str| rule.starts_with("helm") || matches!(rule, "lead.interim" | "join.veteran");
    let why = "an appointment that nothing gives a role, and no departure explains, is no claim";
    drop_where(claims, why, trace, |c| {
        // "resigned last Thursday and will join Hooli": whoever leaves a post for another house
        let leaves = || left_by.contains(&c.finding.person);
        let explained = || if c.finding.rule == "join.bare" { leaves() } else { departed.contains(&c.finding.organisation) };
        c.finding.kind == Kind::Appointed && c.finding.role.is_none() && !speaks(&c.finding.rule) && !explained()
    });
}

fn note_role(claim: &Claim, why: &'static str, trace: &Trace) {
    if let Some(role) = &claim.finding.role {
        trace.note(|| Event::Role { claim: claim.number, role: role.clone(), why });
    }
}

/// Who follows and who is followed have one role: told of either, anywhere in the text, it is known of both.
fn fill_successions(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let open = |role: &Option<Role>| role.as_ref().is_none_or(|r| matches!(r.code.as_str(), "SUCCESSOR" | "PREDECESSOR"));
    let told: Vec<(String, Kind, Role)> = claims
        .iter()
        .filter(|c| !open(&c.finding.role))
        .filter_map(|c| c.finding.role.clone().map(|r| (c.finding.person.clone(), c.finding.kind, r)))
        .collect();
    let role_of = |person: &str, kind: Kind| {
        let own = told.iter().find(|(p, k, _)| p == person && *k == kind).map(|(_, _, r)| r.clone());
        own.or_else(|| if kind == Kind::Appointed { None } else { names.title(person) })
    };
    let pairs: Vec<(usize, String, Kind)> = claims
        .iter()
        .filter(|c| is_succession(&c.finding.rule) || c.finding.rule.contains(".from"))
        .map(|c| (c.frame, c.finding.person.clone(), c.finding.kind))
        .collect();
    for claim in claims.iter_mut().filter(|c| open(&c.finding.role)) {
        let own = role_of(&claim.finding.person, claim.finding.kind);
        let partner = || {
            pairs
                .iter()
                .filter(|(f, p, k)| *f == claim.frame && *p != claim.finding.person && *k != claim.finding.kind)
                .find_map(|(_, p, k)| role_of(p, *k))
        };
        if let Some(role) = own.or_else(partner) {
            claim.finding.role = Some(role);
            note_role(claim, "told of this person, or of the other of the two, elsewhere in the text", trace);
        }
    }
}

/// "will step down and take a sabbatical": whoever goes for good is not on leave.
fn drop_leaves_of_leavers(claims: &mut Vec<Claim>, trace: &Trace) {
    let gone: Vec<(String, Option<String>)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Departed && c.finding.news && c.finding.certainty > Certainty::Rumoured)
        .map(|c| (c.finding.person.clone(), c.finding.organisation.clone()))
        .collect();
    drop_where(claims, "the text says that the person leaves for good", trace, |c| {
        c.finding.kind == Kind::OnLeave && gone.iter().any(|(p, o)| *p == c.finding.person && *o == c.finding.organisation)
    });
}

/// "Svyrydenko resigned this week" in a text about something else: who leaves what must be told.
fn drop_unplaced(claims: &mut Vec<Claim>, parsed: &Parsed, names: &Names, trace: &Trace) {
    let line = |sentence: usize| parsed.sentences[sentence].line;
    drop_where(claims, "nothing near says which organisation is left, and in what role", trace, |c| {
        let bare = c.finding.kind == Kind::Departed && c.finding.role.is_none() && !c.sure;
        let refers = |s: usize| names.organisations.refers_to_main(s);
        let near = || (0..parsed.sentences.len()).any(|s| (s == 0 || line(s).abs_diff(line(c.sentence)) <= 2) && refers(s));
        // "Musk quits": what, is anybody's guess
        let surname = c.finding.person.is_ascii() && !c.finding.person.contains(' ');
        bare && (surname || !near())
    });
}

/// "Hightower hires Roe. He left the company this month": what somebody leaves is not what she comes to, as the context alone would have it.
fn drop_leaving_where_she_comes(claims: &mut Vec<Claim>, trace: &Trace) {
    let comes: Vec<(String, Option<String>)> = claims
        .iter()
        .filter(|c| c.finding.kind == Kind::Appointed && c.finding.news && !c.finding.interim)
        .map(|c| (c.finding.person.clone(), c.finding.organisation.clone()))
        .collect();
    let why = "the person comes to this organisation, and only the context says that it is the one left";
    drop_where(claims, why, trace, |c| {
        let bare = c.finding.kind == Kind::Departed && c.finding.role.is_none() && !c.sure && !is_succession(&c.finding.rule);
        bare && comes.iter().any(|(p, o)| *p == c.finding.person && *o == c.finding.organisation)
    });
}

/// The same step of the same person at two organisations is one step, told once more loosely: the text's own organisation
/// wins, else the one told first. Two posts that differ are two steps.
fn unify_places(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let main = names.organisations.main();
    for later in 1..claims.len() {
        for earlier in 0..later {
            let (a, b) = (&claims[earlier].finding, &claims[later].finding);
            let code = |f: &Finding| f.role.as_ref().map(|r| r.code.clone());
            let alike = a.role.is_none() || b.role.is_none() || code(a) == code(b);
            if !(a.person == b.person && a.kind == b.kind && a.news && b.news && a.organisation != b.organisation && alike) {
                continue;
            }
            let (from, to) = if b.organisation.as_deref() == main { (later, earlier) } else { (earlier, later) };
            claims[to].finding.organisation = claims[from].finding.organisation.clone();
            let why = "the same step is told of this organisation, too";
            trace.note(|| Event::Place { claim: claims[to].number, organisation: claims[to].finding.organisation.clone(), why });
        }
    }
}
