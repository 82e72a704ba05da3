import ArgumentParser
import Store

struct EntitiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entities",
    abstract: said("Who and what is mentioned, how often, and when.", "提到了谁和什么，多少次，在什么时候。"),
    subcommands: [Top.self, Merge.self, Split.self, Alias.self, Decisions.self],
    defaultSubcommand: Top.self)

  enum Kind: String, CaseIterable, ExpressibleByArgument { case person, organization, place }

  struct Top: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "top", abstract: said("The entities that are mentioned most.", "提到最多的实体。"))

    @Option(help: .said("person, organization or place.", "person、organization 或 place。"))
    var type: Kind?

    @Option(
      help: .said(
        "At most so many; with --by month, so many a month.", "最多这么多个；与 --by month 同用时为每月。"))
    var top = 20

    @Option(help: ArgumentHelp(said("Only names that hold this.", "只要名称中含有它的。"), valueName: "name"))
    var name: String?

    @Option(
      help: .said(
        "What is counted: mentions, documents, quotes.", "计数的对象：mentions、documents、quotes。"))
    var count = EntityQuestion.Count.mentions

    enum Period: String, CaseIterable, ExpressibleByArgument { case month }

    @Option(help: .said("Count by month.", "按月计数。"))
    var by: Period?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var options: AnswerOptions

    func run() throws {
      try answer(options) { store in
        var question = EntityQuestion()
        question.type = type?.rawValue
        question.name = name.map(Names.simplified)
        question.count = count
        question.byMonth = by != nil
        question.limit = top
        question.filter = filter.filter
        return try store.entities(question)
      }
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: said("Two entities are one; later runs go by it.", "两个实体是同一个；以后的运行照此处理。"))

    @Argument(
      help: ArgumentHelp(
        said("A name, or a key such as person:川普.", "名称，或 person:川普 这样的键。"), valueName: "entity"))
    var from: String

    @Argument(help: ArgumentHelp(said("The entity that it is.", "它其实是哪个实体。"), valueName: "into"))
    var to: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try decide(.merge(from: Names.simplified(from), to: Names.simplified(to)), database)
    }
  }

  struct Alias: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: said(
        "A name, also one that has not occurred yet, stands for an entity.",
        "一个名称（还没出现过的也可以）代表某个实体。"))

    @Argument(help: ArgumentHelp(said("The other name.", "另一个名称。"), valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp(said("The entity that it names.", "它所指的实体。"), valueName: "entity"))
    var entity: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try decide(.alias(name: Names.simplified(name), of: Names.simplified(entity)), database)
    }
  }

  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: said("In one document a name means somebody else.", "在某篇文档中，一个名称指的是另外的人。"))

    @Argument(help: ArgumentHelp(said("A name or key.", "名称或键。"), valueName: "entity"))
    var entity: String

    @Option(
      name: .customLong("document"),
      help: ArgumentHelp(
        said("The document in which it means another.", "它另有所指的那篇文档。"), valueName: "id"))
    var documents: [String]

    @Option(
      help: ArgumentHelp(
        said("What to call the other one, e.g. 'person:王伟 (法官)'.", "另一个怎么称呼，例如 'person:王伟 (法官)'。"),
        valueName: "key"))
    var to: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      for document in documents {
        try decide(
          .split(key: Names.simplified(entity), document: document, to: Names.simplified(to)),
          database)
      }
    }
  }

  struct Decisions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: said("What was decided, the oldest first.", "做过的决定，最早的在前。"))

    @OptionGroup var options: AnswerOptions

    func run() throws {
      try answer(options) { try $0.decisions() }
    }
  }
}

extension EntityQuestion.Count: ExpressibleByArgument {}

extension ParsableCommand {
  fileprivate func decide(_ decision: Store.Decision, _ database: DatabaseOptions) throws {
    try asking(database, access: .write) { store, settings in
      let count = try store.decide(decision)
      Diagnostics.note(Message.changed(count).text(settings.language))
    }
  }
}
