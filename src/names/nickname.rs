//! Short forms of given names: one line a given name, its usual short forms behind it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Only forms that point to one given name, or to spellings of one: "Alex" may be Alexander or Alexandra, "Chris" Christopher or
/// Christine, so they are their own.
const TABLE: &str = "\
abraham abe
albert bert
alfred alf fred
andrew andy drew
anthony antony tony
arthur art
barbara barb
benjamin ben benny
bernard bernie
bradley brad
calvin cal
catherine katherine kathryn katharine kate kathy cathy katie
charles charlie chuck
clifford cliff
daniel dan danny
david dave
deborah debra deb debbie
dennis denny
donald don
douglas doug
edward ed eddie ted
elizabeth elisabeth liz beth betsy betty
eugene gene
frederick frederic
gerald gerry
gregory greg
harold hal
henry hank
jacob jake
james jim jimmy
jeffrey jeff geoffrey geoff
jennifer jen jenny
jessica jess
john jack johnny
jonathan jon
joseph joe joey
joshua josh
kenneth ken kenny
lawrence laurence larry
leonard len lenny
margaret maggie peggy meg
matthew matt
michael mike mick
mitchell mitch
nathaniel nathan nate
nicholas nicolas nick
patricia patty trish
peter pete
philip phillip phil
raymond ray
rebecca becky
richard rick dick rich
robert bob rob bobby robbie
ronald ron
russell russ
samuel sam
stephen steven steve
susan sue
theodore theo
thomas tom tommy
timothy tim
victoria vicky
vincent vince
walter walt
william will bill billy
zachary zach";

static ROOTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter_map(|line| line.split_once(' '));
    rows.flat_map(|(root, forms)| forms.split(' ').map(move |form| (form, root))).collect()
});

/// The given name of which this is a form: `bob` → `robert`. A name that is none is its own. Takes and gives folded words.
pub fn root(given: &str) -> &str {
    ROOTS.get(given).copied().unwrap_or(given)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn short_forms_lead_to_one_name() {
        assert_eq!((root("bob"), root("robert"), root("mira"), root("steve")), ("robert", "robert", "mira", "stephen"));
    }

    #[test]
    fn no_form_stands_in_two_lines() {
        let mut seen = HashSet::new();
        for word in TABLE.split_whitespace() {
            assert!(seen.insert(word), "{word}");
        }
    }
}
