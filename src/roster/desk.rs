//! The desk at which one article is reconciled: the roster and what has been told, both kept up to date from finding to finding.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::corroborate::{RECENT_DAYS, first_told, is_recent, may_alert, standing, together};
use super::identify::{Who, identify};
use super::identity::{find_organisation, is_seat, same_role, same_words};
use super::likeness::{is_alike, is_copy, likeness};
use super::party;
use super::rumour::is_rumour_of;
use super::story::story_of;
use crate::domain::article::document_key;
use crate::domain::{
    Article, Change, ChangeKind, Finding, Findings, Kind, Manner, Outcome, PartialDate, Person, Position, Question, Role, Roster, Standing,
    Status, Support, Tenure, TenureStep, Verdict,
};

/// A finding whose person and organisation are those of the roster.
pub struct Case<'a> {
    pub finding: &'a Finding,
    /// The roster's name, or the finding's for somebody whom the roster does not know.
    pub person: String,
    /// Somebody elsewhere who may be meant, and why it is asked.
    pub question: Option<(String, String)>,
    /// The watched organisation's name in the roster.
    pub organisation: String,
    /// The effective date, else the month of publication (the day of an announcement depends on the time zone).
    pub when: PartialDate,
    /// Whether the effective date lies wholly behind the day of publication.
    pub ahead: bool,
}

pub struct Desk<'a> {
    pub article: &'a Article,
    pub findings: &'a Findings,
    pub now: Timestamp,
    roster: Roster,
    told: Vec<Change>,
    likeness: Option<u64>,
    pub outcomes: Vec<Outcome>,
}

impl<'a> Desk<'a> {
    pub fn new(roster: &Roster, told: &[Change], article: &'a Article, findings: &'a Findings, now: Timestamp) -> Self {
        let mut told = told.to_vec();
        told.sort_by_key(|change| change.detected);
        let likeness = likeness(&article.text);
        Desk { article, findings, now, roster: roster.clone(), told, likeness, outcomes: Vec::new() }
    }

    /// The finding as a case; `None` if it may not alert, is history, or is of no watched organisation.
    pub fn case<'f>(&self, finding: &'f Finding) -> Option<Case<'f>> {
        if may_alert(finding.certainty) { self.any_case(finding) } else { None }
    }

    /// The same of any certainty.
    pub fn any_case<'f>(&self, finding: &'f Finding) -> Option<Case<'f>> {
        if !finding.news {
            return None;
        }
        let organisation = find_organisation(&self.roster, finding.organisation.as_deref()?)?.name.clone();
        let published = self.article.published.to_zoned(TimeZone::UTC).date();
        let (person, question) = match identify(&self.roster, &finding.person, &organisation, self.findings, published) {
            Who::Person(name) => (name, None),
            Who::Namesake { name, candidate, why } => (name, Some((candidate, why))),
            Who::Nobody => return None,
        };
        let ahead = finding.effective.is_some_and(|date| date.first_day() > published);
        Some(Case { finding, person, question, organisation, when: finding.effective.unwrap_or(self.month()), ahead })
    }

    /// Whether the article is an old one under a new date: its text told a change long before. A list of people always looks like itself.
    pub fn is_repost(&self) -> bool {
        let published = self.article.published;
        let old = |other: &Support| {
            published.as_second() - other.published.as_second() > RECENT_DAYS * 86_400
                && other.likeness.zip(self.likeness).is_some_and(|(a, b)| is_alike(a, b))
        };
        let listing = self.findings.changes.iter().any(|finding| finding.rule == party::LISTING);
        !listing && self.told.iter().flat_map(|change| &change.support).any(old)
    }

    /// The month of publication, in UTC.
    pub fn month(&self) -> PartialDate {
        month_of(self.article.published)
    }

    /// The rows of the case's person in the case's organisation, in the roster's order.
    pub fn rows(&self, case: &Case) -> Vec<Tenure> {
        let of_case = |row: &&Tenure| row.person == case.person && row.organisation == case.organisation;
        self.roster.tenures.iter().filter(of_case).cloned().collect()
    }

    /// The rows of an organisation, in the roster's order.
    pub fn rows_of(&self, organisation: &str) -> Vec<Tenure> {
        self.roster.tenures.iter().filter(|row| row.organisation == organisation).cloned().collect()
    }

    /// Whether this article tells that the case's person leaves a post there.
    pub fn tells_departure(&self, case: &Case) -> bool {
        self.beside(case, |other| other.kind == Kind::Departed).is_some()
    }

    /// The latest recent rumour of what the case tells or denies.
    pub fn rumour_of(&self, case: &Case) -> Option<&Change> {
        self.all_of(case).filter(|change| is_rumour_of(change, case)).last()
    }

    /// The recent contradiction that the case tells.
    pub fn contradiction_of(&self, case: &Case) -> Option<&Change> {
        let same = |change: &&Change| {
            let roles = change.role.as_ref().zip(case.finding.role.as_ref());
            change.kind == ChangeKind::Contradiction && roles.is_some_and(|(a, b)| same_role(a, b))
        };
        self.all_of(case).filter(same).last()
    }

    /// The change that told this case before, where the operator found it wrong.
    pub fn rejected_before(&self, case: &Case) -> Option<Change> {
        self.told_before(case, &self.rows(case)).filter(|told| told.verdict == Some(Verdict::Rejected))
    }

    /// Another finding of this article about the same person in the same organisation that may alert.
    pub fn beside(&self, case: &Case, wanted: impl Fn(&Finding) -> bool) -> Option<Case<'a>> {
        let others = self.findings.changes.iter().filter(|other| !std::ptr::eq(*other, case.finding) && wanted(other));
        others.filter_map(|other| self.case(other)).find(|other| other.person == case.person && other.organisation == case.organisation)
    }

    /// The latest recent change that told this case before.
    pub fn told_before(&self, case: &Case, rows: &[Tenure]) -> Option<Change> {
        let same = |change: &&Change| {
            change.kind.claimed() == Some(case.finding.kind) && self.tells_role(change, case.finding.role.as_ref(), rows)
        };
        self.told_of(case).filter(same).last().cloned()
    }

    /// What was told of the case's person there and is recent; what was rejected counts, because its repeats are silent.
    fn told_of(&self, case: &Case) -> impl Iterator<Item = &Change> {
        self.all_of(case).filter(|change| change.is_settled() || change.verdict.is_some())
    }

    /// What is on the books of the case's person there and is recent.
    fn all_of(&self, case: &Case) -> impl Iterator<Item = &Change> {
        let published = self.article.published;
        let (person, organisation) = (case.person.clone(), case.organisation.clone());
        self.told
            .iter()
            .filter(move |change| change.person == person && change.organisation == organisation && is_recent(change, published))
    }

    /// Whether a told change is about this role. It keeps the role only as displayed: the rows say what is meant by it.
    fn tells_role(&self, change: &Change, role: Option<&Role>, rows: &[Tenure]) -> bool {
        let Some(role) = role else { return true };
        let before = change.before.as_ref().and_then(|position| position.role.as_deref());
        let after = change.after.role.as_deref();
        let Some(told) = (if change.kind.claimed() == Some(Kind::Appointed) { after } else { before.or(after) }) else { return true };
        let part = |title: &str| told == title || told.split(" and ").any(|part| part == title) || told.ends_with(&format!(" and {title}"));
        let is_leave = matches!(change.kind, ChangeKind::OnLeave | ChangeKind::Returned);
        let in_other_words = !rows.iter().any(|row| is_running(row.status) && same_role(&row.role, role));
        rows.iter().any(|row| part(&row.title()) && same_role(&row.role, role))
            || same_words(told, &role.display())
            || same_words(told, &role.title)
            || (in_other_words && (is_leave || (change.kind == ChangeKind::Departed && !is_seat(role))))
    }

    /// Whether the case retells `told` although the roster no longer agrees with it, because another change followed: it is older
    /// than what followed, or the article tells that as well.
    pub fn retells(&self, case: &Case, told: &Change, rows: &[Tenure]) -> bool {
        let later: Vec<&Change> = self.told_of(case).skip_while(|change| change.id != told.id).skip(1).collect();
        let Some(last) = later.last() else { return true };
        let told_then = first_told(last);
        let followed_on = last.effective.unwrap_or_else(|| month_of(told_then));
        let tells_what_followed = |other: &Finding| {
            later.iter().any(|change| change.kind.claimed() == Some(other.kind) && self.tells_role(change, other.role.as_ref(), rows))
        };
        case.finding.effective.is_some_and(|date| date.first_day() <= followed_on.last_day())
            || self.article.published <= told_then
            || self.beside(case, tells_what_followed).is_some()
    }

    /// Whether the article tells as well how this was undone, and that has been told: the outcome of the chain is known.
    pub fn is_undone(&self, case: &Case) -> bool {
        let undoing = self.beside(case, |other| is_undone_by(case.finding, other));
        undoing.is_some_and(|other| self.told_of(case).any(|change| change.kind.claimed() == Some(other.finding.kind)))
    }

    /// Whether the case is older than the row: an old document, or an old fact in a new one.
    pub fn predates(&self, case: &Case, row: &Tenure) -> bool {
        let began = row.status_since.or(row.since);
        row.status != Status::Incoming && began.is_some_and(|began| case.when.last_day() < began.first_day())
    }

    /// Adds this document to a change that has been told.
    pub fn support(&mut self, case: &Case, told: &Change) {
        if !self.has_told(told) {
            let support = self.evidence(case, told);
            let standing = self.keep_support(told, &support);
            self.outcomes.push(Outcome::Support { change_id: told.id.clone(), support, standing });
        }
    }

    /// Adds this document to a change that has been told, and makes it sharper.
    pub fn refine(&mut self, case: &Case, told: &Change, after: Position, effective: Option<PartialDate>, tenures: Vec<TenureStep>) {
        if told.support.iter().any(|support| support.key == self.article.key) {
            return;
        }
        let support = self.evidence(case, told);
        let standing = self.keep_support(told, &support);
        if let Some(kept) = self.told.iter_mut().find(|change| change.id == told.id) {
            (kept.after, kept.effective) = (after.clone(), effective);
        }
        tenures.iter().for_each(|step| self.apply(step));
        self.outcomes.push(Outcome::Refine { change_id: told.id.clone(), support, standing, after, effective, tenures });
    }

    /// Tells a change that the roster did not know.
    pub fn tell(&mut self, case: &Case, kind: ChangeKind, before: Option<Position>, after: Position, tenures: Vec<TenureStep>) {
        let finding = case.finding;
        let (id, support) = (self.identity(case, kind), vec![self.first_evidence(case)]);
        let mut change = Change {
            story: id.clone(),
            id,
            person: case.person.clone(),
            organisation: case.organisation.clone(),
            kind,
            role: finding.role.clone().or_else(|| left_role(kind, &tenures)),
            interim: finding.interim,
            manner: finding.manner,
            certainty: finding.certainty,
            standing: standing(kind, &support, None),
            verdict: None,
            effective: finding.effective,
            before,
            after,
            detected: self.now,
            support,
        };
        if self.told.iter().any(|told| told.id == change.id) {
            return;
        }
        if let Some(story) = story_of(&change, &self.told, self.article.published) {
            change.story = story;
        }
        tenures.iter().for_each(|step| self.apply(step));
        self.told.push(change.clone());
        let question = self.question(case, &change);
        self.outcomes.push(Outcome::New { change, tenures });
        self.outcomes.extend(question);
    }

    fn question(&self, case: &Case, change: &Change) -> Option<Outcome> {
        let (candidate, why) = case.question.clone()?;
        let (quote, url) = change.support.first().map(|one| (one.quote.clone(), one.url.clone())).unwrap_or_default();
        let (person, organisation) = (case.person.clone(), case.organisation.clone());
        Some(Outcome::Question(Question { person, candidate, organisation, why, quote, url }))
    }

    /// Whether the article, or another version of it, is already among the change's documents.
    fn has_told(&self, told: &Change) -> bool {
        told.support.iter().any(|support| document_key(&support.key) == document_key(&self.article.key))
    }

    /// Adds the document to what is known of the change; what the change comes to with it.
    fn keep_support(&mut self, told: &Change, support: &Support) -> Standing {
        let Some(kept) = self.told.iter_mut().find(|change| change.id == told.id) else { return told.standing };
        kept.support.push(support.clone());
        kept.standing = standing(kept.kind, &kept.support, kept.verdict);
        kept.certainty = together(&kept.support).unwrap_or(kept.certainty);
        kept.standing
    }

    fn apply(&mut self, step: &TenureStep) {
        let place = step.before.as_ref().and_then(|before| self.roster.tenures.iter().position(|row| row == before));
        match place {
            Some(place) => self.roster.tenures[place] = step.after.clone(),
            None => self.roster.tenures.push(step.after.clone()),
        }
        if !self.roster.people.iter().any(|person| person.name == step.after.person) {
            self.roster.people.push(Person { name: step.after.person.clone(), ..Person::default() });
        }
    }

    /// This document for a change that others tell: a copy of one of them has that one's outlet.
    fn evidence(&self, case: &Case, told: &Change) -> Support {
        let mut support = self.first_evidence(case);
        if let Some(original) = told.support.iter().find(|other| is_copy(other, &support)).filter(|_| !support.first_party) {
            support.outlet.clone_from(&original.outlet);
        }
        support
    }

    fn first_evidence(&self, case: &Case) -> Support {
        let article = self.article;
        let author = article.author.as_ref().map(|author| author.handle.clone().unwrap_or_else(|| author.name.clone()));
        let organisation = self.roster.organisations.iter().find(|organisation| organisation.name == case.organisation);
        let own = |organisation| party::is_first_party(&self.roster, article, case.finding, &case.person, organisation);
        Support {
            source: article.source.clone(),
            key: article.key.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            author: author.filter(|author| !author.is_empty()),
            published: article.published,
            certainty: case.finding.certainty,
            first_party: organisation.is_some_and(own),
            outlet: party::outlet(article),
            likeness: self.likeness,
            quote: case.finding.evidence.iter().map(|evidence| evidence.text.as_str()).collect::<Vec<_>>().join("\n"),
        }
    }

    /// Made of what the change is and of the document that told it first, so that a replay gives the same one.
    fn identity(&self, case: &Case, kind: ChangeKind) -> String {
        let role = case.finding.role.as_ref().map(|role| format!("{} {}", role.code, role.display())).unwrap_or_default();
        // A kind that the roster makes of the same claim is no part of it: other rules may make another of it.
        let kind = kind.claimed().map_or(kind.as_str(), Kind::as_str);
        let rumour = if may_alert(case.finding.certainty) { "" } else { "rumour" };
        let parts = [&case.organisation, &case.person, kind, rumour, &role, &self.article.key];
        format!("{:032x}", xxhash_rust::xxh3::xxh3_128(parts.join("\u{1f}").as_bytes()))
    }
}

/// The post that somebody leaves, where the document does not name it and the roster has one.
fn left_role(kind: ChangeKind, steps: &[TenureStep]) -> Option<Role> {
    let left = steps.iter().filter_map(|step| step.before.as_ref()).map(|row| &row.role);
    let mut posts = left.filter(|role| kind != ChangeKind::Appointed && !is_seat(role));
    posts.next().cloned()
}

/// Whether the row stands and has no announced end.
pub fn is_running(status: Status) -> bool {
    matches!(status, Status::Current | Status::OnLeave | Status::Incoming)
}

/// Whether `other` undoes `finding`: a reinstatement a departure, a return a leave or a departure.
pub fn is_undone_by(finding: &Finding, other: &Finding) -> bool {
    match finding.kind {
        Kind::Departed => other.kind == Kind::Returned || (other.kind == Kind::Appointed && other.manner == Manner::Reinstated),
        Kind::OnLeave => other.kind == Kind::Returned,
        _ => false,
    }
}

/// The month of a moment, in UTC.
pub fn month_of(moment: Timestamp) -> PartialDate {
    PartialDate::from(moment.to_zoned(TimeZone::UTC).date()).to_month()
}

/// Several rows as one position: the titles together, the first row's status. `None` without rows.
pub fn position_of(rows: &[Tenure]) -> Option<Position> {
    let first = rows.first()?;
    let titles: Vec<String> = rows.iter().map(Tenure::title).collect();
    Some(Position { role: Some(titles.join(" and ")), status: first.status, until: first.until })
}
