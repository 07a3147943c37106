//! Chinese words that matter, in folded form: triggers with class and manner, cues that colour a clause, links and boundaries.

use std::sync::LazyLock;

use super::table::Table;
use crate::domain::Manner;
use Manner::{Died, Dismissed, Elected, Hired, Promoted, Reinstated, Resigned, Retired, TermEnded};

/// What a trigger does with its people and roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// 聘任 A 为 R: somebody puts A into R.
    Appoint,
    /// A 担任 R.
    Take,
    /// A 接替 B (任 R), A 接任 R.
    Succeed,
    /// A 把 R 交给 B.
    Hand,
    /// R 由 A 变更为 B.
    Change,
    /// 迎来新任 R A.
    Present,
    /// A 加盟 O (任 R).
    Join,
    /// A 辞去 R, A 离职.
    Leave,
    /// A 的辞职报告: a noun, with A before it.
    Tender,
    /// A 转投 O: leaves where A was.
    Defect,
    /// A 离开 O.
    Quit,
    /// A 退休.
    Retire,
    /// 免去 A 的 R, A 被免职.
    Dismiss,
    Die,
    OnLeave,
    /// 暂停 A 的职务.
    Suspend,
    Back,
    /// A 仍担任 R.
    Stay,
    /// 提名 A 为 R, A 拟任 R: nothing is decided.
    Nominate,
    /// A 主管 O: a role only with 以 R 的身份.
    Lead,
}

impl Class {
    /// The name under which the rules know it.
    pub fn name(self) -> &'static str {
        match self {
            Class::Appoint => "appoint",
            Class::Take => "take",
            Class::Succeed => "succeed",
            Class::Hand => "hand",
            Class::Change => "change",
            Class::Present => "present",
            Class::Join => "join",
            Class::Leave => "leave",
            Class::Tender => "tender",
            Class::Defect => "defect",
            Class::Quit => "quit",
            Class::Retire => "retire",
            Class::Dismiss => "dismiss",
            Class::Die => "die",
            Class::OnLeave => "onleave",
            Class::Suspend => "suspend",
            Class::Back => "back",
            Class::Stay => "stay",
            Class::Nominate => "nominate",
            Class::Lead => "lead",
        }
    }
}

/// A trigger word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger {
    pub class: Class,
    pub manner: Option<Manner>,
    pub interim: bool,
}

/// A word that colours a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// 将, 即将: ahead.
    Future,
    /// 已, 已经.
    Perfect,
    /// 知情人士, 据报道, 消息称.
    Source,
    /// 或, 可能, 考虑, 传.
    Hedge,
    /// 有望, 预计.
    Expect,
    /// 不会, 未, 没有.
    Not,
    /// 不实, 否认: denies what was told.
    Deny,
    /// 如果, 一旦, 应当.
    If,
    /// 谁, 是否.
    Ask,
    /// 曾, 历任, 一度.
    Past,
    /// 候选人, 人选, 拟任.
    Nominee,
    /// 原, 前: a title that is over.
    Former,
    /// 新任, 候任.
    Fresh,
    /// 现任, 目前任.
    Current,
    /// 宣布, 公告.
    Announce,
    /// 表示, 称.
    Say,
    /// 除.
    Except,
    /// 一职, 职务, 职责: closes a role.
    Post,
    /// 届满.
    Expiry,
    /// 年龄原因, 到龄.
    Age,
    /// 简历, 出生, 学历: words of a résumé.
    Resume,
    /// 生效, 起: the date before it is the day of the change.
    Effect,
}

/// What a word is for the scanner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lex {
    Trigger(Trigger),
    Cue(Cue),
    /// 由: the actor follows.
    By,
    /// 为, 作为.
    Be,
    /// 被, 获.
    Passive,
    /// 和, 与, 及.
    And,
    /// 的.
    Of,
    /// 他, 她, 彼.
    He,
    /// 其.
    His,
    /// 我, 本人.
    Me,
    /// 公司, 本行.
    Company,
    /// 我们, 我司.
    We,
    /// 董事会: a board that decides, or the frame of a seat.
    Board,
    /// 先生, 女士.
    Honour,
    /// 龙头, 老将, 长子: a word for a person before a name.
    Label,
    /// Parts words from names; means nothing here.
    Word,
}

const fn trigger(class: Class, manner: Option<Manner>) -> Lex {
    Lex::Trigger(Trigger { class, manner, interim: false })
}

const fn interim(class: Class) -> Lex {
    Lex::Trigger(Trigger { class, manner: None, interim: true })
}

/// Words (separated by blanks) and what they are. Of two words at one place the longer wins.
#[rustfmt::skip]
const TABLE: &[(&str, Lex)] = &[
    ("新增 选定 敲定 钦点 任命 聘任 委任 委派 选派 选任 改派 聘请 选聘 新聘 增聘 礼聘 诚聘 聘用 调派", trigger(Class::Appoint, None)),
    ("选举 推选 推举 选出 补选 增选 增补 改选 遴选 选举产生 一致推选 一致选定 互选", trigger(Class::Appoint, Some(Elected))),
    ("提拔 拔擢 提升", trigger(Class::Appoint, Some(Promoted))),
    ("引入 请来 挖来 挖角 招揽 延揽", trigger(Class::Appoint, Some(Hired))),
    ("指定 授权 委托", interim(Class::Appoint)),
    ("担任 出任 接获委任为 获委任 获任 获任命 获聘 受聘 受聘担任 履新 就任 上任 到任 走马上任 任职 转任 调任 改任 出掌 执掌 掌舵 挂帅 坐镇 担纲 兼任 兼 转岗 调岗 成为 变身 当起 坐上 挂上 当值 兼管 掌管 主掌 调往 改当 就职 荣任 充任 获授 任 将任 首任 亲自担任 正式担任 专任 获选为 获选 现由 掌印", trigger(Class::Take, None)),
    ("升任 晋升 擢升 获擢升 升为 升 荣升 晋升为 扶正 真除 升职 晋任 升至 获晋升 获升", trigger(Class::Take, Some(Promoted))),
    ("当选 获选任 膺选", trigger(Class::Take, Some(Elected))),
    ("获调任 调升 调职 轮岗", trigger(Class::Take, None)),
    ("上位 走上 挑起 扛起 坐到 坐进 坐回 登上 重新担任 再次担任 再次出任 再度出任 再度担任 重新出任 重新坐上 回锅 转正为 换上", trigger(Class::Take, None)),
    ("代班 临时接管 代任 代行 代理 暂代 代为履行 代为行使 代为主持 代为负责 暂时代为履行 暂管 代管 署任 署理 代掌 暂兼 全面代行 暂代理 代行使 看守 兼代 接管 主持", interim(Class::Take)),
    ("顶替 替下 填补 补上 补位 补缺 顶上", trigger(Class::Succeed, None)),
    ("交给 让给 传给 移交给 交到 托付给 交棒给 传位给 转交给 转交 递给 交班给 让位给 让位于 交棒于", trigger(Class::Hand, Some(Resigned))),
    ("变更为 更换为 换成 换为 变为 更替为 调整为", trigger(Class::Change, None)),
    ("迎来 迎 迎接 请出 请回 聘得 物色到 官宣", trigger(Class::Present, None)),
    ("接替 取代 接棒 接班 接任 继任 接手 接掌 替代 继承 接续 接过 承接", trigger(Class::Succeed, None)),
    ("加盟 加入 入职 空降 空降到 入主 履职于", trigger(Class::Join, Some(Hired))),
    ("转投 跳槽到 跳槽至 投奔 转会 跳槽加入 转任职", trigger(Class::Defect, Some(Resigned))),
    ("重返 回归 重掌 复出", trigger(Class::Join, Some(Reinstated))),
    ("辞职 辞任 辞去 请辞 呈辞 闪辞 离职 离任 卸任 卸下 卸去 辞掉 去职 求去 出走 走人 跳槽 下台 辞官 退任 退出 退居 挂冠 交棒 让贤 离场 离队 让位 辞别 作别 告辞 裸辞 闪离 离巢 引咎辞职 另谋高就 功成身退 交出 卸职 出局 隐退 卸甲 解甲归田 归隐 金盆洗手 扫地出门 踢出局 走马换将 卷铺盖 炒鱿鱼 被炒 下课 解除劳动合同 解除合同 终止劳动合同 解约 离岗 离席 挂职期满 淡出 道别 告别 说再见 挂印而去 回归家庭 回归校园 重返校园 回归学术 回归科研 离去 退出董事会", trigger(Class::Leave, Some(Resigned))),
    ("不再担任 不再继续担任 不再继续兼任 不再适合担任 不适合担任 不再适任 不会再担任 不再任 不再兼任 不再出任 不再兼 不再续任 不再续聘 不再续约 不再留任 不再代为履行 不再代行 不再代任 不再代理 不再履行 不再竞选连任 不再是 不再当 不再做 不再执掌 不再掌舵 不再挂帅 不再寻求连任 正式毕业 还了工牌 交了工牌 交还工牌 交回工牌 把工牌留在 工牌留在了 LastDay 不再参与 不再执教 另有任用 另有安排 调回 调离 调离岗位 最后一天 最后一个工作日 最后工作日 最后工作日为 不再参选 不再竞选", trigger(Class::Leave, None)),
    ("不再连任 不得再连任 不得连任 未获连任 未获续聘 未获续约 不能连任 届满离任 期满离任 任满离任 任满 届满卸任 约满离任 不获续任 不膺选连任 寻求连任 不续任 期满卸任 任期届满离任 ", trigger(Class::Leave, Some(TermEnded))),
    ("辞职报告 辞职信 辞任函 辞职函 辞任报告 离任报告 辞呈 辞职申请 辞职书 辞任信 辞职请求 离职申请 辞职申请书 辞职信函", trigger(Class::Tender, Some(Resigned))),
    ("离开", trigger(Class::Quit, Some(Resigned))),
    ("退休 荣休 离休 荣退", trigger(Class::Retire, Some(Retired))),
    ("免去 免除 罢免 撤换 更换 换掉 解聘 解任 解雇 革职 撤职 免职 免任 开除 辞退 解职 撤销 解除 拔官 提前终止 终止 撤去 炒掉 赶走 踢出 逐出 罢黜", trigger(Class::Dismiss, Some(Dismissed))),
    ("身亡 坠亡 坠楼身亡 猝死 遇难 遇害 罹难 长逝 溘然长逝 仙逝 离开人世 撒手人寰 去世 逝世 病逝 辞世 离世 过世 猝逝 谢世 不幸离世 因病去世 与世长辞 殉职", trigger(Class::Die, Some(Died))),
    ("休假 休一个长假 休个长假 休一段长假 休半年假 休三个月假 休六个月假 休一年假 休长假 休病假 休产假 休学术假 休育婴假 停薪留职 留职停薪 停职 休陪产假 放长假 休大假 休无薪假 暂停履职 育婴留停", trigger(Class::OnLeave, None)),
    ("暂停 停止", trigger(Class::Suspend, None)),
    ("能正常履行 恢复履行 恢复行使 复职 恢复履职 返岗 复任 官复原职 恢复职务 回岗 重返岗位 回到岗位 销假 休假归来 重新主持 结束", trigger(Class::Back, Some(Reinstated))),
    ("继续担任 仍担任 仍任 仍为 留任 续任 连任 蝉联 续聘 续约 重选 继续执掌 继续出任 继续任 继续代任 留在 保留 继续履行 继续履职 仍兼任 仍在 继续分管 继续兼任 继续管理 续当 职责不变 职务不变 继续主持 正常履职 未离职 没有离职 依然是 继续留任 仍继续担任 仍将继续担任 连选连任 膺选连任 仍然担任 仍由 继续由 继续当 续掌 正常在岗 仍在任 续任为 重选为 仍继续履行 再次当选 再度当选 再次获选 成功连任 连续当选", trigger(Class::Stay, None)),
    ("提名 拟任 拟聘任 拟聘 拟提名 拟聘请 拟担任 拟选举 推荐 举荐 建议任命 拟由 候任", trigger(Class::Nominate, None)),
    ("领导 负责 分管 统管 统领 执导", trigger(Class::Lead, None)),

    ("将 即将 将会 会在 将于 明年将 定于 将由 将在", Lex::Cue(Cue::Future)),
    ("已 已经 早已 业已 已于 已在", Lex::Cue(Cue::Perfect)),
    ("知情人士 消息人士 知情者 据报道 据媒体报道 据外媒报道 媒体报道 消息称 有消息称 有消息 据传 外媒 报道称 外电报道 接近公司的人士 内部人士 内部员工 多名员工 多位员工 独家获悉 据了解 据称 爆料 据彭博 援引 外电 有报道称 据报 据悉 获悉 被曝 曝出 爆出 消息指 自媒体称 有自媒体称 据透露 有员工 消息显示", Lex::Cue(Cue::Source)),
    ("有网友称 网友称 网友爆料 流传 网传 传 传出 盛传 疑似 疑 或将 或会 或 可能 也许 考虑 正考虑 正在考虑 传闻 据传闻 传言 有传 市场传出 外传 恐 恐将 似乎 疑因 听说 萌生 谣传 洽谈 传将 或于 最早 要走 意图 有意 打算 不排除 或由 酝酿 倾向于", Lex::Cue(Cue::Hedge)),
    ("有望 预计 料将 拟于 热门人选 预期 势将", Lex::Cue(Cue::Expect)),
    ("不会 未曾 并未 没有 不打算 无计划 没有计划 未有计划 暂无计划 并无计划 无意 绝不 绝不会 不曾 从未 未 不 并非 尚未 未有 并无 暂未 不得 拒绝 收回 撤回 取消 撤销辞呈 不愿 不想 不是 未能 未获 不肯 未在 不在 不存在 暂无 没想过 从没想过 没有想过 不考虑", Lex::Cue(Cue::Not)),
    ("没有听说此事 没听说此事 未听说此事 没有听说 没听说 否认 不实 不属实 造谣 谣言 子虚乌有 假消息 纯属 并非事实 不是真的 辟谣 假的 系谣传 不实消息 失实 胡说 无稽之谈 没有这回事 不实信息 毫无根据 空穴来风 捏造 不是事实 被否决 未获通过 否决 未通过 收回辞呈", Lex::Cue(Cue::Deny)),
    ("猜测 揣测 臆测 推测 只要 如果 假如 倘若 要是 一旦 若 如若 假设 假使 应当 必须 可以 有权 如有 若是 除非 万一 能否 要求 呼吁 敦促 请求 无须 无需 不应 威胁 扬言 通常 一般情况下 等权力 的权力 才能 方可", Lex::Cue(Cue::If)),
    ("谁 是否 会否 何时 吗 为何 为什么 呢 哪些 何人 如何 怎么 怎样 几何 有没有 想做什么 想过", Lex::Cue(Cue::Ask)),
    ("曾 曾任 历任 先后任 先后担任 曾经 一度 当年 当时 早年 彼时 此前曾 曾先后 曾担任 曾出任 曾于 早在 历经 距离 距 先后历任 此前任 此前担任 起初 最初 后来 往昔 时任 之前担任 之前任 早前", Lex::Cue(Cue::Past)),
    ("下任 下一任 下届 候选人 人选 候选 之提名 接班人选 继任者 接班人 继任人 的提名 接任者 接替者 潜在", Lex::Cue(Cue::Nominee)),
    ("原 前 前任 原任 已故 上任会长 上届 上一任 前度", Lex::Cue(Cue::Former)),
    ("新任 新晋 新上任 候补 全新 新科 新一任", Lex::Cue(Cue::Fresh)),
    ("现任 现为 现年 同时担任 还担任 目前还担任 目前担任 目前任 目前为 现系 现时为 担任着", Lex::Cue(Cue::Current)),
    ("宣布 公告 公布 发布 披露 宣佈 公告称 公告显示 公告指 发布公告 通知 发文 公开 决定 宣告 对外宣布 正式宣布 确认 证实 通报 表决通过 通过 审议通过 同意 一致同意 批准 核准 决议 议决 收到 接到 接获 签署 提交 递交 提出 申请 提请 提呈 获批 获核准 聘书 日前宣布 透露 今日宣布 发出 发布消息 介绍 指出 显示 重讯", Lex::Cue(Cue::Announce)),
    ("表示 称 说 强调 回应 坦言 指 认为 写道 坦承 直言 表态 致辞 讲话 笑称 笑说 笑言 回应称 表示将 谈到 透露说 感慨 受访 补充 重申 喊话 宣读 出席 主持会议 参加 陪同 肯定 介绍了 评论 建议 形容 提到 承认 呼籲 答", Lex::Cue(Cue::Say)),
    ("除 除了", Lex::Cue(Cue::Except)),
    ("一职 职务 职责 职位 岗位 之职 的职务 的职责 职权 等职 席位 席次 大任 重任 空缺 遗缺 职缺 缺口 要职 一席 棒子 接力棒 担子 权杖 指挥棒 印章 宝座 帅位 舵轮 大旗 重担 角色 帅印 头衔 任职资格 资格 兼职 位置 的位置 的位子 位子", Lex::Cue(Cue::Post)),
    ("届满 期满 任期届满 约满 任满 换届 合约届满 改选后", Lex::Cue(Cue::Expiry)),
    ("年龄原因 到龄 年龄 届龄 退休年龄 达到法定退休 法定退休 到达退休 龄满 因年龄", Lex::Cue(Cue::Age)),
    ("简历 履历 出生 学历 毕业于 国籍 参加工作 博士学位 硕士学位 永久居留 生于 年出生 居留权", Lex::Cue(Cue::Resume)),
    ("生效 起生效 即日生效 即时生效 起 起执行 当日生效 正式履职 即日起 即日起生效 履职", Lex::Cue(Cue::Effect)),

    ("由 交由 改由 暂由 便由 则由 并由", Lex::By),
    ("为 作为 当作 出任为 做了", Lex::Be),
    ("被 获 遭 获得 遭到 受到 惨遭", Lex::Passive),
    ("和 与 及 以及 暨 跟 并 连同 还有 偕 与其 而", Lex::And),
    ("的 之", Lex::Of),
    ("后者 他 她 彼 他本人 她本人 该名 自己 他自己 她自己", Lex::He),
    ("其 该同志 该职务 该职", Lex::His),
    ("我 本人 笔者", Lex::Me),
    ("公司 本公司 该公司 本行 该行 本集团 集团 该集团 全行 总公司 该校 学校 本校 协会 本会 该院 医院 本院 基金会 商会 学会 银行 上市公司 俱乐部 该所 学院 大学 该部门 该厂 我局 贵公司 总部 母公司 该企业 足协 该基金会", Lex::Company),
    ("我们 我司 我行 我校 我院 咱们 我会", Lex::We),
    ("董事会 董事局 股东大会 股东会 监事会 党委 党委会 省委 市委 党组 职工代表大会 理事会 全体董事 与会董事 半数以上董事 过半数董事 经理层 管理层 领导班子 高管层 组织部 中组部 国务院 党中央 中央 常委会 大会 会员大会 校党委 全体股东 控股股东 股东 法人股东 法人 核心技术人员", Lex::Board),
    ("水手 企业家 科学家 职业经理人 经理人 高层 前高层 猛将 悍将 干将 校友 老兵 弟弟 哥哥 妹妹 女婿 侄子 学者 投资人 宿将 少帅 副手 领军人物 资深开发者 开发者 核心人物 老搭档 得力干将 控制人 实控人 实际控制人 继承人 得主 专家 作家 冠军 龙头 掌门 大佬 老将 元老 老臣 一哥 一姐 少东 长子 次子 次女 长女 女儿 胞弟 儿子 妻子 丈夫 千金 独子 女将 高管 前高管 同事 员工 研究员 老板", Lex::Label),
    ("先生 女士 小姐 同志 同学 博士 教授 老师 院士 太太 夫人 爵士 工程师先生", Lex::Honour),

    // words that part names from the rest, and words that look like triggers and are none
    ("轮值 便 竟 遂 光荣 毅然 愤然 决然 果断 坦然 顺利 圆满 忽然 匆匆 匆忙 无奈 含泪 意外 溘然 安详 骤然 心梗 突发 独自 代表人 呼声 随即 随后 隨即 旋即 暂时性 离岗培训 转为正式 退休计划 退休制度 退休生活 退休待遇 退休返聘 短暂 新增投资 新增产能 任职培训 任职证明 任职经历 任职要求 任职条件 任职情况 任职时间 转会费 转会窗 转会窗口 转会期 转会市场 开除党籍 开除学籍 双开 换帅 易帅 易主 易人 换人 换届选举 更迭 变更登记 工商变更 内部 官方 集体 年报 财报 日报 周报 月报 季报 股东大会决议 决议公告 澄清 辟谣公告 届时 递了 递上 递出 接连 纷纷 本次 此次 所任职务 任职务 以上任免 以上 进入 纳入 列入 获批 获核准 亦 亦已 均 仅 皆 黯然 悄然 突然 低调 火速 主动 提前 提早 亲自 南下 北上 旗下 巨头 厂商 车企 新势力 独角兽 品牌商 一同 一道 一起 同行 连续 在 于 从 将其 向 把 给 让 以 因 因为 由于 鉴于 就 也 都 还 又 则 等 及其 并且 而且 此外 另外 同时 其中 其 并同 一并 相应 同日 当天 随后 此后 之后 以后 之前 以前 前后 期间 时候 以来 至今 了 这 该 此 是 无法 开始 继续 正式 正在 仍 暂时 临时 共同 分别 先后 双双 相继 陆续 首先 首度 首次 再次 再度 重新 亲自 全面 具体 主要 全部 部分 任何 一切 所有 其他 其余 另 另有 有关 关于 根据 按照 依照 依据 经过 通过了 以便 为了 为此 对此 至此 与会 方面 负责人表示 可否 需要 希望 感谢 衷心感谢 欢迎 祝贺 支持 提及 带领 参与 创办 创立 成立 设立 组建 出席会议 召开 举行 列席 会议 相关 工作 变动 调整 人事 原因 工作原因 个人原因 工作变动 工作调动 工作调整 工作安排 身体原因 健康原因 因故 因病 家庭原因 安排 事务 事宜 事项 议案 报告 书面 方式 制度 细则 章程 规定 通知书 名单 情况 任期 任免 任职期限 任期自 任职期间 任内 在任者 离任审计 离职率 离职潮 离职后 离职员工 离职人员 离职高管 退休金 退休年龄后 退休后 退休员工 退休教师 任务 责任 信任 放任 胜任 任意 主任会议 就任何 任何人 充当 当日 当地 当前 当中 当晚 当选后 相当 当然 应当时 转载 转型 转让 转发 转自 转向 转化 转换 转为 好转 升级 升值 上升 提升至 升幅 上升至 兼容 兼顾 兼并 获利 获奖 获取 获悉后 收获 获准 做出 做法 做好 当成 当作是 担当 会计 会议上 会员 会长单位 协会会员 社会 机会 大会上 会后 会上 不过 不断 不同 不少 不仅 不但 不足 不久 不久前 无论 无效 无锡 未来 未来几年 未必 可能性 可谓 可持续 可观 许可 如今 如下 如此 如期 例如 比如 诸如 应用 应对 应邀 供应 响应 反应 应收 适应 传统 传播 传递 传承 宣传 传达 传真 或者 以外 除外 除此 除夕 原来 原本 原则 原定 原料 原因是 前往 前景 前期 前三 前列 前后任 目前 日前 提前 以前的 此前 之前的 前身 前夕 准备 标准 准确 批准后 准时 水准 会同 连同 同比 同意见 同步 同行 同样 合同 共同体 不同意 和谐 和解 与否 参与者 及时 涉及 以及其他 普及 并购 并且是 合并 并列 成为了 成绩 成果 成本 成员 成立于 完成 形成 达成 组成 构成 造成 分成 成长 为期 为主 称为 名为 作为公司 以为 因为其 较为 为止 为何会 由来 自由 理由 缘由 经由 他们 她们 其实 其他人 自我 自身 自然 自从 指数 指标 指引 指导 指定信息 指称 说明 说明会 小说 传说 学说 称号 职称 名称 简称 以下简称 俗称 号称 对称 股份 股票 股权 持股 减持 增持 投资者 业绩 营收 净利润 亿元 万元 美元 港元 人民币 记者 编辑 作者 报道 新闻 日讯 日电 日消息 消息 北京时间 当地时间 证券代码 证券简称 公告编号 股票代码 股票简称 股份代号 特此公告 附件 公司章程 子公司 控股子公司 全资子公司 分公司 上市公司治理 被告 被动 被保险 获评 获颁 获授予 升学 升降 任教 任凭 聘期 聘书 选举办法 选择 选手 改选董事 候选名单 待补 不适用 原地 担任期间 担任过 席 起止 即可 且 若干 虽 虽然 但 但是 然而 所以 因此 于是 只有 只要 只是 便于 使得 说是 据此 身份 的身份 一封 内部信 全员信 公开信 备忘录 邮件 微博 朋友圈 发帖 帖子 发文称", Lex::Word),
];

static WORDS: LazyLock<Table<Lex>> =
    LazyLock::new(|| Table::new(TABLE.iter().flat_map(|(row, lex)| row.split_whitespace().map(move |word| (word, *lex)))));

/// The longest word that begins at `from`: its end and what it is.
pub fn longest(folded: &[char], from: usize) -> Option<(usize, Lex)> {
    // 免去其中国某公司董事长职务
    let of_china =
        folded[from..].starts_with(&['其', '中']) && folded.get(from + 2).is_some_and(|c| "国石铁信建交海核粮科央航".contains(*c));
    WORDS.longest(folded, from).map(|(to, lex)| if of_china { (from + 1, Lex::His) } else { (to, lex) })
}
