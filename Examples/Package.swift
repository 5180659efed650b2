// swift-tools-version: 6.2
import PackageDescription

// One program an example. They use swift-wasi as any other package does.
let package = Package(
    name: "swift-wasi-examples",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-wasi", path: ".."),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    ],
    targets: [
        .example("run-a-module", ["WASIRun"]),
        .example("capture-output", ["WASIRun"]),
        .example("plug-ins", ["WASIRun"]),
        .example("files-in-memory", ["WASIRun", "WASIMemory"]),
        .example("key-value-files", ["WASIRun", "WASICore"]),
        .example("trace-and-replay", ["WASIRun", "WASIMiddleware"]),
        .example("tcp-service", ["WASIRun"]),
        .example("server", ["WASIRun"], [.product(name: "Hummingbird", package: "hummingbird")]),
    ]
)

extension Target {
    static func example(_ name: String, _ libraries: [String], _ others: [Dependency] = []) -> Target {
        .executableTarget(
            name: name, dependencies: libraries.map { .product(name: $0, package: "swift-wasi") } + others,
            path: "Sources/\(name)")
    }
}
