/// How frequent a Chinese character is in running text.
///
/// About five hundred characters make up three quarters of any Chinese text. Their share tells text
/// from bytes decoded in the wrong charset (``Charset``), and two passages that share rarer ones are
/// about the same thing (``TopicShift``). The order is that of general frequency counts of Simplified
/// text, from 的 down.
enum FrequentCharacters {
  /// 0 for the 150 most frequent characters, 1 for the next 150, 2 for the rest of the list, 4 for all
  /// others; indexed by unit − 0x4E00, Simplified.
  static let rarity: [UInt8] = {
    var table = [UInt8](repeating: 4, count: 0x5200)
    for (rank, unit) in list.utf16.enumerated() {
      table[Int(unit) - 0x4E00] = rank < 150 ? 0 : rank < 300 ? 1 : 2
    }
    return table
  }()

  /// Whether a character, Simplified or Traditional, is one of the list.
  static let isFrequent: [Bool] = SimplifiedForms.table.map { rarity[Int($0) - 0x4E00] < 4 }

  private static let list = """
    的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经\
    十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形\
    相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展\
    五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战\
    先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白\
    教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且\
    究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值\
    号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞
    """
}
