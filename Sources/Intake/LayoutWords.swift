/// The words that a page's layout is told by.
enum LayoutWords {
  /// Agencies and papers whose name, with a day and 电, 讯 or 消息, opens a story. Names that end in
  /// one of ``agencySuffixes`` are understood without being listed.
  static let agencies = Words(
    """
    新华社 新华网 新华财经 中新社 中新网 中国新闻社 中国新闻网 中央社 本报 本网 本台 本刊 本社 人民网 人民日报 光明网 央视网 央视新闻 \
    央广网 国际在线 环球网 环球时报 参考消息网 参考消息 海外网 中国网 中国网财经 中国台湾网 中国经济网 中国青年网 财联社 财新网 界面新闻 \
    澎湃新闻 新京报 新京报贝壳财经 第一财经 证券时报网 上证报 中证网 智通财经 格隆汇 观察者网 中国日报网 法治日报 农民日报 经济日报 科技日报 \
    工人日报 北京日报 解放日报 文汇报 新民晚报 羊城晚报 扬子晚报 南方日报 湖北日报 大公报 中通社 香港中通社 朝中社 韩联社 共同社 时事社 \
    越通社 法新社 美联社 路透社 路透 合众国际社 塔斯社 俄新社 今日俄罗斯 德新社 埃菲社 安莎社 新华每日电讯
    """)
  /// Endings of the names of agencies, papers, stations and web sites.
  static let agencySuffixes = Words(
    "社 网 报 日报 晚报 早报 时报 周报 新闻 客户端 在线 电视台 广播电台 总台 财经 之家 资本局 热线 卫视 融媒")
  /// Foreign agencies whose own datelines no Chinese page carries: 法新社7月27日报道 is narration.
  static let foreignAgencies = Words(
    "法新社 美联社 路透社 路透 合众国际社 塔斯社 俄新社 德新社 埃菲社 安莎社 韩联社 共同社 时事社 朝中社 越通社 今日俄罗斯 半岛电视台 彭博社")
  static let houseNames = Words("本报 本网 本台 本刊 本社")
  /// What follows agency, place and day.
  static let wires = Words("专电 电 讯 快讯 消息 专讯")
  static let reports = Words("报道 综合报道 微特稿 特稿")
  /// What opens the parenthesis of reporters.
  static let reporters = Words("记者 本报记者 本网记者 见习记者 实习记者 特约记者 通讯员 本报通讯员 驻 特派记者 实习生 参与记者 执笔记者")
  static let editors = Words(
    "责任编辑 责编 编辑 本文编辑 本期编辑 流程编辑 校对 责任校对 审核 审校 监制 编审 编校 终审 主编 值班编委 编委 值班主任 编译 翻译 整理 校检 制作 统筹 视觉")
  static let authors = Words("作者 文章作者 撰文 撰稿 采写 文 供稿 文/图 图/文")
  static let photographers = Words("摄影 摄 摄影报道 图 图片 封图 视频 视频剪辑 剪辑 制图 海报 供图")
  static let sources = Words("来源 文章来源 稿源 图片来源 转载自 转自 摘自 综合自 消息来源")
  /// How a line of credits ends.
  static let creditEnds = Words("摄 摄) 供图 供图) 制图 图 资料图 资料图) 摄影报道 受访者供图")
  static let captionStarts = Words("图为 图片说明 资料图 图源 图据 ▲ △ ↑ ↓ ▼")
  /// Lines and tails that a web page adds to the story.
  static let boilerplate = Words(
    """
    更多精彩内容请进入 版权归原作者 版权声明 版权侵权 版权所有 免责声明 特别声明 如涉及版权 以上图文 本文仅供 本文不构成 更多新闻 \
    点击进入 返回搜狐 声明： 声明: 【纠错】 下载 爆料 【爆料】 未经授权 更多内容请下载
    """)
  /// What stands in front of a story that was taken from elsewhere.
  static let relays = Words("本文转自 本文来源")
  /// A line that begins so goes on from the one before, so no article begins there.
  static let continuations = Words(
    """
    他 她 它 该 此 这 那 其 但 而 却 不过 然而 同时 与此同时 此外 另 另外 另据 对此 随后 之后 后来 因此 所以 因而 为此 于是 报道称 报道还 \
    报道说 报道指出 报道援引 报道最后 文章称 文章说 文章还 声明说 声明称 声明还 可见 可以 据悉 据了解 据介绍 也 又 还 再 并 且 甚至 尽管 虽然 \
    如果 例如 比如 其中 除此之外 除了 接着 接下来 最后 最终 总之 总体 事实上 实际上 值得注意 值得一提 值得关注 需要 从此 至此 由此 首先 其次 \
    第二 第三 第四 二是 三是 四是 五是 二、 三、 四、 五、 (二) (三) (四) (五) 2. 3. 4. 5. 2、 3、 4、 5、 ” “ ’ ‘ 「 」 『 』 \" ， 。 、 ； ： —— — \
    谈及 谈到 说到 在他 在她 当时 我 我们 他们 她们 它们 你 您 两人 双方 二人 三人 前者 后者 以 还有 一方面 另一方面 具体 不仅 \
    不只 下一步 期间 其间 其后 这些 那些 而且 然后 从而 只是 只有 就 就是 即使 即便 那么 至于
    """)
  /// How an article's first sentence often begins.
  static let leads = Words("近日 日前 连日来 近期 据 综合 随着 受 记者从 记者近日")
  /// Names of web sites at the end of a page's title.
  static let siteSuffixes = Words(
    "网 新闻 客户端 在线 频道 网站 日报 晚报 时报 新浪 搜狐 腾讯 网易 新华社 要闻 头条 财经 中心 门户 报 在线 com cn")
}
