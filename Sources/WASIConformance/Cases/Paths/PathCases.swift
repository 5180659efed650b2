import WASICore

/// Cases on paths, one file a subject.
enum PathCases {
    static let all: [ConformanceCase] = everyCall + files + names + links

    /// A case with a root directory in which there are files, a directory with one more, and an empty one.
    static func tree(
        _ sentence: String, needs: Set<ConformanceFeature> = [], isReadOnly: Bool = false,
        _ body: @escaping @Sendable (Guest) throws -> Void
    ) -> ConformanceCase {
        var request = SystemRequest()
        var root = SystemRequest.Root([
            .file("file", "content"), .file("other", "another"), .directory("full"), .file("full/inner", "inside"),
            .directory("empty"),
        ])
        if needs.contains(.symbolicLinks) {
            root.entries += [
                .init("toFile", .symbolicLink(to: "file")), .init("toDirectory", .symbolicLink(to: "full")),
                .init("toNothing", .symbolicLink(to: "nothing")), .init("toItself", .symbolicLink(to: "toItself")),
                .init("toParent", .symbolicLink(to: "..")), .init("toOutside", .symbolicLink(to: "../outside")),
                .init("full/toFile", .symbolicLink(to: "../file")),
            ]
        }
        root.isReadOnly = isReadOnly
        request.root = root
        return ConformanceCase(sentence, .paths, needs: needs.union([.files]), request: request, body)
    }
}
