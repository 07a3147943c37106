//! The shape of names: Chinese names by their surnames, transliterations by their characters, Latin names by their capitals.

use std::sync::LazyLock;

use super::fold::{is_han, is_latin, is_wordy};
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::sentence::Line;
use super::table::{Chars, Table};

/// Surnames of one character, by and large by frequency; rare ones that are common words stand at the end.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋门云容敬扈晁芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那鲜印逯隆茹诺战慕危玉银亢嵇哈湛宾戎勾茅利揭干尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭宇泉牧步扁承嫣谯毋仰阎肇遇蹇桓巢渠线税弓贝竺茆荀咸贲郗逄隗郄佴笪宓庹綦仉缑乜蓟雒訾郦郇鄂颉占库敬暴束沐泮湛潭禄粘糜莘萨蒯蔚虎诸酆顿鲜铁昌凤常傅萧洪钮滑羿汲邴松山蓬秋钭韶宿怀籍赖苍贡扶堵宰郤璩濮寿郏习宦鱼慎庾弘东殳沃夔厍融红禚寻撖佐代矫操初冰庆郐洛招袭慈冒宛帖弥";
const COMPOUND: &[&str] = &[
    "西门", "东郭", "南门", "百里", "公羊", "赫连", "公冶", "宗政", "单于", "太叔", "仲孙", "鲜于", "闾丘", "司寇", "颛孙", "巫马", "公西",
    "漆雕", "公良", "段干", "东门", "南荣", "梁丘", "左丘", "谷梁", "第五", "佐藤", "铃木", "高桥", "田中", "渡边", "伊藤", "山本", "中村",
    "小林", "加藤", "吉田", "山田", "松本", "井上", "木村", "山口", "斋藤", "桥本", "石川", "前田", "藤田", "冈田", "后藤", "村上", "近藤",
    "坂本", "远藤", "青木", "藤井", "西村", "福田", "太田", "三浦", "藤原", "松田", "中川", "中野", "原田", "小野", "竹内", "金子", "和田",
    "中山", "石田", "上田", "森田", "柴田", "酒井", "工藤", "横山", "宫崎", "宫本", "内田", "高木", "安藤", "谷口", "大野", "丸山", "今井",
    "河野", "村田", "武田", "上野", "杉山", "增田", "平野", "松井", "小岛", "岩崎", "樱井", "阿部", "佐佐", "岛田", "大岛", "清水", "小川",
    "冈本", "中岛", "长谷", "森本", "本田", "丰田", "大西", "水野", "高田", "杉本", "久保", "野村", "千叶", "菊地", "新井", "内山", "大塚",
    "小泉", "荒木", "川口", "西田", "黑田", "土屋", "片山", "古川", "永井", "白石", "小池", "北川", "平井", "南宫", "矢野", "岸田", "石原",
    "长尾", "三木", "大桥", "堀内", "星野", "柳井", "孙田", "德永", "中西", "神田", "川崎", "吉川", "关口", "广濑", "樱田", "稻盛", "岩田",
    "真田", "宫泽", "欧阳", "上官", "司马", "诸葛", "皇甫", "慕容", "尉迟", "夏侯", "司徒", "端木", "轩辕", "令狐", "宇文", "长孙", "公孙",
    "东方", "南宫", "万俟", "闻人", "钟离", "申屠", "呼延", "司空", "独孤", "淳于", "澹台", "濮阳", "贺兰", "完颜", "拓跋",
];
/// Further characters of Tibetan, Mongol and Uyghur names.
const ETHNIC: &str = "扎次仁卓措尕藏才让旺堆顿珠多央朗杰平拉姆曲增江嘉错根苏和德勒额朝鲁呼木孟宝音仁托高斯琴毕力日其古丽买提热孜艾合木江依吐尔逊祖力亚阿布都敦图格达赉嘎鲁哈斯雅特那顺乌云珠贡却拉姆坚赞洛加永丹玛";
const FOREIGN: &str = "阿埃艾爱安奥巴白班邦鲍贝本比彼宾波伯博布查车达戴丹德登迪蒂丁多杜顿恩尔法范菲费芬弗福富盖冈戈格古哈海汉豪赫亨霍基吉加贾杰金卡凯坎康柯科克肯库夸奎拉莱赖兰朗劳勒雷里理利莉莲列林隆卢鲁伦罗洛马玛迈麦曼梅蒙米莫姆穆纳娜内尼涅妮宁纽努诺欧帕潘庞佩彭皮普奇齐乔切琼让热日荣儒瑞若萨塞赛桑森沙莎山什史舒斯丝松苏索塔泰坦汤唐特滕提图托瓦万威韦维魏温文沃乌武西希锡夏香谢辛休雅亚延扬耶叶伊英尤约扎詹珍朱兹佐丽茨丘逊昆喀津黛薇琳露芙蕾翠";
/// Given-name characters that are function words as well: a name is not stretched over them without need.
const FUNCTION: &str = "任为将于在已因和与及的获被兼称说拟由现曾从向对并也是接辞就其等以即则仍再又都先或代原前新时还发宣回未无不继同此该表到升卸离出加退以后自当下上";

/// Words for days that may follow a name.
const NEAR: &[&str] = &[
    "两位", "三位", "四位", "五位", "六位", "三人", "两人", "四人", "二人", "本周", "本月", "今年", "今日", "今天", "昨日", "昨天", "上周",
    "上月", "日前", "近日", "近期", "近来", "日内", "年初", "年中", "月初", "此番", "此次", "本次", "现已", "去年", "明年", "月底", "年底",
    "不久", "年满", "年逾", "年近", "年仅", "时年", "享年", "终年", "确已", "确实", "确于", "本人", "等人", "夫妇", "夫妻", "父子", "母女",
    "虽", "仍", "至今", "甫", "刚", "依法", "正式", "主动", "送达", "提交", "呈交", "呈递", "提呈", "出具",
];

/// Those that stand before a verb.
const ADVERBS: &str = "将已被获因拟曾现仍再又就也均则兼任于在自从向对和与及的由亦";
static SURNAME: LazyLock<Chars> = LazyLock::new(|| Chars::new(SURNAMES.chars()));
static COMPOUNDS: LazyLock<Table<()>> = LazyLock::new(|| Table::new(COMPOUND.iter().map(|name| (*name, ()))));
static OF_FOREIGN: LazyLock<Chars> = LazyLock::new(|| Chars::new(FOREIGN.chars()));
static OF_ETHNIC: LazyLock<Chars> = LazyLock::new(|| Chars::new(ETHNIC.chars()));
static NEAR_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(NEAR.iter().map(|word| (*word, ()))));

/// How surely something ends a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    None,
    Weak,
    Fair,
    Strong,
}

/// The number of characters of the surname that begins here.
pub fn surname(folded: &[char], at: usize) -> Option<usize> {
    folded.get(at + 1)?;
    if COMPOUNDS.longest(folded, at).is_some() {
        return Some(2);
    }
    SURNAME.has(folded[at]).then_some(1)
}

/// Whether all characters are such as write foreign names.
pub fn looks_foreign(chars: &[char]) -> bool {
    chars.len() >= 2 && chars.iter().all(|c| OF_FOREIGN.has(*c) || *c == '·' || *c == '-')
}

/// Whether all characters are such as write the names of China's other peoples.
pub fn looks_ethnic(chars: &[char]) -> bool {
    chars.len() >= 2 && chars.iter().all(|c| OF_FOREIGN.has(*c) || OF_ETHNIC.has(*c) || *c == '·')
}

/// Whether the characters hold words of grammar that no name does: 总是在, 岁即应, 九〇后.
pub fn is_phrase(chars: &[char]) -> bool {
    const NEVER: &str = "的了着也都还很便竟他她它您你就却且须即被把吗呢吧及或们这哪谁〇";
    let ends = chars.last().is_some_and(|c| "在是要不将于应".contains(*c));
    is_han(chars[0])
        && !chars.contains(&'·')
        && (chars.iter().skip(1).any(|c| NEVER.contains(*c)) || "须即其这哪谁也的了不".contains(chars[0]) || ends && chars.len() <= 2)
}

/// What stands behind a name that would end at `at`.
pub fn edge(line: &Line, marks: &Marks, at: usize) -> Edge {
    let Some(&c) = line.folded.get(at) else { return Edge::Strong };
    if !is_han(c) {
        return if c.is_ascii_alphanumeric() || c == '·' {
            if c.is_ascii_digit() { Edge::Fair } else { Edge::None }
        } else {
            Edge::Strong
        };
    }
    if line.starts(at, "某") {
        return Edge::None;
    }
    match marks.word(at) {
        Some((_, Lex::Honour)) => Edge::Strong,
        // 升, 任 and 兼 are verbs only before a title
        Some((to, Lex::Trigger(_))) if to - at == 1 => {
            let titled = (to..line.len().min(to + 18))
                .take_while(|&i| !matches!(line.folded[i], ',' | ';' | '。'))
                .any(|i| marks.title(i).is_some());
            if titled { Edge::Fair } else { Edge::None }
        }
        Some((_, Lex::Trigger(t))) => match t.class {
            Class::Appoint | Class::Dismiss | Class::Nominate | Class::Lead => Edge::Fair,
            _ => Edge::Strong,
        },
        Some((to, Lex::Cue(Cue::Announce | Cue::Say | Cue::Resume))) if to - at >= 2 => Edge::Fair,
        Some((to, Lex::Company | Lex::Board | Lex::We)) if to - at >= 2 => Edge::Weak,
        Some(_) => Edge::Fair,
        None if marks.title(at).is_some() => Edge::Fair,
        None if NEAR_TABLE.longest(&line.folded, at).is_some() => Edge::Fair,
        None if "对后时至自到只才便却再".contains(c) => Edge::Fair,
        None if "男女现通本在担随".contains(c) => Edge::Weak,
        None => Edge::None,
    }
}

/// The best Chinese name that begins at `at`: its end and its edge.
pub fn chinese(line: &Line, marks: &Marks, at: usize) -> Option<(usize, Edge)> {
    let folded = &line.folded;
    let family = surname(folded, at)?;
    let mut best: Option<(usize, Edge)> = None;
    // a married woman's two surnames: 林郭文艳
    let double = family == 1 && at + 1 < folded.len() && SURNAME.has(folded[at + 1]);
    let longest = family + if double { 3 } else { 2 };
    for len in family + 1..=longest {
        let to = at + len;
        if to > folded.len() || !folded[at..to].iter().all(|c| is_han(*c)) {
            break;
        }
        let found = edge(line, marks, to);
        if found <= Edge::Weak || is_phrase(&folded[at..to]) {
            continue;
        }
        if len == family + 3 && !matches!(marks.word(to), Some((_, Lex::Honour))) {
            continue;
        }
        let last = folded[to - 1];
        let stretched = len > family + 1 && (ADVERBS.contains(last) || found <= Edge::Fair && FUNCTION.contains(last));
        // a word that begins inside and ends behind would be cut; a word inside would be swallowed
        let broken = (at + 1..to).any(|i| marks.word(i).is_some_and(|(end, _)| end > i + 1));
        let better = match best {
            _ if (at + 1..to).any(|i| marks.title(i).is_some()) => false,
            None => true,
            Some((short, _)) if !stands_alone(line, marks, short) => true,
            Some(_) if matches!(marks.word(to), Some((_, Lex::Honour))) => true,
            Some((_, edge)) => !stretched && !broken && (found > edge || found == edge && len <= family + 2),
        };
        if better {
            best = Some((to, found));
        }
    }
    best
}

/// Whether the word behind a name can be what it seems to be: 为, 任 and 在 need something behind them.
fn stands_alone(line: &Line, marks: &Marks, at: usize) -> bool {
    let Some(c) = line.folded.get(at).filter(|c| "为任和与及在由从对向以于".contains(**c)) else { return true };
    let next = line.folded.get(at + 1).copied().unwrap_or('。');
    let closed = !is_wordy(next) && next != '“' && next != '《';
    !(closed
        || marks.word(at).is_some_and(|(end, _)| end == at + 1) && matches!(marks.word(at + 1), Some((_, Lex::Of | Lex::Honour)))
        || *c != '在' && *c != '由' && matches!(marks.word(at + 1), Some((end, Lex::Trigger(_))) if end - at > 2))
}

/// A transliterated name around the dot at `dot`: its bounds.
pub fn dotted(line: &Line, marks: &Marks, dot: usize) -> Option<(usize, usize)> {
    let folded = &line.folded;
    let part = |c: char| is_han(c) || c == '·' || c == '-';
    let mut from = dot;
    // "去年9月|伯纳德·卢尼"
    let dated = |at: usize| matches!(folded[at], '月' | '日' | '年') && at > 0 && folded[at - 1].is_ascii_digit();
    while from > 0
        && !dated(from - 1)
        && dot - from < 9
        && part(folded[from - 1])
        && !(marks.ends(from) && (is_title_end(line, marks, from) || !OF_FOREIGN.has(folded[from - 1])))
    {
        from -= 1;
    }
    let mut to = dot + 1;
    while to < folded.len() && to - dot < 12 && part(folded[to]) {
        let stops = marks.word(to).is_some_and(|(end, lex)| {
            end - to >= 2 || matches!(lex, Lex::Trigger(_) | Lex::Be | Lex::Of | Lex::And) || !OF_FOREIGN.has(folded[to])
        });
        let honoured = matches!(marks.word(to + 1), Some((_, Lex::Honour)));
        let dated = folded[to - 1] != '·' && NEAR_TABLE.longest(folded, to).is_some();
        if stops && !honoured && folded[to - 1] != '·' || dated || marks.title(to).is_some() {
            break;
        }
        to += 1;
    }
    let after_last = folded[from..to].iter().rev().take_while(|c| **c != '·').count();
    (dot > from && to > dot + 1 && after_last > 0).then_some((from, to))
}

fn is_title_end(_line: &Line, marks: &Marks, at: usize) -> bool {
    (at.saturating_sub(12)..at)
        .any(|i| marks.title(i).is_some_and(|t| t.to == at) || marks.word(i).is_some_and(|(to, _)| to == at && at - i >= 2))
}

/// A run of capitalised Latin words that begins at `at`: its end and the number of words.
pub fn latin(folded: &[char], at: usize) -> Option<(usize, usize)> {
    let letter = is_latin;
    if !folded.get(at).is_some_and(|c| letter(*c) && c.is_uppercase())
        || at > 0 && (letter(folded[at - 1]) || folded[at - 1].is_ascii_digit())
    {
        return None;
    }
    let mut to = at;
    let mut words = 0;
    loop {
        let start = to;
        while to < folded.len()
            && (letter(folded[to])
                || matches!(folded[to], '\'' | '’' | '-' | '.')
                    && to + 1 < folded.len()
                    && (letter(folded[to + 1]) || folded[to] == '.' && to - start == 1))
        {
            to += 1;
        }
        words += 1;
        let goes_on = folded.get(to) == Some(&' ') && folded.get(to + 1).is_some_and(|c| letter(*c) && c.is_uppercase()) && words < 5;
        if !goes_on {
            break;
        }
        to += 1;
    }
    Some((to, words))
}
