/// A section that the specification defines, by its number in the file.
enum SectionKind: UInt8 {
    case custom = 0
    case type = 1
    case imports = 2
    case function = 3
    case table = 4
    case memory = 5
    case global = 6
    case export = 7
    case start = 8
    case element = 9
    case code = 10
    case data = 11
    case dataCount = 12
    case tag = 13

    var name: String {
        switch self {
        case .custom: "a custom section"
        case .type: "the type section"
        case .imports: "the import section"
        case .function: "the function section"
        case .table: "the table section"
        case .memory: "the memory section"
        case .global: "the global section"
        case .export: "the export section"
        case .start: "the start section"
        case .element: "the element section"
        case .code: "the code section"
        case .data: "the data section"
        case .dataCount: "the data count section"
        case .tag: "the tag section"
        }
    }

    /// The place in the order that the file must keep, which is not the order of the numbers.
    var rank: Int {
        switch self {
        case .custom: 0
        case .type: 1
        case .imports: 2
        case .function: 3
        case .table: 4
        case .memory: 5
        case .tag: 6
        case .global: 7
        case .export: 8
        case .start: 9
        case .element: 10
        case .dataCount: 11
        case .code: 12
        case .data: 13
        }
    }
}
