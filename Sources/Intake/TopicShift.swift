import Values

/// Finds where a text turns to something else: two articles that a page prints one after the other
/// without any mark share no names and no rare words.
///
/// Lexical cohesion, after Hearst's TextTiling (1997) with the chains of Morris and Hirst (1991): every
/// pair of neighbouring characters that occurs on both sides of a line end ties the sides together,
/// the more the rarer its characters are (``FrequentCharacters``). The ties across a line end, divided
/// by the root of the shorter side's length, stay below 0.1 between unrelated articles and above
/// inside of one.
struct TopicShift {
  private let units: UnsafeBufferPointer<UInt16>
  private let converts: Bool
  private var table: [Slot]
  private var generation: UInt8 = 0
  private let rarity = FrequentCharacters.rarity
  private let simplified = SimplifiedForms.table
  private let common = CommonPairs.table

  /// Eight bytes: the table of an article stays in the first-level cache.
  private struct Slot {
    var key: UInt32 = 0
    /// Of ``longest`` units; lines are fewer.
    var last: UInt16 = 0
    /// At most 8.
    var weight: UInt8 = 0
    var generation: UInt8 = 0
  }

  /// Longer texts are not looked at: a newspaper page has ten to twenty thousand characters.
  static let longest = 60_000
  /// A side must have so many pairs of characters; a few sentences share too little with anything.
  static let shortestSide = 60

  init(units: UnsafeBufferPointer<UInt16>, script: Script, capacity: Int) {
    self.units = units
    converts = script != .simplified
    // A text has fewer pairs than units, and most of them more than once.
    var size = 1024
    while size < min(capacity, Self.longest) * 5 / 4 { size *= 2 }
    table = [Slot](repeating: Slot(), count: size)
  }

  /// For each line after the first, how strongly it and what follows are tied to what is before; nil
  /// where a side is too short to tell.
  mutating func ties(_ lines: ArraySlice<Line>) -> [Float?] {
    if generation == .max {
      for slot in table.indices { table[slot].generation = 0 }
      generation = 0
    }
    generation += 1
    var change = [Int32](repeating: 0, count: lines.count + 1)
    var pairs = [Int](repeating: 0, count: lines.count)
    for (index, line) in lines.enumerated() {
      pairs[index] = read(line.span, Int32(index), &change)
    }
    let total = pairs.reduce(0, +)
    var before = 0
    var tied: Int32 = 0
    var result: [Float?] = [nil]
    for index in 1..<max(1, lines.count) {
      before += pairs[index - 1]
      tied += change[index]
      let shorter = min(before, total - before)
      result.append(
        shorter < Self.shortestSide ? nil : Float(tied) / 4 / Float(shorter).squareRoot())
    }
    return result
  }

  /// Counts the pairs of a line and notes the ties to earlier lines in `change`, whose running sum at
  /// a line is the weight of all pairs that stand both before and at or after it.
  private mutating func read(_ span: Span, _ line: Int32, _ change: inout [Int32]) -> Int {
    var pairs = 0
    var previous: UInt16 = 0
    var previousRarity: UInt8 = 0
    var at = span.start
    let mask = UInt32(table.count - 1)
    while at < span.end {
      var unit = units[at]
      at += 1
      guard unit >= 0x4E00, unit < 0xA000 else {
        previous = 0
        if unit | 0x20 >= 0x61, unit | 0x20 <= 0x7A {
          // A Latin word of at least three letters ties like one and a half rare characters.
          var key: UInt32 = 0x811C_9DC5
          let start = at
          while true {
            key = (key ^ UInt32(unit | 0x20)) &* 0x0100_0193
            guard at < span.end, units[at] | 0x20 >= 0x61, units[at] | 0x20 <= 0x7A else { break }
            unit = units[at]
            at += 1
          }
          if at - start >= 2 { tie(key | 0x8000_0000, 6, line, mask, &change) }
        }
        continue
      }
      if converts { unit = simplified[Int(unit) - 0x4E00] }
      let rare = rarity[Int(unit) - 0x4E00]
      if previous != 0 {
        pairs += 1
        let weight = Int32(rare) + Int32(previousRarity)
        if weight > 0 {
          tie(UInt32(previous - 0x4E00) << 15 | UInt32(unit - 0x4E00), weight, line, mask, &change)
        }
      }
      previous = unit
      previousRarity = rare
    }
    return pairs
  }

  private mutating func tie(
    _ key: UInt32, _ weight: Int32, _ line: Int32, _ mask: UInt32, _ change: inout [Int32]
  ) {
    var slot = Int((key &* 0x9E37_79B1) >> 7 & mask)
    // The table is larger than the text, so there is always a free slot.
    while table[slot].generation == generation {
      if table[slot].key == key {
        let last = Int32(table[slot].last)
        if last < line, table[slot].weight > 0 {
          // Tied over every line end between: the run of lines last+1 … line.
          change[Int(last) + 1] += weight
          change[Int(line) + 1] -= weight
          table[slot].last = UInt16(truncatingIfNeeded: line)
        }
        return
      }
      slot = (slot + 1) & Int(mask)
    }
    let isCommon = CommonPairs.contains(key, in: common)
    table[slot] = Slot(
      key: key, last: UInt16(truncatingIfNeeded: line),
      weight: isCommon ? 0 : UInt8(truncatingIfNeeded: weight), generation: generation)
  }
}

/// Pairs of characters that all news share, whatever they are about.
enum CommonPairs {
  /// Whether a pair is in ``table``, which the caller holds: asking for it costs more than looking.
  static func contains(_ key: UInt32, in table: [UInt32]) -> Bool {
    var slot = Int((key &* 0x9E37_79B1) >> 16 & 1023)
    while table[slot] != .max {
      if table[slot] == key { return true }
      slot = (slot + 1) & 1023
    }
    return false
  }

  static let table: [UInt32] = {
    var table = [UInt32](repeating: .max, count: 1024)
    for word in list.split(whereSeparator: \.isWhitespace) {
      let units = Array(word.utf16)
      guard units.count == 2 else { continue }
      let key = UInt32(units[0] - 0x4E00) << 15 | UInt32(units[1] - 0x4E00)
      guard !contains(key, in: table) else { continue }
      var slot = Int((key &* 0x9E37_79B1) >> 16 & 1023)
      while table[slot] != .max { slot = (slot + 1) & 1023 }
      table[slot] = key
    }
    return table
  }()

  /// About three hundred: the table above has room for a thousand.
  private static let list = """
    表示 记者 目前 报道 疫情 病例 新冠 确诊 肺炎 中国 美国 北京 上海 国家 政府 公司 企业 市场 经济 发展 社会 工作 问题 进行 开展 相关 有关
    部门 负责 责人 同时 此外 其中 今年 去年 近日 日前 当天 当日 当地 地时 时间 上午 下午 晚上 介绍 认为 指出 强调 称为 消息 新闻 社交 媒体 网友
    发布 公布 宣布 声明 通报 情况 方面 影响 超过 达到 左右 以上 以来 以及 通过 根据 按照 由于 因此 但是 不过 如果 已经 正在 可以 可能 需要 没有
    不是 就是 还是 他们 我们 自己 这个 这些 一个 一些 一种 第一 全国 全球 世界 国际 地区 人员 人民 群众 活动 项目 服务 管理 建设 提供 支持 推动
    促进 加强 提高 提升 增加 增长 下降 继续 持续 保持 实现 完成 成为 作为 对于 关于 包括 主要 重要 重点 不断 积极 进一 一步 目标 计划 措施 政策
    规定 要求 希望 关注 参与 参加 举行 举办 召开 会议 主席 总统 总理 部长 主任 书记 局长 专家 教授 研究 数据 显示 报告 调查 分析 预计 结果 原因
    之后 之前 期间 截至 至今 近年 年来 未来 月份 小时 分钟 亿元 万元 人民币 万人 多人 名人 名为 此次 本次 该国 两国 安全 生活 生产 城市 居民 学生
    学校 孩子 家庭 老人 女子 男子 警方 法院 医院 医生 患者 死亡 受伤 事件 事故 发生 现场 图片 来源 编辑 新华 华社 中新 新网 中央 委员 员会 发言
    言人 外交 交部 总部 之一 最大 最高 特别 行政 政区 全面 基本 具有 成立 系列 不同 所有 许多 很多 更多 大量 部分 共同 合作 关系 双方 领域 行业
    产业 技术 科技 创新 产品 系统 信息 网络 平台 资源 环境 能力 水平 质量 条件 机会 机构 组织 团队 成员 代表 领导 干部 单位 自治 治区 欧洲 日本 德国
    法国 英国 韩国 香港 台湾 文章 获悉 了解 透露 接受 采访 解到 者从 电视 日报 网站 刊登 援引 日电
    """
}
