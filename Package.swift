// swift-tools-version: 6.2
import PackageDescription

// Applied to every Swift target. `Lifetimes` is the supported experimental feature that views of guest memory need
// (`~Escapable` results); swift-nio and swift-system ship with it.
let testSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

// Tests lay out guest memory by hand and call C freely; the fence is for the sources.
let settings: [SwiftSetting] = testSettings + [.strictMemorySafety()]

// How `make release` links the command. An environment variable, since a package with such flags could be nobody's dependency.
let linkerFlags = Context.environment["WASIRUN_LINKER_FLAGS"]?.split(separator: " ").map(String.init) ?? []
let linkerSettings: [LinkerSetting] = linkerFlags.isEmpty ? [] : [.unsafeFlags(linkerFlags)]

let package = Package(
    name: "swift-wasi",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "WASICore", targets: ["WASICore"]),
        .library(name: "WASIUnix", targets: ["WASIUnix"]),
        .library(name: "WASIMemory", targets: ["WASIMemory"]),
        .library(name: "WASIHost", targets: ["WASIHost"]),
        .library(name: "WASIWasmtime", targets: ["WASIWasmtime"]),
        .library(name: "WASIMiddleware", targets: ["WASIMiddleware"]),
        .library(name: "WASIProfile", targets: ["WASIProfile"]),
        .library(name: "WASIPprof", targets: ["WASIPprof"]),
        .library(name: "WASIRun", targets: ["WASIRun"]),
        .library(name: "WASIConformance", targets: ["WASIConformance"]),
        .library(name: "WASILogging", targets: ["WASILogging"]),
        .library(name: "WASIMetrics", targets: ["WASIMetrics"]),
        .library(name: "WASITracing", targets: ["WASITracing"]),
        .executable(name: "wasirun", targets: ["wasirun"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    ],
    targets: [
        // The interface: types and calls. No operating system, no engine.
        .target(name: "WASICore", swiftSettings: settings),

        // Threads of the host, for what waits or watches beside a guest.
        .target(name: "HostThreads", swiftSettings: settings),

        // Clocks of the host, for what is timed around guests.
        .target(name: "HostClocks", swiftSettings: settings),

        // The real operating system behind the interface.
        .target(name: "CWASIUnix"),
        .target(name: "WASIUnix", dependencies: ["WASICore", "CWASIUnix", "HostThreads"], swiftSettings: settings),

        // A computer in memory behind the interface, and systems made of systems. Knows no other system.
        .target(name: "WASIMemory", dependencies: ["WASICore", "HostClocks"], swiftSettings: settings),

        // What every system must do. Knows no system.
        .target(name: "WASIConformance", dependencies: ["WASICore"], swiftSettings: settings),

        // What stands in front of a system and sees or changes its calls. Knows no system.
        .target(name: "CTimestampCounter"),
        .target(
            name: "WASIMiddleware", dependencies: ["WASICore", "Deflate", "CTimestampCounter", "HostClocks"],
            swiftSettings: settings),

        // The guest ABI in front of the interface. Knows no engine.
        .target(name: "WASIHost", dependencies: ["WASICore"], swiftSettings: settings),

        // Compressed bytes, for recordings and profiles.
        .target(name: "Deflate", swiftSettings: settings),

        // What a WebAssembly binary is and asks for. Knows no engine.
        .target(name: "WasmBinary", swiftSettings: settings),

        // Where a program spends its time, and the forms in which that is written. Knows no engine.
        .target(name: "WASIProfile", dependencies: ["Deflate"], swiftSettings: settings),

        // The engine.
        .target(
            name: "CWasmtime",
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]
        ),
        .target(
            name: "WASIWasmtime",
            dependencies: [
                "WASICore", "WASIHost", "WASIProfile", "WasmBinary", "CWasmtime", "HostClocks", "HostThreads",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),

        // The facade and the command.
        .target(
            name: "WASIRun",
            dependencies: [
                "WASICore", "WASIUnix", "WASIMemory", "WASIHost", "WASIMiddleware", "WASIProfile", "WASIWasmtime",
                "WasmBinary", "CWASIUnix", "HostClocks", "HostThreads",
            ],
            swiftSettings: settings
        ),
        // Profiles of a running program over HTTP.
        .target(
            name: "WASIPprof",
            dependencies: ["WASICore", "WASIProfile", "WASIRun", "WASIUnix", "WASIWasmtime", "HostClocks", "HostThreads"],
            swiftSettings: settings
        ),
        // Traces that survive whatever ends the command.
        .target(name: "CTraceSpool"),
        .target(
            name: "WasirunCommand",
            dependencies: [
                "WASIPprof", "WASIRun", "WASICore", "WASIUnix", "WASIMemory", "WASIHost", "WASIMiddleware", "WASIProfile",
                "WASIWasmtime", "WasmBinary", "HostThreads", "CTraceSpool",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "wasirun", dependencies: ["WasirunCommand"], swiftSettings: settings, linkerSettings: linkerSettings),

        // Observability, each for those who want it. Nothing above depends on them.
        .target(
            name: "WASILogging",
            dependencies: ["WASICore", "WASIMiddleware", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),
        .target(
            name: "WASIMetrics",
            dependencies: [
                "WASICore", "WASIMiddleware", "HostClocks", .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "WASITracing",
            dependencies: [
                "WASICore", "WASIMiddleware", "WASIRun", "HostClocks",
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: settings
        ),

        // What many guests in one process cost: `make bench-embed`.
        .executableTarget(
            name: "embed-benchmark",
            dependencies: ["WASIRun"],
            path: "Benchmarks/embed",
            swiftSettings: testSettings
        ),

        // Tests.
        .target(name: "CTestSupport", path: "Tests/CTestSupport"),
        .target(
            name: "TestSupport",
            dependencies: ["WASICore", "CTestSupport"],
            path: "Tests/TestSupport",
            swiftSettings: testSettings
        ),
        .target(
            name: "EngineTestSupport",
            dependencies: ["WASIWasmtime"],
            path: "Tests/EngineTestSupport",
            swiftSettings: testSettings
        ),
        .testTarget(name: "WASICoreTests", dependencies: ["WASICore", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "WASIUnixTests",
            dependencies: ["WASICore", "WASIUnix", "CWASIUnix", "TestSupport", "CTestSupport"],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WASIHostTests",
            dependencies: ["WASICore", "WASIHost", "WASIUnix", "TestSupport"],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WASIConformanceTests",
            dependencies: ["WASIConformance", "WASICore", "WASIMiddleware", "WASIUnix", "TestSupport"],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WASIMemoryTests",
            dependencies: ["WASIMemory", "WASICore", "WASIConformance", "WASIUnix", "TestSupport"],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WASIMiddlewareTests",
            dependencies: ["WASIMiddleware", "WASICore", "WASIUnix", "HostClocks", "TestSupport"],
            exclude: ["Golden"],
            swiftSettings: testSettings
        ),
        .testTarget(name: "HostClocksTests", dependencies: ["HostClocks"], swiftSettings: testSettings),
        .testTarget(name: "DeflateTests", dependencies: ["Deflate"], swiftSettings: testSettings),
        .testTarget(
            name: "WASIProfileTests", dependencies: ["WASIProfile", "Deflate", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "WASIPprofTests",
            dependencies: [
                "WASIPprof", "WASIRun", "WASIWasmtime", "WASIProfile", "Deflate", "TestSupport", "EngineTestSupport",
            ],
            swiftSettings: testSettings
        ),
        .testTarget(name: "WasmBinaryTests", dependencies: ["WasmBinary", "TestSupport"], swiftSettings: testSettings),
        .testTarget(
            name: "WASIWasmtimeTests",
            dependencies: [
                "WASICore", "WASIHost", "WASIUnix", "WASIWasmtime", "WasmBinary", "CWasmtime", "TestSupport",
                "EngineTestSupport",
            ],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WASIRunTests",
            dependencies: [
                "WASIRun", "WASICore", "WASIUnix", "WASIMemory", "WASIProfile", "WASIWasmtime", "TestSupport",
                "EngineTestSupport",
            ],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "WasirunCommandTests",
            dependencies: [
                "wasirun", "WasirunCommand", "WASIRun", "WASICore", "WASIMiddleware", "WASIUnix", "WASIWasmtime",
                "WasmBinary",
                "TestSupport",
            ],
            exclude: ["Snapshots"],
            swiftSettings: testSettings
        ),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: [
                "WASILogging", "WASIMetrics", "WASITracing", "WASICore", "WASIMiddleware", "WASIRun", "WASIUnix",
                "WASIWasmtime", "TestSupport",
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: testSettings
        ),
        // Whole programs, run by the command that was built: `make programs` builds the programs.
        .testTarget(
            name: "GuestTests",
            dependencies: ["wasirun", "TestSupport", "CTestSupport"],
            swiftSettings: testSettings
        ),
    ]
)
