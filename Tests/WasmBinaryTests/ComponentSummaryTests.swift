import Testing
import WasmBinary

@Suite("Component summary") struct ComponentSummaryTests {
    typealias M = ModuleBytes

    private let header: [UInt8] = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]

    private var component: [UInt8] {
        header + M.section(1, M.command)
            + M.section(
                10,
                entries: [
                    [0] + M.name("wasi:io/error@0.2.0") + [5, 0], [0] + M.name("f") + [1, 1], [1] + M.name("t") + [3, 0, 1],
                    [0] + M.name("r") + [3, 1], [0] + M.name("m") + [0, 0x11, 2],
                ])
            + M.section(
                11, entries: [[0] + M.name("wasi:cli/run@0.2.0") + [5, 3, 0], [0] + M.name("g") + [0, 0x11, 1, 1, 1, 4]])
    }

    @Test("a component's imports and exports are told by name") func names() {
        let summary = ComponentSummary(reading: component.span)
        #expect(summary?.imports == ["wasi:io/error@0.2.0", "f", "t", "r", "m"])
        #expect(summary?.exports == ["wasi:cli/run@0.2.0", "g"])
    }

    @Test("what is not a component has no such summary") func others() {
        let core = M.command
        let module = ComponentSummary(reading: core.span)
        let empty: [UInt8] = []
        let nothing = ComponentSummary(reading: empty.span)
        #expect(module == nil)
        #expect(nothing == nil)
    }

    @Test("every beginning and every change of one byte is read, never fatal") func damage() {
        let component = component
        for length in component.indices { _ = ComponentSummary(reading: Array(component[..<length]).span) }
        for offset in component.indices {
            for change in [0x00, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = component
                bytes[offset] = change
                _ = ComponentSummary(reading: bytes.span)
            }
        }
    }
}
