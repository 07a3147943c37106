//! The English rules, from the most specific to the most general of each trigger.

use crate::domain::{Kind, Manner};
use crate::extract::mention::Slot;
use crate::extract::mention::Slot::{As, At, By, For, From, Object, Subject, With};
use crate::extract::rule::{Give, Need, Rule};

const fn appointed(person: Slot, role: &'static [Slot], organisation: &'static [Slot]) -> Give {
    Give::Change { kind: Kind::Appointed, person, role, organisation, manner: None, title: false, bare: false }
}

/// The title that the person carries counts as the role taken.
const fn appointed_titled(person: Slot, role: &'static [Slot], organisation: &'static [Slot]) -> Give {
    Give::Change { kind: Kind::Appointed, person, role, organisation, manner: None, title: true, bare: false }
}

/// The role may be left open: the context tells it.
const fn appointed_bare(person: Slot, role: &'static [Slot], organisation: &'static [Slot]) -> Give {
    Give::Change { kind: Kind::Appointed, person, role, organisation, manner: None, title: false, bare: true }
}

const fn departed(person: Slot, role: &'static [Slot], organisation: &'static [Slot]) -> Give {
    Give::Change { kind: Kind::Departed, person, role, organisation, manner: None, title: true, bare: true }
}

const fn departed_as(person: Slot, role: &'static [Slot], organisation: &'static [Slot], manner: Manner) -> Give {
    Give::Change { kind: Kind::Departed, person, role, organisation, manner: Some(manner), title: true, bare: true }
}

const fn leave(person: Slot, kind: Kind) -> Give {
    Give::Change { kind, person, role: &[As], organisation: &[From, At, Object], manner: None, title: true, bare: true }
}

const fn rule(id: &'static str, trigger: &'static str, needs: &'static [Need], gives: &'static [Give]) -> Rule {
    Rule { id, trigger, needs, gives }
}

use Need::{
    Active, Ahead, Future, Interim, NoOrganisation, NoOther, NoPeople, Organisation, Passive, People, Role, RoleOrFresh, RoleOrTitle,
    TellsManner, Title, Veteran,
};

#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // "Acme named Jane Roe (as) CEO", "Jane Roe was named CEO (of|by Acme)"
    rule("appoint.passive", "appoint", &[Passive, People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[At, By])]),
    rule("reinstate.passive", "appoint", &[Passive, TellsManner(Manner::Reinstated), People(Subject)], &[appointed_bare(Subject, &[As, Object], &[At, By])]),
    rule("appoint.instead", "appoint", &[Active, People(Object), People(For)], &[appointed_bare(Object, &[As], &[At, Subject]), departed(For, &[As], &[At, Subject])]),
    rule("appoint.active", "appoint", &[Active, People(Object), RoleOrTitle(Object, &[As])], &[appointed_titled(Object, &[As], &[At, Subject]), departed(For, &[As], &[At, Subject])]),
    rule("reinstate.active", "appoint", &[Active, TellsManner(Manner::Reinstated), People(Object)], &[appointed_bare(Object, &[As], &[At, Subject])]),
    rule("takepost", "takepost", &[People(Subject)], &[appointed_bare(Subject, &[], &[At, By])]),
    rule("present.passive", "present", &[Passive, People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[At, By])]),
    rule("present.active", "present", &[Active, People(Object), RoleOrTitle(Object, &[As])], &[appointed(Object, &[As], &[At, Subject])]),
    rule("welcome.active", "welcome", &[Active, People(Object), RoleOrFresh(Object, &[As])], &[appointed_titled(Object, &[As], &[At, Subject])]),
    rule("welcome.passive", "welcome", &[Passive, People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[At, By])]),
    rule("strengthen", "strengthen", &[People(With), Title(With)], &[appointed_titled(With, &[As], &[Subject])]),
    // "Jane Roe becomes CEO", "will take over as CEO", "assumes the role of CEO"
    rule("become.from", "become", &[Active, People(Subject), People(From)], &[appointed_bare(Subject, &[As], &[At]), departed(From, &[As], &[At])]),
    rule("become", "become", &[Active, People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[At, Object]), departed(For, &[As, Object], &[At, Object])]),
    rule("become.titled", "become", &[Active, People(Subject), RoleOrFresh(Subject, &[]), NoOther(Object)], &[appointed_titled(Subject, &[], &[At, Object])]),
    rule("become.bare", "become", &[Active, People(Subject), NoOther(Object), NoPeople(Object), NoOrganisation(Object)], &[appointed_bare(Subject, &[], &[At, Object])]),
    rule("helm.from", "helm", &[People(Subject), People(From)], &[appointed_bare(Subject, &[As], &[At]), departed(From, &[As], &[At])]),
    rule("helm", "helm", &[People(Subject)], &[appointed_bare(Subject, &[As], &[At, Object])]),
    rule("rise", "rise", &[People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("start", "start", &[People(Subject), Role(&[As]), NoOther(Object)], &[appointed(Subject, &[As], &[At])]),
    rule("serve.ahead", "serve", &[Future, Active, People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("standin", "standin", &[People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("standin.bare", "standin", &[Active, People(Subject)], &[appointed_bare(Subject, &[], &[At])]),
    rule("lead.fresh", "lead", &[Future, Active, People(Subject), RoleOrFresh(Subject, &[])], &[appointed_titled(Subject, &[], &[At])]),
    rule("lead.interim", "lead", &[Interim, Ahead, People(Subject), Organisation(Object)], &[appointed_bare(Subject, &[As], &[Object])]),
    rule("join", "join", &[Active, People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[Object, At])]),
    rule("join.from", "join", &[Active, People(Subject), Organisation(From), NoOther(Object), NoPeople(Object)], &[appointed_bare(Subject, &[], &[Object, At])]),
    rule("join.veteran", "join", &[Active, Ahead, People(Subject), Veteran(Subject), Organisation(Object), NoOther(Object), NoPeople(Object)], &[appointed_bare(Subject, &[], &[Object])]),
    rule("join.bare", "join", &[Future, Active, People(Subject), Organisation(Object), NoOther(Object), NoPeople(Object)], &[appointed_bare(Subject, &[], &[Object])]),
    rule("copula", "copula", &[People(Subject), Role(&[As, Object])], &[appointed(Subject, &[As, Object], &[At])]),
    rule("copula.inverse", "copula", &[People(Object), Role(&[As])], &[appointed(Object, &[As], &[At])]),
    rule("move", "move", &[People(Subject), Role(&[As]), Role(&[From])], &[
        appointed(Subject, &[As], &[At]),
        Give::Change { kind: Kind::Departed, person: Subject, role: &[From], organisation: &[At], manner: Some(Manner::Moved), title: false, bare: false },
    ]),
    rule("move.to", "move", &[People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("start.titled", "start", &[Ahead, People(Subject), Title(Subject), NoOther(Object)], &[appointed_titled(Subject, &[], &[At, Object])]),
    // "the top job goes to Jane Roe"
    rule("fallto", "fallto", &[People(As), Role(&[As])], &[appointed(As, &[As], &[At])]),
    rule("fallto.post", "fallto", &[People(As), NoOther(Object)], &[appointed_bare(As, &[As], &[At])]),
    // one follows another
    rule("succeed.passive", "succeed", &[Passive, People(Subject), People(By)], &[departed(Subject, &[As], &[At]), appointed_bare(By, &[As], &[At])]),
    rule("succeed.by", "succeed", &[Passive, NoPeople(Subject), People(By)], &[appointed_bare(By, &[As, Subject], &[At])]),
    rule("succeed.ahead", "succeed", &[Future, Active, People(Subject), NoPeople(Object), NoOther(Object), NoOrganisation(Object)], &[appointed_bare(Subject, &[As], &[At])]),
    rule("succeed.active", "succeed", &[Active, People(Subject), People(Object), NoOther(As)], &[appointed_bare(Subject, &[As], &[At]), departed(Object, &[As], &[At])]),
    rule("replace.with", "succeed", &[Active, People(Object), People(With)], &[departed(Object, &[As], &[At, Subject]), appointed_bare(With, &[As], &[At, Subject])]),
    rule("replace.active", "succeed", &[Active, People(Object), Organisation(Subject)], &[departed(Object, &[As], &[At, Subject])]),
    rule("follow", "follow", &[Active, People(Subject), People(Object), Role(&[As])], &[appointed(Subject, &[As], &[At]), departed(Object, &[As], &[At])]),
    rule("follow.ahead", "follow", &[Future, Active, People(Subject), People(Object), NoOther(As)], &[appointed_bare(Subject, &[], &[At])]),
    // somebody goes
    rule("leave.farewell", "leave", &[Organisation(Subject), People(As), NoPeople(Subject)], &[departed(As, &[], &[Subject])]),
    // "has left, leaving Jane Roe as interim finance chief"
    rule("leave.behind", "leave", &[People(Object), Role(&[As]), NoOrganisation(Object)], &[appointed(Object, &[As], &[At])]),
    rule("leave", "leave", &[People(Subject), NoOther(Object), NoPeople(Object)], &[departed(Subject, &[As, Object, From], &[Object, From, At, Subject])]),
    rule("retire", "retire", &[Active, People(Subject), NoOther(Object), NoPeople(Object)], &[departed(Subject, &[As, From], &[From, At, Subject])]),
    rule("handover", "handover", &[Active, People(Subject), People(As)], &[departed(Subject, &[Object], &[From, At]), appointed_bare(As, &[Object], &[At])]),
    rule("makeway", "makeway", &[Active, People(Subject), People(Object)], &[departed(Subject, &[As], &[From, At]), appointed_bare(Object, &[As], &[At])]),
    rule("handover.post", "handover", &[Active, People(Subject)], &[departed(Subject, &[Object], &[From, At])]),
    rule("giveup.role", "giveup", &[People(Subject), Role(&[Object, As])], &[departed(Subject, &[Object, As], &[From, At, Subject])]),
    rule("giveup.post", "giveup", &[People(Subject), NoOther(Object), NoPeople(Object)], &[departed(Subject, &[As], &[From, At, Subject])]),
    rule("partways", "partways", &[People(With)], &[departed(With, &[As], &[Subject])]),
    rule("partways.subject", "partways", &[People(Subject)], &[departed(Subject, &[As], &[With, Subject])]),
    rule("transition", "transition", &[People(Subject), Role(&[From])], &[
        Give::Change { kind: Kind::Departed, person: Subject, role: &[From], organisation: &[At], manner: Some(Manner::Moved), title: true, bare: true },
        appointed(Subject, &[As], &[At]),
    ]),
    rule("transition.to", "transition", &[People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("lose", "lose", &[Active, People(Object), Title(Object)], &[departed(Object, &[As], &[Subject])]),
    rule("cease", "cease", &[People(Subject), Role(&[As, Object])], &[departed(Subject, &[As, Object], &[At, From])]),
    rule("goto", "goto", &[People(Subject)], &[departed_as(Subject, &[], &[], Manner::Resigned)]),
    // somebody is sent away
    rule("dismiss.passive", "dismiss", &[Passive, People(Subject)], &[departed(Subject, &[As, From], &[At, From, By])]),
    rule("dismiss.active", "dismiss", &[Active, People(Object)], &[departed(Object, &[As, From], &[At, Subject])]),
    rule("strip.passive", "strip", &[Passive, People(Subject), Role(&[As, From])], &[departed(Subject, &[As, From], &[At, By])]),
    rule("strip.active", "strip", &[Active, People(Object), Role(&[As, From])], &[departed(Object, &[As, From], &[At, Subject])]),
    rule("die", "die", &[Active, People(Subject)], &[departed(Subject, &[As], &[At])]),
    // leave and return
    rule("suspend.passive", "suspend", &[Passive, People(Subject)], &[leave(Subject, Kind::OnLeave)]),
    rule("suspend.active", "suspend", &[Active, People(Object)], &[leave(Object, Kind::OnLeave)]),
    rule("onleave", "onleave", &[People(Subject)], &[leave(Subject, Kind::OnLeave)]),
    rule("return.role", "return", &[People(Subject), Role(&[As])], &[appointed(Subject, &[As], &[At])]),
    rule("returned", "returnleave", &[People(Subject)], &[leave(Subject, Kind::Returned)]),
    rule("stay", "stay", &[People(Subject)], &[Give::Stay { person: Subject, role: &[As, Object], organisation: &[At, Object] }]),
    // lists
    rule("list.appoint", "list.appoint", &[People(Object), Role(&[As])], &[appointed(Object, &[As], &[At])]),
    rule("list.leave", "list.leave", &[People(Object)], &[departed(Object, &[As], &[At])]),
    // nouns
    rule("noun.appoint", "n.appoint", &[People(Object), RoleOrTitle(Object, &[As])], &[appointed_titled(Object, &[As], &[At, Subject])]),
    rule("noun.leave", "n.leave", &[People(Object)], &[departed(Object, &[As], &[From, At, Subject])]),
    rule("noun.die", "n.die", &[People(Object)], &[departed(Object, &[As], &[At])]),
];
