//! English verb groups: auxiliaries, modals, negation, governing verbs and the main verb, read as one.

use super::lexicon::{self, Form, Governor, Trigger, VerbForm};
use super::names;
use super::token::{Shape, Token};
use super::words::{ADVERBS, BE, BEFORE_NOUNS, DO, HAVE, LEAVES, MODALS, NOUN_LIKE, OTHER_HEADS, VERB_OPENERS};
use crate::extract::mention::{Stance, Tense};

/// A verb group in tokens `from..to`; a trigger's particles are inside when they follow at once.
#[derive(Clone, Debug)]
pub struct VerbGroup {
    pub from: usize,
    pub to: usize,
    /// The main verb's token.
    pub main: usize,
    pub lemma: &'static str,
    pub trigger: Option<Trigger>,
    pub governor: Option<Governor>,
    pub tense: Tense,
    pub stance: Stance,
    pub passive: bool,
    /// A past form without auxiliary: active past, or a participle ("Jane Roe, named CEO in May").
    pub bare_past: bool,
    /// "to step down", "stepping down": depends on another verb.
    pub infinitive: bool,
    pub gerund: bool,
    /// "would": asserted in reported speech only.
    pub would: bool,
    /// "is no longer", "has yet to".
    pub no_longer: bool,
    /// The verb is "be" alone: a copula.
    pub copula: bool,
}

fn is_adverb(token: &Token) -> bool {
    let word = token.lower.as_str();
    ADVERBS.contains(&token.lower)
        || word.len() > 4
            && word.ends_with("ly")
            && token.shape != Shape::Upper
            && !names::is_given(&token.lower)
            && !matches!(word, "family" | "july" | "only" | "italy" | "reply" | "apply" | "assembly" | "supply")
}

#[derive(Default)]
struct State {
    be: bool,
    have: bool,
    had: bool,
    was: bool,
    to: bool,
    present_be: bool,
    modal: Option<&'static str>,
    negated: bool,
    no_longer: bool,
    governor: Option<Governor>,
    governed: bool,
    /// "was asked to": whoever is asked to lead does.
    asked: bool,
    governor_past: bool,
}

/// Reads the verb group that begins at token `from`. `None` where none begins.
pub fn read(tokens: &[Token], string: &str, from: usize) -> Option<VerbGroup> {
    if !may_begin(tokens.get(from)?) {
        debug_assert!(read_at(tokens, string, from).is_none(), "{} begins a verb group", tokens[from].lower.as_str());
        return None;
    }
    read_at(tokens, string, from)
}

/// Whether a verb group may begin with this token: most words begin none.
fn may_begin(token: &Token) -> bool {
    let word = &token.lower;
    !lexicon::verb_forms(word).is_empty() || [&BE, &HAVE, &DO, &MODALS, &VERB_OPENERS].into_iter().any(|list| list.contains(word))
}

fn read_at(tokens: &[Token], string: &str, from: usize) -> Option<VerbGroup> {
    let mut state = State::default();
    let mut at = from;
    let mut last_aux = None;
    loop {
        let token = tokens.get(at)?;
        let word = token.lower.as_str();
        if at > from + 14 {
            return None;
        }
        if is_auxiliary(tokens, at, &mut state) {
            last_aux = Some(at);
            at += 1;
            continue;
        }
        let now = word == "now" && !(state.modal.is_some() && tokens.get(at + 1).is_some_and(|t| t.is("be") || t.is("have")));
        if at > from && is_adverb(token) && !(word == "first" || now) {
            if word == "longer" {
                state.no_longer = state.negated;
            }
            at += 1;
            continue;
        }
        // "was on Monday named"
        if at > from
            && state.be
            && word == "on"
            && let Some(found) = super::date::read(tokens, at)
        {
            at = found.to;
            continue;
        }
        if at > from && matches!(word, "no") && tokens.get(at + 1).is_some_and(|t| t.is("longer")) {
            state.no_longer = true;
            at += 2;
            continue;
        }
        if at > from
            && state.be
            && matches!(
                word,
                "going"
                    | "set"
                    | "due"
                    | "about"
                    | "ready"
                    | "poised"
                    | "scheduled"
                    | "slated"
                    | "expected"
                    | "likely"
                    | "tipped"
                    | "believed"
                    | "understood"
                    | "said"
                    | "reported"
                    | "rumoured"
                    | "rumored"
                    | "thought"
                    | "forced"
                    | "planning"
                    | "preparing"
                    | "considering"
                    | "refusing"
                    | "certain"
                    | "unlikely"
                    | "able"
                    | "willing"
                    | "free"
                    | "asked"
                    | "unable"
                    | "invited"
                    | "urged"
                    | "required"
            )
            && tokens.get(at + 1).is_some_and(|t| t.is("to"))
        {
            state.governor = match word {
                "expected" | "likely" | "tipped" | "believed" | "understood" | "said" | "reported" | "thought" => Some(Governor::Expects),
                "rumoured" | "rumored" | "considering" => Some(Governor::Considers),
                // "had been planning to retire": the plan is over
                "planning" | "preparing" if state.had => Some(Governor::Urges),
                "refusing" | "unlikely" | "unable" => Some(Governor::Denies),
                "asked" | "invited" | "urged" | "able" | "willing" | "free" | "required" => Some(Governor::Urges),
                _ => Some(Governor::Asserts),
            };
            state.asked = word == "asked";
            state.governed = true;
            state.to = true;
            at += 2;
            continue;
        }
        break;
    }
    main_verb(tokens, string, from, at, state, last_aux)
}

/// Notes an auxiliary, a modal or a negation.
fn is_auxiliary(tokens: &[Token], at: usize, state: &mut State) -> bool {
    let word = tokens[at].lower.as_str();
    let previous = if at > 0 { tokens[at - 1].lower.as_str() } else { "" };
    if BE.contains(&tokens[at].lower) {
        if word == "'s"
            && !(matches!(previous, "he" | "she" | "it" | "who" | "that" | "there" | "what")
                || tokens.get(at + 1).is_some_and(|t| {
                    matches!(t.lower.as_str(), "been" | "not" | "stepping" | "leaving" | "retiring" | "resigning" | "quitting")
                }))
        {
            return false;
        }
        state.be = true;
        state.was |= matches!(word, "was" | "were");
        state.present_be |= matches!(word, "is" | "are" | "am" | "'s" | "'re" | "'m");
        return true;
    }
    if HAVE.contains(&tokens[at].lower) {
        state.have = true;
        state.had |= word == "had";
        return true;
    }
    if DO.contains(&tokens[at].lower) {
        return tokens.get(at + 1).is_some_and(|t| t.is("not") || t.is("n't"));
    }
    let modal = if MODALS.contains(&tokens[at].lower) { MODALS.words.iter().copied().find(|modal| *modal == word) } else { None };
    if let Some(modal) = modal {
        if matches!(word, "will" | "may") && tokens[at].is_capital() && !tokens[at].weak {
            return false;
        }
        state.modal = Some(modal);
        return true;
    }
    if word == "to" && tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Lower || t.weak) && verb_next(tokens, at + 1) {
        state.to = true;
        return true;
    }
    if matches!(word, "not" | "n't" | "never") {
        state.negated = true;
        return true;
    }
    false
}

/// Whether a base form follows "to", perhaps behind an adverb.
fn verb_next(tokens: &[Token], at: usize) -> bool {
    let skip = usize::from(tokens.get(at).is_some_and(is_adverb));
    let noun = tokens.get(at + skip).is_some_and(|t| t.is("head") || t.is("chair") || t.is("lead"))
        && tokens.get(at + skip + 1).is_some_and(|t| t.is("of") || OTHER_HEADS.contains(&t.lower));
    !noun
        && tokens
            .get(at + skip)
            .is_some_and(|t| t.is("be") || t.is("have") || lexicon::verb_forms(&t.lower).iter().any(|v| v.form == Form::Base))
}

/// Reads the main verb at `at`, follows a governing verb into what it governs, and sums up.
fn main_verb(tokens: &[Token], string: &str, from: usize, at: usize, mut state: State, last_aux: Option<usize>) -> Option<VerbGroup> {
    let token = tokens.get(at)?;
    let forms = lexicon::verb_forms(&token.lower);
    let usable = forms.iter().find(|v| fits(tokens, string, from, at, v, &state)).copied();
    let Some(verb) = usable else {
        // auxiliaries alone: a copula, or "have"
        let last = last_aux?;
        // "would be representing", "was shot": another verb, which tells nothing
        let other = token.shape == Shape::Lower
            && state.be
            && (token.lower.ends_with("ing") && token.lower.len() > 5 || token.lower.ends_with("ed") && token.lower.len() > 4)
            && names::is_common(&token.lower);
        if other {
            return Some(finish(from, at + 1, at, "other", None, state, Form::Participle, tokens));
        }
        return (state.be && !(state.to && !state.governed && last == from))
            .then(|| finish(from, last + 1, last, "be", None, state, Form::Base, tokens));
    };
    let governor = lexicon::governor(verb.lemma);
    if let Some(governor) = governor
        && let Some(next) = governed(tokens, at + 1)
    {
        // "decided to step down", "considering stepping down", "plans to leave"
        if let Some(mut inner) = read(tokens, string, next) {
            // "asked to be relieved of her duties": the wish is her own
            let relieved = matches!(verb.lemma, "ask" | "request") && inner.passive && inner.trigger.is_some_and(|t| t.class == "dismiss");
            // "was asked to run the airline in the meantime": she does
            let called = verb.lemma == "ask"
                && state.be
                && inner.trigger.is_some_and(|t| matches!(t.class, "lead" | "serve" | "become" | "standin" | "helm"));
            let own = stance_of(Some(governor).filter(|_| !relieved && !called), &state);
            inner.stance = inner.stance.max(own);
            inner.from = from;
            let past = matches!(verb.form, Form::Past) && !state.be || state.was || state.had;
            // "had been planning to retire": the plan is over
            if state.had && matches!(verb.lemma, "plan" | "intend" | "expect" | "want" | "hope" | "schedule" | "prepare") {
                inner.stance = Stance::Hypothetical;
            }
            inner.tense = if past && state.had { Tense::PastPerfect } else { Tense::Future };
            inner.infinitive = state.to && !state.governed;
            inner.gerund = verb.form == Form::Gerund && !state.be;
            inner.no_longer |= state.no_longer;
            inner.bare_past |= matches!(verb.form, Form::Past | Form::Participle) && !state.be && !state.have;
            inner.would |= matches!(state.modal, Some("would" | "'d"));
            return Some(inner);
        }
    }
    // "fired at the crowd", "fired back"
    if verb.lemma == "fire"
        && tokens.get(at + 1).is_some_and(|t| {
            matches!(t.lower.as_str(), "at" | "on" | "upon" | "into" | "back" | "shots" | "off" | "up" | "several" | "toward" | "towards")
        })
    {
        return None;
    }
    let found = trigger_at(tokens, at, verb.lemma);
    let (trigger, to) = found.map_or((None, at + 1), |(t, to)| (Some(t), to));
    if trigger.is_none() && governor.is_none() && lexicon::triggers(verb.lemma).is_empty() && !matches!(verb.lemma, "have" | "do") {
        return None;
    }
    if trigger.is_none() && governor.is_none() && verb.lemma == "be" {
        return None;
    }
    state.governor_past = false;
    if state.asked && trigger.is_some_and(|t| matches!(t.class, "lead" | "serve" | "become" | "standin" | "helm")) {
        state.governor = Some(Governor::Asserts);
    }
    let mut group = finish(from, to, at, verb.lemma, trigger, state, verb.form, tokens);
    group.governor = governor;
    Some(group)
}

/// Where the governed verb begins behind a governing one: "to step", "on stepping", "stepping".
fn governed(tokens: &[Token], at: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map(|t| t.lower.as_str()).unwrap_or("");
    let mut next = at;
    while matches!(word(next), "against" | "on" | "out" | "about") {
        next += 1;
    }
    let token = tokens.get(next)?;
    let gerund = lexicon::verb_forms(&token.lower).iter().any(|v| v.form == Form::Gerund);
    ((token.is("to") && verb_next(tokens, next + 1)) || (gerund && token.shape == Shape::Lower)).then_some(next)
}

/// Whether a form can stand where it stands.
fn fits(tokens: &[Token], string: &str, from: usize, at: usize, verb: &VerbForm, state: &State) -> bool {
    let token = &tokens[at];
    let previous = if at > 0 { tokens[at - 1].lower.as_str() } else { "" };
    let alone = at == from;
    let after_determiner = alone && BEFORE_NOUNS.contains(&previous);
    if token.is_capital() && !token.weak {
        return false;
    }
    // "will be acting chief executive", "to be managing director": the kind of chief
    if verb.form == Form::Gerund && (verb.lemma == "act" || previous == "be") && super::title::read_core(tokens, string, at).is_some() {
        return false;
    }
    // "to be chair"
    if verb.form == Form::Base && previous == "be" {
        return false;
    }
    // "is promoted to chair"
    let closes =
        tokens.get(at + 1).is_none_or(|t| t.shape == Shape::Punctuation || matches!(t.lower.as_str(), "of" | "after" | "from" | "in"));
    if verb.lemma == "chair" && verb.form == Form::Base && closes {
        return false;
    }
    // "on garden leave": the kind of leave
    if verb.lemma == "leave" && alone && matches!(verb.form, Form::Base) && LEAVES.contains(&previous) {
        return false;
    }
    match verb.form {
        Form::Base => {
            if verb.lemma == "head" && tokens.get(at + 1).is_some_and(|t| t.is("of")) {
                return false;
            }
            if NOUN_LIKE.contains(&verb.lemma) && alone {
                return verb.lemma == "quit" && !after_determiner
                    || matches!(previous, "who" | "they" | "we" | "i" | "you")
                    || token.shape == Shape::Lower
                        && matches!(verb.lemma, "lead" | "exit" | "return" | "head" | "join")
                        && matches!(previous, "to");
            }
            !after_determiner && (!alone || !matches!(previous, "to"))
        }
        Form::Third if matches!(previous, "'s" | "’s") => {
            at > 1
                && tokens[at - 2].is_capital()
                && tokens.get(at + 1).is_some_and(|t| t.is_capital() || matches!(t.lower.as_str(), "ceo" | "new" | "chief" | "its"))
        }
        Form::Third => !after_determiner && (alone || state.modal.is_none() && !state.be && !state.have),
        Form::Past | Form::Participle => !after_determiner,
        Form::Gerund => !after_determiner || matches!(previous, "by" | "for" | "from" | "of" | "in" | "with"),
    }
}

/// The trigger that a verb makes with the words behind it: with its particles, which one pronoun or short object may split.
fn trigger_at(tokens: &[Token], at: usize, lemma: &str) -> Option<(Trigger, usize)> {
    for trigger in lexicon::triggers(lemma) {
        if trigger.tail.is_empty() {
            return Some((*trigger, at + 1));
        }
        let matches_at = |start: usize| trigger.tail.iter().enumerate().all(|(i, w)| tokens.get(start + i).is_some_and(|t| t.is(w)));
        let mut start = at + 1;
        while tokens.get(start).is_some_and(is_adverb) {
            start += 1;
        }
        if matches_at(start) {
            return Some((*trigger, start + trigger.tail.len()));
        }
        // "take his post over", "brought Jane Roe in", "let him go"
        if trigger.tail.len() == 1 && matches!(trigger.class, "dismiss" | "giveup" | "present") {
            for gap in 1..=4 {
                let blocked = tokens
                    .get(at + gap)
                    .is_none_or(|t| t.shape == Shape::Punctuation || matches!(t.lower.as_str(), "to" | "and" | "that" | "of"));
                if blocked {
                    break;
                }
                if matches_at(at + gap + 1) && !(trigger.tail[0] == "in" || trigger.tail[0] == "on") {
                    return Some((*trigger, at + 1));
                }
            }
        }
    }
    None
}

fn stance_of(governor: Option<Governor>, state: &State) -> Stance {
    let modal = match state.modal {
        Some("may" | "might" | "could") => Stance::Possible,
        Some("should" | "must" | "can" | "ca") => Stance::Hypothetical,
        _ => Stance::Asserted,
    };
    let own = match governor {
        Some(Governor::Expects) => Stance::Expected,
        Some(Governor::Considers) => Stance::Possible,
        Some(Governor::Denies) => Stance::Negated,
        Some(Governor::Urges) => Stance::Hypothetical,
        _ => Stance::Asserted,
    };
    let negated = state.negated && !state.no_longer;
    let both = own.max(modal);
    match (negated, both) {
        (true, Stance::Negated) => Stance::Hypothetical,
        (true, Stance::Hypothetical) => Stance::Hypothetical,
        (true, _) => Stance::Negated,
        (false, both) => both,
    }
}

#[allow(clippy::too_many_arguments)]
fn finish(
    from: usize,
    to: usize,
    main: usize,
    lemma: &'static str,
    trigger: Option<Trigger>,
    state: State,
    form: Form,
    tokens: &[Token],
) -> VerbGroup {
    let stance = stance_of(state.governor, &state);
    let participle = matches!(form, Form::Past | Form::Participle);
    let been = tokens[from..main].iter().any(|t| t.is("been"));
    let passive = state.be && participle && lemma != "be" && (!state.have || been);
    let tense = match (state.modal, state.have, state.had) {
        (Some("will" | "'ll" | "shall" | "wo"), ..) => Tense::Future,
        (Some("would" | "'d"), ..) => Tense::Future,
        (Some(_), ..) => Tense::Future,
        (None, true, true) => Tense::PastPerfect,
        (None, true, false) => Tense::Perfect,
        _ if state.to => Tense::Future,
        _ if state.was => Tense::Past,
        _ if state.present_be && form == Form::Gerund => Tense::Future,
        _ if state.present_be => Tense::Present,
        _ => match form {
            Form::Past | Form::Participle => Tense::Past,
            Form::Third => Tense::Present,
            Form::Gerund => Tense::None,
            Form::Base => {
                if state.to {
                    Tense::Future
                } else {
                    Tense::Present
                }
            }
        },
    };
    VerbGroup {
        from,
        to,
        main,
        lemma,
        trigger,
        governor: None,
        tense,
        stance,
        passive,
        bare_past: participle && !state.be && !state.have && state.modal.is_none(),
        infinitive: state.to && !state.governed && state.modal.is_none() && (!state.be || lemma == "be"),
        gerund: form == Form::Gerund && !state.be && !state.governed,
        would: matches!(state.modal, Some("would" | "'d")),
        no_longer: state.no_longer,
        copula: lemma == "be",
    }
}
