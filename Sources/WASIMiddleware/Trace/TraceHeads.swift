import WASICore

/// What stands in a line because of the call's name, up to its arguments, for all names.
struct TraceHeads {
    private var heads: [[UInt8]] = []

    init(_ form: TraceOptions.Format) {
        for name in SystemCallName.allCases {
            let text =
                switch form {
                case .text: "\(name)("
                case .json: ",\"call\":\"\(name)\",\"family\":\"\(name.family.rawValue)\",\"arguments\":{"
                case .chrome:
                    "\",\"name\":\"\(name)\",\"cat\":\"\(name.family.rawValue)\",\"pid\":1,\"tid\":1,\"ts\":"
                }
            heads.append(Array(text.utf8))
        }
    }

    subscript(name: SystemCallName) -> [UInt8] {
        let index = Int(name.rawValue)
        return index < heads.count ? heads[index] : []
    }
}
