/// What the segmenter needs to know of a UTF-16 code unit.
struct UnitClass: OptionSet {
  let rawValue: UInt8
  /// 。！？
  static let stop = UnitClass(rawValue: 1)
  /// Marks that open a pair: “ ‘ （ 《 【
  static let opening = UnitClass(rawValue: 2)
  /// Marks that close a pair: ” ’ ） 》 】
  static let closing = UnitClass(rawValue: 4)
  /// White space and controls.
  static let space = UnitClass(rawValue: 8)
  /// Characters that write foreign names by sound.
  static let transliteration = UnitClass(rawValue: 16)
  /// 〇零一二三四五六七八九十百千万亿两
  static let numeral = UnitClass(rawValue: 32)
  /// ASCII digits.
  static let digit = UnitClass(rawValue: 64)
  /// ASCII letters.
  static let letter = UnitClass(rawValue: 128)

  /// Indexed by unit.
  static let table: [UnitClass] = {
    var table = [UnitClass](repeating: [], count: 0x10000)
    func add(_ value: UnitClass, _ text: String) {
      for unit in text.utf16 { table[Int(unit)].formUnion(value) }
    }
    for unit in 0...0x20 { table[unit] = .space }
    for unit in [0x7F, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000] {
      table[unit] = .space
    }
    for unit in 0x2000...0x200A { table[unit] = .space }
    add(.stop, "。！？｡")
    add(.opening, "“‘（《【〈〔")
    add(.closing, "”’）》】〉〕")
    add(.numeral, "〇零一二三四五六七八九十百千万亿两")
    add(.digit, "0123456789")
    add(.letter, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    // Frequent in transliterations by the usual tables, from general knowledge of them.
    add(
      .transliteration,
      """
      阿埃艾爱安昂奥澳巴白拜班邦保堡鲍贝本比彼毕宾波博伯勃布查察昌彻楚茨达戴丹道德登邓迪蒂丁东杜顿多厄恩尔法范菲费芬丰冯佛弗\
      福夫富盖甘冈高戈哥格葛根古瓜圭哈海罕汉豪荷赫黑亨洪胡华怀惠霍基吉季加贾坚江杰金京居久卡凯坎康考科可克肯库夸奎坤拉莱赖\
      兰朗劳勒雷蕾里理力利莉历丽立廉连列林琳龙卢鲁路露伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫墨默姆穆拿娜纳乃奈南楠内能尼妮年\
      涅宁纽农努诺欧帕派潘庞培佩彭皮珀平泼普齐奇契恰强乔切钦琼丘曲让热仁日茹儒瑞若萨塞赛桑森沙莎山珊尚绍舍申胜圣施史士世舒\
      朔斯丝司思松苏素孙索塔泰坦汤唐陶特滕提天田铁廷亭通图土托瓦娃万旺威韦维魏温文翁沃乌武伍希西锡席夏香肖谢辛欣兴雄休逊\
      雅亚扬杨耶叶伊易因茵英尤于约宰赞泽扎詹章哲珍朱茱卓兹佐
      """)
    return table
  }()
}
