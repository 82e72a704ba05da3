import Values

extension Script {
  /// Which of the two scripts a text is written in, told by frequent characters that only one of them
  /// has: at least nine in ten of one script decide, anything between is mixed.
  ///
  /// At most the first 20,000 units are looked at: an article does not change its script later, and
  /// a long document should not cost more.
  public static func detected(in units: ArraySlice<UInt16>) -> Script {
    var simplified = 0
    var traditional = 0
    let indicators = indicators
    for unit in units.prefix(20_000) where unit >= 0x4E00 && unit < 0xA000 {
      switch indicators[Int(unit) - 0x4E00] {
      case 1: simplified += 1
      case 2: traditional += 1
      default: break
      }
    }
    let both = simplified + traditional
    if traditional * 10 <= both { return .simplified }
    return traditional * 10 >= both * 9 ? .traditional : .mixed
  }

  /// 1 for characters of Simplified text only, 2 for characters of Traditional text only.
  private static let indicators: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 0x5200)
    let pairs = """
      这這 们們 来來 说說 为為 国國 学學 时時 对對 会會 发發 经經 过過 还還 点點 无無 问問 开開 关關 现現 间間 应應 该該 进進
      动動 种種 样樣 东東 车車 长長 门門 见見 电電 话話 语語 请請 让讓 认認 识識 议議 论論 证證 讯訊 号號 万萬 与與 业業 书書
      两兩 严嚴 从從 众眾 优優 传傳 伤傷 价價 众眾 体體 备備 复復 头頭 实實 将將 尽盡 层層 岁歲 师師 带帶 帮幫 张張 强強 当當
      录錄 总總 战戰 报報 担擔 据據 换換 数數 断斷 条條 极極 标標 欢歡 气氣 决決 没沒 济濟 满滿 灾災 热熱 爱愛 环環 产產 画畫
      确確 离離 积積 稳穩 笔筆 类類 红紅 级級 纪紀 约約 线線 组組 织織 结結 给給 统統 继繼 续續 维維 网網 罗羅 联聯 节節 药藥
      获獲 虽雖 补補 规規 视視 觉覺 计計 讨討 记記 许許 评評 词詞 试試 详詳 谁誰 调調 谈談 谢謝 负負 财財 责責 败敗 质質 购購
      费費 资資 赛賽 转轉 轮輪 较較 输輸 边邊 达達 迁遷 运運 连連 选選 造造 适適 钱錢 银銀 错錯 队隊 阳陽 阶階 际際 陆陸 难難
      须須 领領 题題 风風 飞飛 马馬 验驗 鱼魚 鸟鳥 龙龍
      """
    for pair in pairs.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let both = Array(pair.utf16)
      guard both.count == 2, both[0] != both[1] else { continue }
      table[Int(both[0]) - 0x4E00] = 1
      table[Int(both[1]) - 0x4E00] = 2
    }
    return table
  }()
}
