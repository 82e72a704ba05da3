// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "pipeline",
  products: [
    .library(name: "Segmenter", targets: ["Segmenter"]),
    .library(name: "Extract", targets: ["Extract"]),
    .executable(name: "pipeline", targets: ["pipeline"]),
    .executable(name: "train", targets: ["train"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.12.0"),
  ],
  targets: [
    // The system ICU behind a header that names no ICU type: ICU's and Foundation's
    // headers cannot meet in one Swift module.
    .target(
      name: "CICU",
      linkerSettings: [
        .linkedLibrary("icui18n"), .linkedLibrary("icuuc"), .linkedLibrary("icudata"),
      ]
    ),
    // Knowledge as data: the commented text files in data/, embedded by C23 #embed.
    .target(name: "CKnowledge", exclude: ["data"]),
    // The trained models, embedded likewise.
    .target(name: "CModel", exclude: ["models"]),
    // The innermost loops of tagging, for which Swift lacks the instructions.
    .target(name: "CTagging"),
    // The engine of the models: features, scores, best labellings.
    .target(name: "Tagging", dependencies: ["CTagging"], swiftSettings: strict),
    // The values that the stages exchange. Imports nothing.
    .target(name: "Values", swiftSettings: strict),
    .target(name: "ICU", dependencies: ["CICU"], swiftSettings: strict),
    .target(name: "Intake", dependencies: ["Values", "ICU"], swiftSettings: strict),
    .target(
      name: "Segmenter", dependencies: ["Values", "ICU", "CModel", "Tagging"],
      swiftSettings: strict),
    .target(
      name: "Extract", dependencies: ["Values", "ICU", "CKnowledge", "CModel", "Tagging"],
      swiftSettings: strict),
    // Trains the models that Tagging runs.
    .target(name: "Training", dependencies: ["Tagging", "CTagging", "ICU"], swiftSettings: strict),
    .target(name: "Output", dependencies: ["Values"], swiftSettings: strict),
    // libarchive and libxml2 behind headers that name none of their types: libxml2's own headers
    // can pull ICU's in.
    .target(name: "CArchive", linkerSettings: [.linkedLibrary("archive")]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CMarkup", dependencies: ["CLibXML2"]),
    // What long runs read: records out of files, archives, tables and web pages.
    .target(
      name: "Records", dependencies: ["Values", "ICU", "Intake", "CArchive", "CMarkup"],
      swiftSettings: strict),
    // The database of what was found: the only targets that see SQLite.
    .target(name: "CStore", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")]),
    .target(
      name: "Store",
      dependencies: [
        "Values", "Output", "CKnowledge", "CStore",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    // Runs over many records that survive bad documents, interruptions and crashes.
    .target(name: "Runs", swiftSettings: strict),
    // The pages' style sheet, script and templates: real files, embedded by C23 #embed.
    .target(name: "CPages", exclude: ["files"]),
    // Articles with their mark-up as HTML: functions from values to text.
    .target(
      name: "Report", dependencies: ["Values", "Intake", "CPages"], swiftSettings: strict),
    // Pages and HTTP API over the database.
    .target(
      name: "Web",
      dependencies: [
        "Report", "Store", "Intake", "Values",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "pipeline",
      dependencies: [
        "Values", "ICU", "Intake", "Segmenter", "Tagging", "Extract", "Output", "Records", "Store",
        "Runs", "Report", "Web",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "train",
      dependencies: [
        "Training", "Tagging", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "TaggingTests", dependencies: ["Tagging"], swiftSettings: strict),
    .testTarget(
      name: "TrainingTests", dependencies: ["CTagging", "Training", "Tagging"],
      swiftSettings: strict),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "Values", "ICU"], exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "SegmenterTests", dependencies: ["Segmenter", "Tagging", "ICU", "Values"],
      exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "ExtractTests", dependencies: ["Extract", "Segmenter", "Intake", "Values", "ICU"],
      exclude: ["Cases", "Suites/policy.tsv", "Suites/floors.tsv"], swiftSettings: strict),
    .testTarget(name: "OutputTests", dependencies: ["Output", "Values"], swiftSettings: strict),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "Intake", "Values"], exclude: ["Pages"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["Report", "Values"], exclude: ["Goldens"],
      swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "Values", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "WebTests",
      dependencies: ["Web", "Report"],
      swiftSettings: strict),
    .testTarget(name: "RunsTests", dependencies: ["Runs"], swiftSettings: strict),
    .testTarget(
      name: "PipelineTests",
      dependencies: ["pipeline", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Goldens"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
