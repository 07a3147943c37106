//! What one claim leaves open the others of the text fill; what none explains is dropped.

use super::claim::{Claim, is_succession};
use super::mention::{Frame, NameForm, Parsed, RoleMention, Slot};
use super::resolve::Names;
use super::trace::{Event, Trace};
use crate::domain::{Certainty, Finding, Kind, Role};

/// How many sentences back the role may stand that one person takes over from another.
const NEAR: usize = 3;

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
    drop_parts_taken_over(claims, parsed, trace);
    drop_unplaced(claims, parsed, names, trace);
    drop_leaves_of_leavers(claims, trace);
    fill_from_holders(claims, parsed, names, trace);
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

/// Drops the claims that are `unwanted` among all of them, for a reason that the trace keeps.
fn drop_where(claims: &mut Vec<Claim>, why: &'static str, trace: &Trace, unwanted: impl Fn(&[Claim], &Claim) -> bool) {
    let dropped: Vec<usize> = claims.iter().filter(|claim| unwanted(claims, claim)).map(|claim| claim.number).collect();
    dropped.iter().for_each(|&claim| trace.note(|| Event::ClaimDropped { claim, why }));
    claims.retain(|claim| !dropped.contains(&claim.number));
}

/// Gives claims the roles that `role_of` finds for them, for a reason that the trace keeps.
fn fill(claims: &mut [Claim], why: &'static str, trace: &Trace, role_of: impl Fn(&[Claim], &Claim) -> Option<Role>) {
    let roles: Vec<(usize, Role)> = claims.iter().enumerate().filter_map(|(at, claim)| Some((at, role_of(claims, claim)?))).collect();
    for (at, role) in roles {
        trace.note(|| Event::Role { claim: claims[at].number, role: role.clone(), why });
        claims[at].finding.role = Some(role);
    }
}

/// "his successor", "will take over": the role is the one that somebody leaves at the same organisation.
fn fill_from_leavers(claims: &mut [Claim], trace: &Trace) {
    fill(claims, "the role that somebody leaves at the same organisation", trace, |claims, claim| {
        let lacking = claim.finding.kind == Kind::Appointed && is_open(claim.finding.role.as_ref());
        let left = claims.iter().filter(|c| lacking && goes(c) && c.finding.organisation == claim.finding.organisation);
        let roles = left.filter_map(|c| Some((c.sentence, c.finding.role.as_ref()?)));
        roles.min_by_key(|(sentence, _)| sentence.abs_diff(claim.sentence)).map(|(_, role)| role.clone())
    });
}

/// Whoever is succeeded leaves the role that her successor takes.
fn fill_followed(claims: &mut [Claim], trace: &Trace) {
    let of_succession = |c: &Claim, kind: Kind| c.finding.kind == kind && c.finding.rule.starts_with("succeed");
    fill(claims, "the role that somebody takes over at the same organisation", trace, |claims, claim| {
        let lacking = of_succession(claim, Kind::Departed) && claim.finding.role.is_none();
        let taken = claims.iter().filter(|c| lacking && of_succession(c, Kind::Appointed) && c.finding.role.is_some());
        taken.into_iter().find(|c| c.finding.organisation == claim.finding.organisation)?.finding.role.clone()
    });
}

/// "Initech selects Roe as new CEO; Moor to retire": who goes where another comes, in one sentence, leaves what the other takes.
fn fill_from_comers(claims: &mut [Claim], names: &Names, trace: &Trace) {
    fill(claims, "the role that somebody takes in the same sentence", trace, |claims, claim| {
        let Finding { person, kind, role, organisation, .. } = &claim.finding;
        let lacking = *kind == Kind::Departed && role.is_none();
        if !lacking || names.title(person).or_else(|| names.stated_role(person)).is_some() {
            return None;
        }
        let comes = |c: &&Claim| c.finding.kind == Kind::Appointed && c.finding.news && !is_open(c.finding.role.as_ref());
        let beside = |c: &&Claim| c.sentence == claim.sentence && c.finding.organisation == *organisation;
        let taken = claims.iter().filter(comes).find(beside).and_then(|c| c.finding.role.clone());
        let vacant = || names.vacant().iter().find(|(sentence, _)| *sentence == claim.sentence).map(|(_, r)| r.role.clone());
        taken.or_else(vacant)
    });
}

/// What she leaves is what the text says she was.
fn fill_from_titles(claims: &mut [Claim], names: &Names, trace: &Trace) {
    fill(claims, "the text says elsewhere that the person had it", trace, |_, claim| {
        let Finding { person, kind, role, news, .. } = &claim.finding;
        let lacking = *news && *kind != Kind::Appointed && is_open(role.as_ref());
        if lacking { names.title(person).or_else(|| names.stated_role(person)) } else { None }
    });
}

/// "The founder and chairman of Initech resigned on Monday. Jane Roe's exit comes at a bad time", "Initech's previous chief, Jane Roe, left":
/// the role of which the text has told that its holder goes, else the one that it calls former.
fn fill_from_holders(claims: &mut [Claim], parsed: &Parsed, names: &Names, trace: &Trace) {
    let held = |frame: &Frame| {
        let holder = frame.people(Slot::Subject).iter().find(|p| p.form == NameForm::Holder)?;
        holder.title.as_ref().map(|t| (frame.sentence, t.role.role.clone()))
    };
    let left: Vec<(usize, Role)> = parsed.frames.iter().filter_map(held).collect();
    fill(claims, "the text says that whoever has it goes, or had it", trace, |_, claim| {
        let Finding { person, kind, role, news, rule, .. } = &claim.finding;
        if !*news || *kind != Kind::Departed || role.is_some() {
            return None;
        }
        let near = |(s, _): &&(usize, Role)| *s == 0 || *s <= claim.sentence && claim.sentence - s <= 2;
        let told = left.iter().rfind(near).map(|(_, role)| role.clone()).filter(|_| !is_succession(rule));
        told.or_else(|| names.former_title(person, claim.sentence))
    });
}

/// "Initech has a new finance chief. Jane Roe joins from Hooli."
fn fill_vacant(claims: &mut [Claim], names: &Names, trace: &Trace) {
    fill(claims, "the new role that the text speaks of just before", trace, |_, claim| {
        let lacking = claim.finding.kind == Kind::Appointed && claim.finding.role.is_none();
        let near = |(s, _): &&(usize, RoleMention)| lacking && *s <= claim.sentence && (claim.sentence - s <= 2 || *s == 0);
        names.vacant().iter().rfind(near).map(|(_, role)| role.role.clone())
    });
}

/// An appointment that nothing gives a role, and no departure explains, is no claim.
fn drop_unexplained(claims: &mut Vec<Claim>, trace: &Trace) {
    let why = "an appointment that nothing gives a role, and no departure explains, is no claim";
    drop_where(claims, why, trace, |claims, claim| !is_explained(claim, claims));
}

fn is_explained(claim: &Claim, claims: &[Claim]) -> bool {
    // "takes the helm", "will lead it for the meantime" say enough by themselves
    let speaks = |rule: &str| rule.starts_with("helm") || matches!(rule, "lead.interim" | "join.veteran");
    let Finding { person, organisation, kind, role, rule, .. } = &claim.finding;
    if *kind != Kind::Appointed || role.is_some() || speaks(rule) {
        return true;
    }
    // "resigned last Thursday and will join Hooli": whoever leaves a post for another house
    if rule == "join.bare" {
        let left = |c: &Claim| c.finding.kind == Kind::Departed && c.finding.news && c.finding.role.is_some();
        return claims.iter().any(|c| left(c) && c.finding.person == *person);
    }
    claims.iter().any(|c| goes(c) && c.finding.organisation == *organisation)
}

/// Who follows and who is followed have one role: told of either, anywhere in the text, it is known of both.
fn fill_successions(claims: &mut [Claim], names: &Names, trace: &Trace) {
    let open = |c: &Claim| c.finding.role.as_ref().is_none_or(|r| matches!(r.code.as_str(), "SUCCESSOR" | "PREDECESSOR"));
    let paired = |c: &Claim| is_succession(&c.finding.rule) || c.finding.rule.contains(".from");
    fill(claims, "told of this person, or of the other of the two, elsewhere in the text", trace, |claims, claim| {
        let role_of = |person: &str, kind: Kind| {
            let told = claims.iter().find(|c| !open(c) && c.finding.person == person && c.finding.kind == kind);
            let title = || if kind == Kind::Appointed { None } else { names.title(person) };
            told.and_then(|c| c.finding.role.clone()).or_else(title)
        };
        let Finding { person, kind, .. } = &claim.finding;
        let other = |c: &&Claim| c.frame == claim.frame && c.finding.person != *person && c.finding.kind != *kind;
        let partner = || claims.iter().filter(|c| paired(c)).filter(other).find_map(|c| role_of(&c.finding.person, c.finding.kind));
        if open(claim) { role_of(person, *kind).or_else(partner) } else { None }
    });
}

/// "will step down and take a sabbatical": whoever goes for good is not on leave.
fn drop_leaves_of_leavers(claims: &mut Vec<Claim>, trace: &Trace) {
    drop_where(claims, "the text says that the person leaves for good", trace, |claims, claim| {
        let goes = |c: &Claim| c.finding.kind == Kind::Departed && c.finding.news && c.finding.certainty > Certainty::Rumoured;
        claim.finding.kind == Kind::OnLeave && claims.iter().any(|c| goes(c) && is_of_the_same(c, claim))
    });
}

/// "Achebe took over the part, replacing Tolland": whoever follows whom, in what and where, must be told.
fn drop_parts_taken_over(claims: &mut Vec<Claim>, parsed: &Parsed, trace: &Trace) {
    let titles = parsed.people.iter().filter_map(|(s, p)| p.title.as_ref().map(|t| (*s, t.role.leadership)));
    let told: Vec<usize> =
        parsed.roles.iter().map(|(s, r)| (*s, r.leadership)).chain(titles).filter(|(_, leads)| *leads).map(|(s, _)| s).collect();
    let near = |sentence: usize| told.iter().any(|&s| s == 0 || s <= sentence && sentence - s <= NEAR);
    drop_where(claims, "one follows the other, and nothing near says in what role and where", trace, |_, c| {
        is_succession(&c.finding.rule) && is_open(c.finding.role.as_ref()) && !c.sure && !near(c.sentence)
    });
}

/// Whether two claims are of one person at one organisation.
fn is_of_the_same(one: &Claim, other: &Claim) -> bool {
    one.finding.person == other.finding.person && one.finding.organisation == other.finding.organisation
}

/// "Svyrydenko resigned this week" in a text about something else: who leaves what must be told.
fn drop_unplaced(claims: &mut Vec<Claim>, parsed: &Parsed, names: &Names, trace: &Trace) {
    let line = |sentence: usize| parsed.sentences[sentence].line;
    drop_where(claims, "nothing near says which organisation is left, and in what role", trace, |_, c| {
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
    let why = "the person comes to this organisation, and only the context says that it is the one left";
    drop_where(claims, why, trace, |claims, claim| {
        let Finding { kind, role, rule, .. } = &claim.finding;
        let bare = *kind == Kind::Departed && role.is_none() && !claim.sure && !is_succession(rule);
        let comes = |c: &Claim| c.finding.kind == Kind::Appointed && c.finding.news && !c.finding.interim;
        bare && claims.iter().any(|c| comes(c) && is_of_the_same(c, claim))
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
