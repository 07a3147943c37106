//! What has the shape of a name and is none.

use std::sync::LazyLock;

use super::fold::is_han;
use super::table::Chars;
use super::{names, words};

/// Characters that no parents choose for a child: those of grammar, trade, quantity, illness and things.
const NEVER_GIVEN: &str = "\
    外毫户值限飙票薪机装封形式产册鞋角车假职资价币款税险费债股员部局厅店厂场层目型版件份类样个们物情病医死伤亡打吃喝买卖\
    赚输赢退免聘派被给把从跟但虽因故没已要该须都也还再就只便却并且吗呢吧呀啊哪谁什怎么每各另此这那\
    报告消息据称说示讯电话号页视频屋门窗床桌椅刀枪弹坦票据码钟点分秒届遍趟遇\
    跌涨降减缩扣罚骂吵闹哭怕恨恶坏错误谎骗偷抢杀毒赌嫖嫌疑犯罪狱牢逃诉讼案赔偿债务销售购贷押租借欠缴拨贴补缺半\
    慢迟旧脏乱差烂碎裂断折拆毁灭失掉扔丢狗猪鸡鸭鱼肉菜饭粉糖盐油酱醋酒烟饼瓜\
    ";

static NO_GIVEN: LazyLock<Chars> = LazyLock::new(|| Chars::new(NEVER_GIVEN.chars().filter(|c| is_han(*c))));

/// Whether a Chinese name could end with these characters behind its surname; transliterations have other rules.
pub fn is_given(chars: &[char]) -> bool {
    let family = names::surname(chars, 0).unwrap_or(0);
    !is_han(chars[0])
        || chars.iter().any(|c| matches!(c, '·' | '・'))
        || names::looks_foreign(chars)
        || !chars[family..].iter().any(|c| NO_GIVEN.has(*c))
}

/// Words that have the shape of a name and are none.
pub fn is_thing(chars: &[char]) -> bool {
    const TAILS: [&str; 50] = [
        "公司",
        "集团",
        "银行",
        "证券",
        "基金",
        "股份",
        "科技",
        "大学",
        "医院",
        "学院",
        "协会",
        "汽车",
        "资本",
        "控股",
        "保险",
        "人寿",
        "传媒",
        "药业",
        "能源",
        "生物",
        "电子",
        "智能",
        "酒店",
        "影业",
        "物流",
        "教育",
        "时间",
        "原因",
        "方面",
        "工作",
        "项目",
        "部门",
        "中心",
        "业务",
        "办公",
        "会议",
        "委员",
        "学会",
        "中学",
        "小学",
        "学校",
        "幼儿园",
        "学社",
        "报社",
        "出版社",
        "事务所",
        "俱乐部",
        "联盟",
        "唱片",
        "商会",
    ];
    let text: String = chars.iter().collect();
    let counted = chars.len() >= 2
        && chars[1..].iter().any(|c| "一二三四五六七八九十两几".contains(*c))
        && "年月日个次名位家岁".contains(chars[chars.len() - 1]);
    let honoured = ["先生", "女士", "小姐", "同志"].iter().any(|w| text.ends_with(w));
    honoured
        || counted
        || chars.len() == 2 && words::is_everyday(chars)
        || TAILS.iter().any(|tail| text.ends_with(tail))
        || chars.last().is_some_and(|c| "省市县区局部处厅院校系所镇村乡".contains(*c)) && chars.len() >= 3
}

/// Whether the last of several Latin words is that of an organisation or a product.
pub fn is_latin_thing(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let last = text.rsplit(' ').next().unwrap_or("");
    // Model S
    if last.len() == 1 {
        return true;
    }
    matches!(
        last,
        "AI" | "AG"
            | "SE"
            | "NV"
            | "SA"
            | "Plc"
            | "Ltd"
            | "LLC"
            | "GmbH"
            | "Lab"
            | "Labs"
            | "Inc"
            | "Capital"
            | "Group"
            | "Machines"
            | "Times"
            | "Ventures"
            | "Partners"
            | "Horowitz"
            | "Technologies"
            | "Bank"
            | "Corp"
            | "Holdings"
            | "Motors"
            | "Airlines"
            | "Media"
            | "Cloud"
            | "Pro"
            | "Max"
            | "Gaming"
            | "Games"
            | "Studio"
            | "Studios"
            | "Entertainment"
            | "Software"
            | "Systems"
            | "Research"
            | "Robotics"
            | "Security"
            | "Energy"
            | "Health"
            | "Foundation"
            | "Institute"
            | "University"
            | "College"
            | "Office"
            | "Store"
            | "Index"
            | "Mini"
            | "Ultra"
    ) || text.chars().all(|c| c.is_ascii_uppercase() || c == ' ') && text.len() <= 4
}
