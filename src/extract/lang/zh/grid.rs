//! Tables that a notice writes with bars: "| 姓名 | 职务 | 备注 |", a row for each person.

use super::atom::{Atom, Kind};
use super::fold::is_han;
use super::lexicon::Class;
use super::sentence::Line;
use crate::extract::mention::{PersonMention, RoleMention};

/// The columns of a table that names people, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub name: usize,
    /// Where the table says whether the person comes, stays or goes.
    pub remark: Option<usize>,
}

/// What a row tells.
pub struct Row {
    pub class: Class,
    pub person: PersonMention,
    pub role: RoleMention,
}

/// The cells of a row, as characters `from..to` without the blanks around them; `None` for any other line.
fn cells(line: &Line) -> Option<Vec<(usize, usize)>> {
    let bars: Vec<usize> = (0..line.len()).filter(|&i| line.folded[i] == '|').collect();
    if bars.len() < 2 {
        return None;
    }
    let open = line.folded.first() == Some(&'|');
    let mut edges: Vec<usize> = if open { Vec::new() } else { vec![0] };
    edges.extend(bars.iter().map(|bar| bar + 1));
    let cell = |(i, &from): (usize, &usize)| {
        let to = edges.get(i + 1).map_or(line.len(), |next| next - 1);
        let from = (from..to).find(|&c| line.folded[c] != ' ').unwrap_or(to);
        let to = (from..to).rev().find(|&c| line.folded[c] != ' ').map_or(from, |last| last + 1);
        (from, to)
    };
    Some(edges.iter().enumerate().map(cell).collect())
}

/// The columns, where the line is the head of a table of people.
pub fn head(line: &Line) -> Option<Columns> {
    let cells = cells(line)?;
    let find = |words: &[&str]| {
        cells.iter().position(|(from, to)| words.iter().any(|w| line.starts(*from, w) && w.chars().count() + 4 > to - from))
    };
    let name = find(&["姓名", "人员姓名", "名字"])?;
    Some(Columns { name, remark: find(&["备注", "变动", "类型", "说明", "情况", "变更", "任免"]) })
}

/// Where the name of a row stands that follows such a head.
pub fn name(line: &Line, columns: &Columns) -> Option<(usize, usize)> {
    let (from, to) = *cells(line)?.get(columns.name)?;
    ((2..=4).contains(&(to - from)) && line.folded[from..to].iter().all(|c| is_han(*c))).then_some((from, to))
}

/// What a row tells: only a row that says itself what changes.
pub fn row(line: &Line, atoms: &[Atom], columns: &Columns) -> Option<Row> {
    let cells = cells(line)?;
    let (from, to) = *cells.get(columns.name)?;
    let person = atoms.iter().find_map(|atom| match &atom.kind {
        Kind::Person(person) if atom.from >= from && atom.to <= to => Some(person.clone()),
        _ => None,
    })?;
    let role = atoms.iter().find_map(|atom| match &atom.kind {
        Kind::Role(role) if !role.committee && role.role.leadership => Some(role.role.clone()),
        _ => None,
    })?;
    let (from, to) = *cells.get(columns.remark?)?;
    let says = |words: &[&str]| (from..to).any(|i| words.iter().any(|w| line.starts(i, w)));
    let class = if says(&["连任", "续聘", "留任", "连选", "不变"]) {
        Class::Stay
    } else if says(&["离任", "离职", "辞职", "辞任", "届满", "卸任", "解聘", "免去"]) {
        Class::Leave
    } else if says(&["新任", "新聘", "聘任", "新选", "当选", "选举", "补选", "新增", "任命"]) {
        Class::Take
    } else {
        return None;
    };
    Some(Row { class, person, role })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::of(text)
    }

    #[test]
    fn a_head_gives_the_columns_and_a_row_the_name() {
        let columns = head(&line("| 姓名 | 类别 | 备注 |")).expect("a head");
        assert_eq!(columns, Columns { name: 0, remark: Some(2) });
        assert_eq!(name(&line("| 谷雨晴 | 独立董事 | 新任 |"), &columns), Some((2, 5)));
        assert_eq!(name(&line("序号|姓名"), &columns), None);
    }

    #[test]
    fn other_lines_are_no_head() {
        assert_eq!(head(&line("某某公司 | 董事长 | 离职")), None);
        assert_eq!(head(&line("姓名和职务")), None);
    }
}
