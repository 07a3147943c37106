//! The Chinese rules: what each class of trigger tells of whom. The pack has put whoever takes or leaves a role into `Subject`.

use crate::domain::{Kind, Manner};
use crate::extract::mention::Slot;
use crate::extract::mention::Slot::{As, At, For, From, Subject};
use crate::extract::rule::{Give, Need, Rule};

const fn appointed(bare: bool) -> Give {
    Give::Change { kind: Kind::Appointed, person: Subject, role: &[As], organisation: &[At], manner: None, title: false, bare }
}

const fn departed(person: Slot) -> Give {
    Give::Change { kind: Kind::Departed, person, role: &[As], organisation: &[At], manner: None, title: true, bare: true }
}

/// Whoever is handed the role takes it.
const HANDED: Give =
    Give::Change { kind: Kind::Appointed, person: For, role: &[As], organisation: &[At], manner: None, title: false, bare: true };

/// Whoever is followed leaves the role that the follower takes.
const FOLLOWED: Give = Give::Change {
    kind: Kind::Departed,
    person: For,
    role: &[As],
    organisation: &[At],
    manner: Some(Manner::Unknown),
    title: true,
    bare: true,
};

/// The role that somebody leaves for another.
const MOVED: Give = Give::Change {
    kind: Kind::Departed,
    person: Subject,
    role: &[From],
    organisation: &[At],
    manner: Some(Manner::Moved),
    title: false,
    bare: false,
};

const fn leave(kind: Kind) -> Give {
    Give::Change { kind, person: Subject, role: &[As], organisation: &[At], manner: None, title: true, bare: true }
}

const STAY: Give = Give::Stay { person: Subject, role: &[As], organisation: &[At] };

const fn rule(id: &'static str, trigger: &'static str, needs: &'static [Need], gives: &'static [Give]) -> Rule {
    Rule { id, trigger, needs, gives }
}

use Need::{Interim, People, Role, Title};

#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // 董事会聘任张某为总经理;任命张某接替李某担任首席执行官
    rule("zh.appoint.for", "appoint", &[People(Subject), Role(&[As]), People(For)], &[appointed(false), FOLLOWED]),
    rule("zh.appoint", "appoint", &[People(Subject), Role(&[As])], &[appointed(false)]),
    // 徐某由董事总经理调任行长;原首席执行官张某转任副董事长
    rule("zh.move", "take", &[People(Subject), Role(&[As]), Role(&[From])], &[appointed(false), MOVED]),
    // 原负责人张某转岗至海外业务
    rule("zh.move.away", "take", &[People(Subject), Role(&[From])], &[MOVED]),
    // 张某出任总裁;由张某代行董事长职责
    rule("zh.take", "take", &[People(Subject), Role(&[As])], &[appointed(false)]),
    rule("zh.take.interim", "take", &[People(Subject), Interim], &[appointed(true)]),
    // 张某接替李某(任总裁);由张某接任
    rule("succeed.zh.for", "succeed", &[People(Subject), People(For)], &[appointed(true), FOLLOWED]),
    rule("succeed.zh", "succeed", &[People(Subject)], &[appointed(true)]),
    // 张某把总裁一职交给李某;董事长由张某变更为李某
    rule("succeed.zh.hand", "hand", &[People(Subject), People(For)], &[departed(Subject), HANDED]),
    rule("succeed.zh.change", "change", &[People(Subject), People(For), Role(&[As])], &[departed(Subject), HANDED]),
    // 公司迎来新任总裁张某
    rule("zh.present", "present", &[People(Subject), Role(&[As])], &[appointed(false)]),
    rule("zh.join", "join", &[People(Subject), Role(&[As])], &[appointed(false)]),
    rule("zh.lead", "lead", &[People(Subject), Role(&[As])], &[appointed(false)]),
    // 张某辞去总经理职务;收到张某的辞职报告;张某退休
    rule("zh.leave", "leave", &[People(Subject)], &[departed(Subject)]),
    rule("zh.tender", "tender", &[People(Subject)], &[departed(Subject)]),
    rule("zh.defect", "defect", &[People(Subject), Title(Subject)], &[departed(Subject)]),
    rule("zh.quit", "quit", &[People(Subject)], &[departed(Subject)]),
    rule("zh.retire", "retire", &[People(Subject)], &[departed(Subject)]),
    // 免去张某的总裁职务
    rule("zh.dismiss", "dismiss", &[People(Subject)], &[departed(Subject)]),
    rule("zh.die", "die", &[People(Subject), Title(Subject)], &[departed(Subject)]),
    rule("zh.suspend", "suspend", &[People(Subject)], &[leave(Kind::OnLeave)]),
    rule("zh.onleave", "onleave", &[People(Subject)], &[leave(Kind::OnLeave)]),
    rule("zh.back", "back", &[People(Subject)], &[leave(Kind::Returned)]),
    rule("zh.stay", "stay", &[People(Subject)], &[STAY]),
];
