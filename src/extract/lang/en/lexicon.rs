//! English words that matter: triggers with their classes and manners, governors that colour what depends on them, cues.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::facts::Spelled;
use crate::domain::Manner;

/// The form of a verb in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Base,
    /// Third person singular: `resigns`.
    Third,
    Past,
    /// Past participle; for regular verbs the same word as [`Form::Past`].
    Participle,
    Gerund,
}

/// A trigger: a verb, alone or with its particles, that tells a change.
#[derive(Clone, Copy, Debug)]
pub struct Trigger {
    pub class: &'static str,
    pub manner: Option<Manner>,
    /// Words that must follow the verb, with gaps for pronouns: "step *down*".
    pub tail: &'static [&'static str],
}

/// What a verb does to the verbs that depend on it ("plans to leave", "denied that she would leave").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governor {
    /// plan, decide, agree, announce, confirm, be set, be about: leaves the event asserted.
    Asserts,
    /// expect, be likely: reported.
    Expects,
    /// consider, mull, weigh, rumour: rumoured.
    Considers,
    /// deny, refuse, decline, rule out: denied.
    Denies,
    /// urge, ask, demand, want, threaten, call on: nothing happens.
    Urges,
}

/// One lemma's rows: verb, tail, class, manner.
type Row = (&'static str, &'static [&'static str], &'static str, Option<Manner>);

use Manner::{Died, Dismissed, Elected, Hired, Promoted, Reinstated, Resigned, Retired, TermEnded};

#[rustfmt::skip]
const TRIGGERS: &[Row] = &[
    // somebody puts somebody into a role
    ("appoint", &[], "appoint", None), ("name", &[], "appoint", None), ("hire", &[], "appoint", Some(Hired)), ("tap", &[], "appoint", None),
    ("select", &[], "appoint", None), ("choose", &[], "appoint", None), ("pick", &[], "appoint", None), ("install", &[], "appoint", None),
    ("recruit", &[], "appoint", Some(Hired)), ("poach", &[], "appoint", Some(Hired)), ("lure", &[], "appoint", Some(Hired)), ("designate", &[], "appoint", None), ("promote", &[], "appoint", Some(Promoted)),
    ("elevate", &[], "appoint", Some(Promoted)), ("elect", &[], "appoint", Some(Elected)), ("vote", &[], "vote", Some(Elected)), ("co-opt", &[], "appoint", Some(Elected)),
    ("reinstate", &[], "appoint", Some(Reinstated)), ("rehire", &[], "appoint", Some(Reinstated)), ("swear", &["in"], "appoint", None), ("upgrade", &[], "appoint", Some(Promoted)),
    ("announce", &[], "present", None), ("welcome", &[], "welcome", Some(Hired)), ("add", &[], "welcome", Some(Hired)), ("unveil", &[], "present", None), ("introduce", &[], "welcome", None),
    ("confirm", &[], "present", None), ("make", &[], "present", None), ("make", &["way", "for"], "makeway", None), ("make", &["way"], "makeway", None), ("bring", &["in"], "welcome", Some(Hired)), ("bring", &["on"], "welcome", Some(Hired)), ("bring", &["aboard"], "welcome", Some(Hired)),
    ("bring", &["back"], "present", Some(Reinstated)), ("sign", &[], "welcome", Some(Hired)), ("land", &[], "welcome", Some(Hired)), ("snag", &[], "welcome", Some(Hired)), ("enlist", &[], "welcome", Some(Hired)),
    ("onboard", &[], "welcome", Some(Hired)), ("move", &["up"], "rise", Some(Promoted)), ("nab", &[], "welcome", Some(Hired)), ("anoint", &[], "appoint", None), ("assign", &[], "present", None),
    ("strengthen", &[], "strengthen", Some(Hired)), ("expand", &[], "strengthen", Some(Hired)), ("bolster", &[], "strengthen", Some(Hired)), ("nominate", &[], "nominate", Some(Elected)), ("propose", &[], "nominate", Some(Elected)),
    ("task", &[], "present", None), ("put", &["in", "charge"], "incharge", None), ("place", &["in", "charge"], "incharge", None), ("christen", &[], "appoint", None),
    // somebody takes a role
    ("become", &[], "become", None), ("take", &[], "takeit", None), ("take", &["over", "from"], "succeed", None), ("take", &["over"], "become", None), ("take", &["the", "helm"], "helm", None), ("take", &["the", "reins"], "helm", None),
    ("take", &["the", "top", "job"], "helm", None), ("take", &["charge"], "helm", None), ("take", &["the", "chair"], "chair", None), ("take", &["early", "retirement"], "retire", Some(Retired)), ("take", &["retirement"], "retire", Some(Retired)), ("seek", &[], "seek", None), ("stand", &["for", "re-election"], "seek", None), ("stand", &["for", "reelection"], "seek", None), ("run", &["for", "re-election"], "seek", None), ("take", &["up"], "become", None), ("take", &["on"], "become", None), ("assume", &[], "become", None), ("ascend", &[], "become", Some(Promoted)), ("rise", &[], "rise", Some(Promoted)),
    ("step", &["into"], "become", None), ("step", &["up"], "become", Some(Promoted)), ("step", &["in"], "become", None), ("fill", &["in"], "standin", None), ("hold", &["the", "fort"], "standin", None), ("mind", &["the", "store"], "standin", None), ("mind", &["the", "shop"], "standin", None), ("deputise", &[], "standin", None), ("deputize", &[], "standin", None), ("fill", &[], "fillpost", None), ("stand", &["in"], "standin", None), ("start", &[], "start", None), ("begin", &[], "start", None),
    ("serve", &[], "serve", None), ("act", &[], "serve", None), ("lead", &[], "lead", None), ("head", &[], "lead", None), ("run", &[], "lead", None), ("chair", &[], "lead", None), ("oversee", &[], "lead", None), ("look", &["after"], "lead", None),
    ("join", &[], "join", Some(Hired)), ("rejoin", &[], "join", Some(Reinstated)), ("assume", &["the", "helm"], "helm", None),
    ("get", &[], "get", None), ("land", &["at"], "join", Some(Hired)),
    // one follows another
    ("succeed", &[], "succeed", None), ("replace", &[], "succeed", None), ("follow", &[], "follow", None), ("supplant", &[], "succeed", None), ("supersede", &[], "succeed", None),
    // somebody goes
    ("resign", &[], "leave", Some(Resigned)), ("quit", &[], "leave", Some(Resigned)), ("retire", &[], "retire", Some(Retired)), ("leave", &[], "leave", None), ("depart", &[], "leave", None), ("exit", &[], "leave", None),
    ("step", &["down"], "leave", Some(Resigned)), ("step", &["aside"], "leave", Some(Resigned)), ("step", &["back"], "leave", Some(Resigned)), ("step", &["away"], "leave", Some(Resigned)), ("stand", &["down"], "leave", Some(Resigned)), ("stand", &["aside"], "leave", Some(Resigned)),
    ("bow", &["out"], "leave", Some(Resigned)), ("walk", &["away"], "leave", Some(Resigned)), ("walk", &["out"], "leave", Some(Resigned)), ("move", &["on"], "leave", Some(Resigned)), ("sign", &["off"], "leave", None), ("relinquish", &[], "giveup", Some(Resigned)), ("vacate", &[], "giveup", Some(Resigned)),
    ("give", &[], "present", None), ("give", &["up"], "giveup", Some(Resigned)), ("hand", &["over"], "handover", Some(Resigned)), ("hand", &["the", "reins"], "handover", None), ("hand", &["the", "baton"], "handover", None), ("pass", &["to"], "passto", None), ("pass", &["the", "baton"], "handover", None), ("pass", &["the", "torch"], "handover", None), ("pass", &["the", "reins"], "handover", None), ("turn", &["over"], "handover", None), ("hand", &[], "handto", None), ("pursue", &["other", "opportunities"], "leave", None), ("pursue", &["other", "interests"], "leave", None), ("pursue", &["new", "opportunities"], "leave", None), ("pursue", &["other", "ventures"], "leave", None), ("cede", &[], "giveup", Some(Resigned)), ("surrender", &[], "giveup", Some(Resigned)), ("lay", &["down"], "giveup", Some(Resigned)), ("check", &["out"], "leave", None),
    ("part", &["ways"], "partways", None), ("call", &["it", "quits"], "leave", Some(Resigned)), ("jump", &["ship"], "leave", Some(Resigned)), ("abdicate", &[], "leave", Some(Resigned)), ("say", &["goodbye"], "leave", None),
    ("transition", &[], "transition", None), ("hang", &["up"], "leave", Some(Retired)), ("tender", &[], "tender", Some(Resigned)), ("submit", &[], "tender", Some(Resigned)), ("lose", &[], "lose", None), ("rotate", &["off"], "leave", Some(TermEnded)), ("roll", &["off"], "leave", Some(TermEnded)), ("cease", &[], "cease", None),
    ("head", &["for", "the", "exit"], "leave", None), ("bid", &["farewell"], "leave", None), ("go", &[], "go", None), ("defect", &[], "leave", Some(Resigned)), ("decamp", &[], "leave", Some(Resigned)), ("drop", &["out"], "go", None), ("move", &[], "move", None), 
    // somebody is sent away
    ("fire", &[], "dismiss", Some(Dismissed)), ("oust", &[], "dismiss", Some(Dismissed)), ("dismiss", &[], "dismiss", Some(Dismissed)), ("sack", &[], "dismiss", Some(Dismissed)), ("remove", &[], "dismiss", Some(Dismissed)), ("axe", &[], "dismiss", Some(Dismissed)), ("ax", &[], "dismiss", Some(Dismissed)),
    ("terminate", &[], "dismiss", Some(Dismissed)), ("depose", &[], "dismiss", Some(Dismissed)), ("unseat", &[], "dismiss", Some(Dismissed)), ("boot", &[], "dismiss", Some(Dismissed)), ("force", &["out"], "dismiss", Some(Dismissed)), ("push", &["out"], "dismiss", Some(Dismissed)),
    ("throw", &["out"], "dismiss", Some(Dismissed)), ("kick", &["out"], "dismiss", Some(Dismissed)), ("vote", &["out"], "dismiss", Some(Dismissed)), ("vote", &["off"], "dismiss", Some(Dismissed)), ("reinstall", &[], "appoint", Some(Reinstated)), ("restore", &[], "present", Some(Reinstated)), ("drive", &["out"], "dismiss", Some(Dismissed)), ("let", &["go"], "dismiss", Some(Dismissed)), ("relieve", &[], "dismiss", Some(Dismissed)), ("strip", &[], "strip", Some(Dismissed)), ("demote", &[], "strip", Some(Dismissed)), ("topple", &[], "dismiss", Some(Dismissed)),
    ("ditch", &[], "dismiss", Some(Dismissed)), ("jettison", &[], "dismiss", Some(Dismissed)), ("discharge", &[], "dismiss", Some(Dismissed)), ("dump", &[], "dismiss", Some(Dismissed)), ("drop", &[], "strip", Some(Dismissed)),
    // death, leave, return, staying
    ("die", &[], "die", Some(Died)), ("pass", &["away"], "die", Some(Died)), ("suspend", &[], "suspend", None), ("furlough", &[], "suspend", None),
    ("return", &[], "return", None), ("come", &["back"], "return", None), ("resume", &[], "return", None), ("be", &["back"], "return", None), ("rejoin", &[], "return", None), ("come", &["aboard"], "join", Some(Hired)), ("come", &["along"], "join", Some(Hired)), ("come", &["on", "board"], "join", Some(Hired)),
    ("remain", &[], "stay", None), ("stay", &[], "stay", None), ("continue", &[], "stay", None), ("keep", &[], "stay", None), ("retain", &[], "stay", None), ("go", &["on", "leave"], "onleave", None), ("take", &["leave"], "onleave", None), ("take", &["a", "leave"], "onleave", None), ("take", &["medical", "leave"], "onleave", None), ("take", &["a", "sabbatical"], "onleave", None),
    ("take", &["a", "medical", "leave"], "onleave", None), ("take", &["a", "temporary", "leave"], "onleave", None), ("take", &["an", "extended", "leave"], "onleave", None), ("take", &["parental", "leave"], "onleave", None), ("take", &["a", "break"], "break", None), ("take", &["a", "leave", "of", "absence"], "onleave", None), ("place", &["on", "leave"], "suspend", None), ("put", &["on", "leave"], "suspend", None), ("put", &[], "putin", None), ("place", &[], "putin", None),
    ("place", &["on", "administrative", "leave"], "suspend", None), ("put", &["on", "administrative", "leave"], "suspend", None), ("place", &["on", "paid", "leave"], "suspend", None), ("put", &["on", "paid", "leave"], "suspend", None), ("reappoint", &[], "stay", None), ("re-elect", &[], "stay", None), ("reelect", &[], "stay", None), ("re-appoint", &[], "stay", None),
    ("go", &["on", "sabbatical"], "onleave", None), ("begin", &["a", "sabbatical"], "onleave", None), ("start", &["a", "sabbatical"], "onleave", None), ("go", &["on", "medical", "leave"], "onleave", None), ("be", &["on", "leave"], "onleave", None), ("be", &["on", "sabbatical"], "onleave", None),
];

#[rustfmt::skip]
const GOVERNORS: &[(&str, Governor)] = &[
    ("plan", Governor::Asserts), ("intend", Governor::Asserts), ("decide", Governor::Asserts), ("agree", Governor::Asserts), ("accept", Governor::Asserts), ("announce", Governor::Asserts), ("confirm", Governor::Asserts), ("elect", Governor::Asserts), ("choose", Governor::Asserts), ("opt", Governor::Asserts), ("say", Governor::Asserts), ("tell", Governor::Asserts), ("write", Governor::Asserts), ("reveal", Governor::Asserts),
    ("declare", Governor::Asserts), ("set", Governor::Asserts), ("schedule", Governor::Asserts), ("due", Governor::Asserts), ("prepare", Governor::Asserts), ("notify", Governor::Asserts), ("inform", Governor::Asserts), ("disclose", Governor::Asserts), ("appear", Governor::Expects), ("seem", Governor::Expects), ("force", Governor::Asserts), ("promise", Governor::Asserts), ("vow", Governor::Asserts), ("tip", Governor::Expects),
    ("expect", Governor::Expects), ("report", Governor::Expects), ("believe", Governor::Expects), ("understand", Governor::Expects), ("slate", Governor::Asserts), ("near", Governor::Expects), ("likely", Governor::Expects),
    ("consider", Governor::Considers), ("mull", Governor::Considers), ("weigh", Governor::Considers), ("contemplate", Governor::Considers), ("rumour", Governor::Considers), ("rumor", Governor::Considers), ("explore", Governor::Considers), ("discuss", Governor::Considers), ("speculate", Governor::Considers), ("ponder", Governor::Considers), ("hint", Governor::Considers), ("eye", Governor::Considers),
    ("deny", Governor::Denies), ("refuse", Governor::Denies), ("decline", Governor::Denies), ("dismiss", Governor::Denies), ("reject", Governor::Denies), ("rule", Governor::Denies), ("resist", Governor::Denies),
    ("urge", Governor::Urges), ("ask", Governor::Urges), ("request", Governor::Urges), ("demand", Governor::Urges), ("want", Governor::Urges), ("threaten", Governor::Urges), ("call", Governor::Urges), ("press", Governor::Urges), ("pressure", Governor::Urges), ("push", Governor::Urges), ("try", Governor::Urges), ("seek", Governor::Urges), ("fail", Governor::Denies), ("hope", Governor::Urges), ("dream", Governor::Urges), ("aspire", Governor::Urges), ("wish", Governor::Urges), ("offer", Governor::Considers), ("warn", Governor::Urges), ("persuade", Governor::Urges),
];

/// Irregular verbs: base, third, past, participle, gerund.
#[rustfmt::skip]
const IRREGULAR: &[[&str; 5]] = &[
    ["be", "is", "was", "been", "being"], ["have", "has", "had", "had", "having"], ["do", "does", "did", "done", "doing"], ["choose", "chooses", "chose", "chosen", "choosing"],
    ["swear", "swears", "swore", "sworn", "swearing"], ["make", "makes", "made", "made", "making"], ["bring", "brings", "brought", "brought", "bringing"], ["become", "becomes", "became", "become", "becoming"],
    ["take", "takes", "took", "taken", "taking"], ["rise", "rises", "rose", "risen", "rising"], ["stand", "stands", "stood", "stood", "standing"], ["begin", "begins", "began", "begun", "beginning"],
    ["lead", "leads", "led", "led", "leading"], ["run", "runs", "ran", "run", "running"], ["get", "gets", "got", "got", "getting"], ["leave", "leaves", "left", "left", "leaving"], ["quit", "quits", "quit", "quit", "quitting"],
    ["give", "gives", "gave", "given", "giving"], ["lay", "lays", "laid", "laid", "laying"], ["hang", "hangs", "hung", "hung", "hanging"], ["lose", "loses", "lost", "lost", "losing"], ["go", "goes", "went", "gone", "going"],
    ["throw", "throws", "threw", "thrown", "throwing"], ["let", "lets", "let", "let", "letting"], ["drive", "drives", "drove", "driven", "driving"], ["put", "puts", "put", "put", "putting"], ["come", "comes", "came", "come", "coming"],
    ["keep", "keeps", "kept", "kept", "keeping"], ["die", "dies", "died", "died", "dying"], ["say", "says", "said", "said", "saying"], ["tell", "tells", "told", "told", "telling"], ["write", "writes", "wrote", "written", "writing"],
    ["set", "sets", "set", "set", "setting"], ["understand", "understands", "understood", "understood", "understanding"], ["seek", "seeks", "sought", "sought", "seeking"], ["bid", "bids", "bid", "bid", "bidding"],
    ["step", "steps", "stepped", "stepped", "stepping"], ["tap", "taps", "tapped", "tapped", "tapping"], ["plan", "plans", "planned", "planned", "planning"], ["drop", "drops", "dropped", "dropped", "dropping"], ["strip", "strips", "stripped", "stripped", "stripping"],
    ["nab", "nabs", "nabbed", "nabbed", "nabbing"], ["snag", "snags", "snagged", "snagged", "snagging"], ["submit", "submits", "submitted", "submitted", "submitting"], ["act", "acts", "acted", "acted", "acting"], ["axe", "axes", "axed", "axed", "axing"], ["opt", "opts", "opted", "opted", "opting"],
    ["hold", "holds", "held", "held", "holding"], ["jump", "jumps", "jumped", "jumped", "jumping"], ["tip", "tips", "tipped", "tipped", "tipping"], ["co-opt", "co-opts", "co-opted", "co-opted", "co-opting"],
];

/// Every form of a verb.
fn forms(lemma: &str) -> Vec<(String, Form)> {
    use Form::{Base, Gerund, Participle, Past, Third};
    if let Some([base, third, past, participle, gerund]) = IRREGULAR.iter().find(|row| row[0] == lemma) {
        return [(base, Base), (third, Third), (past, Past), (participle, Participle), (gerund, Gerund)]
            .map(|(w, f)| (w.to_string(), f))
            .to_vec();
    }
    let consonant_y =
        lemma.ends_with('y') && !lemma.ends_with(|c| "aeiou".contains(c)) && !lemma[..lemma.len() - 1].ends_with(|c| "aeiou".contains(c));
    let (third, past, gerund) = if consonant_y {
        let stem = &lemma[..lemma.len() - 1];
        (format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing"))
    } else if let Some(stem) = lemma.strip_suffix('e') {
        (format!("{lemma}s"), format!("{lemma}d"), format!("{stem}ing"))
    } else if ["s", "sh", "ch", "x", "z"].iter().any(|e| lemma.ends_with(e)) {
        (format!("{lemma}es"), format!("{lemma}ed"), format!("{lemma}ing"))
    } else {
        (format!("{lemma}s"), format!("{lemma}ed"), format!("{lemma}ing"))
    };
    vec![(lemma.to_string(), Base), (third, Third), (past.clone(), Past), (past, Participle), (gerund, Gerund)]
}

/// A verb form in the text.
#[derive(Clone, Copy, Debug)]
pub struct VerbForm {
    pub lemma: &'static str,
    pub form: Form,
}

/// All forms of triggers and governors by word.
static VERBS: LazyLock<HashMap<String, Vec<VerbForm>>> = LazyLock::new(|| {
    let mut verbs: HashMap<String, Vec<VerbForm>> = HashMap::new();
    let lemmas = TRIGGERS.iter().map(|row| row.0).chain(GOVERNORS.iter().map(|row| row.0)).chain(["have", "do"]);
    for lemma in lemmas {
        for (word, form) in forms(lemma) {
            let entry = verbs.entry(word).or_default();
            if !entry.iter().any(|v| v.lemma == lemma && v.form == form) {
                entry.push(VerbForm { lemma, form });
            }
        }
    }
    verbs
});

/// The triggers of each lemma, longest tail first.
static BY_LEMMA: LazyLock<HashMap<&'static str, Vec<Trigger>>> = LazyLock::new(|| {
    let mut by_lemma: HashMap<&'static str, Vec<Trigger>> = HashMap::new();
    for &(lemma, tail, class, manner) in TRIGGERS {
        by_lemma.entry(lemma).or_default().push(Trigger { class, manner, tail });
    }
    for triggers in by_lemma.values_mut() {
        triggers.sort_by_key(|t| std::cmp::Reverse(t.tail.len()));
    }
    by_lemma
});

static GOVERNOR_OF: LazyLock<HashMap<&'static str, Governor>> = LazyLock::new(|| GOVERNORS.iter().copied().collect());

/// The verbs that a word may be a form of; empty for any other word.
pub fn verb_forms(word: &(impl Spelled + ?Sized)) -> &'static [VerbForm] {
    word.facts().verbs
}

/// Every form of every verb that is listed.
pub(super) fn all_verb_forms() -> impl Iterator<Item = (&'static str, &'static [VerbForm])> {
    VERBS.iter().map(|(word, forms)| (word.as_str(), forms.as_slice()))
}

/// The triggers that a verb can make, longest tail first.
pub fn triggers(lemma: &str) -> &'static [Trigger] {
    BY_LEMMA.get(lemma).map(Vec::as_slice).unwrap_or(&[])
}

/// What a verb does to the verbs that depend on it.
pub fn governor(lemma: &str) -> Option<Governor> {
    GOVERNOR_OF.get(lemma).copied()
}

/// Nouns that tell a change: word, class, manner. "her *appointment* as", "the *departure* of".
#[rustfmt::skip]
pub const NOUNS: &[(&str, &str, Option<Manner>)] = &[
    ("appointment", "n.appoint", None), ("appointments", "n.appoint", None), ("promotions", "n.appoint", Some(Promoted)), ("hires", "n.appoint", Some(Hired)), ("departures", "n.leave", None), ("resignations", "n.leave", Some(Resigned)), ("retirements", "n.leave", Some(Retired)), ("exits", "n.leave", None), ("hiring", "n.appoint", Some(Hired)), ("hire", "n.appoint", Some(Hired)), ("promotion", "n.appoint", Some(Promoted)), ("election", "n.appoint", Some(Elected)), ("elevation", "n.appoint", Some(Promoted)),
    ("reinstatement", "n.appoint", Some(Reinstated)), ("selection", "n.appoint", None), ("addition", "n.appoint", Some(Hired)), ("arrival", "n.appoint", Some(Hired)), ("installation", "n.appoint", None), ("resignation", "n.leave", Some(Resigned)), ("departure", "n.leave", None), ("exit", "n.leave", None),
    ("retirement", "n.leave", Some(Retired)), ("ouster", "n.leave", Some(Dismissed)), ("ousting", "n.leave", Some(Dismissed)), ("firing", "n.leave", Some(Dismissed)), ("dismissal", "n.leave", Some(Dismissed)), ("removal", "n.leave", Some(Dismissed)), ("sacking", "n.leave", Some(Dismissed)),
    ("termination", "n.leave", Some(Dismissed)), ("passing", "n.die", Some(Died)), ("death", "n.die", Some(Died)), ("sabbatical", "n.onleave", None), ("employment", "n.term", None), ("contract", "n.term", None), ("tenure", "n.term", None), ("term", "n.term", None), ("terms", "n.term", None), ("mandate", "n.term", None), ("reign", "n.term", None), ("time", "n.term", None), ("stint", "n.term", None), ("spell", "n.term", None),
];
