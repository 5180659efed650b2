import WASICore

/// Cases on open descriptors.
enum DescriptorCases {
    static let all: [ConformanceCase] = numbers + rights + contents

    /// A case with a file that holds `content`.
    static func file(
        _ sentence: String, _ body: @escaping @Sendable (Guest, Descriptor) throws -> Void
    ) -> ConformanceCase {
        files(sentence) { guest in try body(guest, try guest.openPath("file")) }
    }

    /// A case with a root directory in which there are a file and a directory.
    static func files(
        _ sentence: String, _ body: @escaping @Sendable (Guest) throws -> Void
    ) -> ConformanceCase {
        var request = SystemRequest()
        request.root = SystemRequest.Root([.file("file", "content"), .file("other", "another"), .directory("directory")])
        return ConformanceCase(sentence, .descriptors, needs: [.files], request: request, body)
    }
}
