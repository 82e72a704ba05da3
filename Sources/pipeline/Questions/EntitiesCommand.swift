import ArgumentParser
import Store

struct EntitiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entities", abstract: "Who and what is mentioned, how often, and when.",
    subcommands: [Top.self, Merge.self, Split.self, Alias.self, Decisions.self],
    defaultSubcommand: Top.self)

  enum Kind: String, CaseIterable, ExpressibleByArgument { case person, organization, place }

  struct Top: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "top", abstract: "The entities that are mentioned most.")

    @Option(help: "person, organization or place.")
    var type: Kind?

    @Option(help: "At most so many; with --by month, so many a month.")
    var top = 20

    @Option(help: ArgumentHelp("Only names that hold this.", valueName: "name"))
    var name: String?

    @Option(help: "What is counted: mentions, documents, quotes.")
    var count = EntityQuestion.Count.mentions

    enum Period: String, CaseIterable, ExpressibleByArgument { case month }

    @Option(help: "Count by month.")
    var by: Period?

    @OptionGroup var filter: FilterOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try asking(database) { store, settings in
        var question = EntityQuestion()
        question.type = type?.rawValue
        question.name = name.map(Names.simplified)
        question.count = count
        question.byMonth = by != nil
        question.limit = top
        question.filter = filter.filter
        try show(try store.entities(question), table, settings.language)
      }
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Two entities are one; later runs go by it.")

    @Argument(help: ArgumentHelp("A name, or a key such as person:川普.", valueName: "entity"))
    var from: String

    @Argument(help: ArgumentHelp("The entity that it is.", valueName: "into"))
    var to: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try decide(.merge(from: Names.simplified(from), to: Names.simplified(to)), database)
    }
  }

  struct Alias: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A name, also one that has not occurred yet, stands for an entity.")

    @Argument(help: ArgumentHelp("The other name.", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("The entity that it names.", valueName: "entity"))
    var entity: String

    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try decide(.alias(name: Names.simplified(name), of: Names.simplified(entity)), database)
    }
  }

  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "In one document a name means somebody else.")

    @Argument(help: ArgumentHelp("A name or key.", valueName: "entity"))
    var entity: String

    @Option(
      name: .customLong("document"),
      help: ArgumentHelp("The document in which it means another.", valueName: "id"))
    var documents: [String]

    @Option(
      help: ArgumentHelp(
        "What to call the other one, e.g. 'person:王伟 (法官)'.", valueName: "key"))
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
      abstract: "What was decided, the oldest first.")

    @OptionGroup var table: TableOptions
    @OptionGroup var database: DatabaseOptions

    func run() throws {
      try asking(database) { store, settings in
        try show(try store.decisions(), table, settings.language)
      }
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
