/// A table in the form of pprof, of google/pprof's `profile.proto`.
///
/// Texts and functions are written once each; what is measured is for the user to say.
struct Pprof {
    /// What is measured, and in which unit.
    struct ValueType {
        var name: String
        var unit: String
    }

    private var writer = ProtobufWriter()
    private var texts: [String: Int64] = ["": 0]
    private var table: [String] = [""]

    /// The number of a text.
    private mutating func text(_ text: String) -> Int64 {
        if let known = texts[text] { return known }
        let number = Int64(table.count)
        texts[text] = number
        table.append(text)
        return number
    }

    /// Says what the values of samples are.
    mutating func begin(_ types: [ValueType], shown: String, program: String) {
        for type in types {
            let (name, unit) = (text(type.name), text(type.unit))
            writer.write(1) { message in
                message.write(1, name)
                message.write(2, unit)
            }
        }
        writer.write(14, text(shown))
        // The program as one mapping that names its functions itself, so that nobody looks for its file.
        let name = text(program)
        writer.write(3) { message in
            message.write(1, 1)
            message.write(5, name)
            message.write(7, 1)
        }
    }

    /// How the profile was made.
    mutating func period(_ type: ValueType, _ period: Int64, start: Int64, duration: Int64) {
        let (name, unit) = (text(type.name), text(type.unit))
        writer.write(11) { message in
            message.write(1, name)
            message.write(2, unit)
        }
        writer.write(12, period)
        writer.write(9, start)
        writer.write(10, duration)
    }

    /// Adds something to read along.
    mutating func comment(_ comment: String) { writer.writePacked(13, [text(comment)]) }

    /// Adds a function, and the one place in it that stands for all of it.
    ///
    /// - Parameter number: From 1 on; that of the place, too.
    mutating func add(_ number: Int64, name: String, systemName: String, file: String) {
        let (name, systemName, file) = (text(name), text(systemName), text(file))
        writer.write(5) { message in
            message.write(1, number)
            message.write(2, name)
            message.write(3, systemName)
            message.write(4, file)
        }
        writer.write(4) { message in
            message.write(1, number)
            message.write(2, 1)
            message.write(4) { line in line.write(1, number) }
        }
    }

    /// Adds a sample.
    ///
    /// - Parameter places: The numbers of functions, innermost first.
    mutating func add(_ places: [Int64], _ values: [Int64], label: (key: String, value: String)? = nil) {
        let label = label.map { (text($0.key), text($0.value)) }
        writer.write(2) { message in
            message.writePacked(1, places)
            message.writePacked(2, values)
            if let label {
                message.write(3) { message in
                    message.write(1, label.0)
                    message.write(2, label.1)
                }
            }
        }
    }

    /// The whole table.
    func finished() -> [UInt8] {
        var writer = writer
        for text in table { writer.write(6, text) }
        return writer.bytes
    }
}
