import CWASIUnix
public import WASICore

extension EnvironmentVariable {
    /// The environment of this process, in order; malformed UTF-8 is repaired.
    ///
    /// Like every reading of the environment it must not happen while another thread changes it.
    public static var inherited: [EnvironmentVariable] {
        var variables: [EnvironmentVariable] = []
        guard var entry = unsafe cwasi_environment() else { return [] }
        while let pointer = unsafe entry.pointee {
            let text = unsafe String(cString: pointer)
            // An entry without "=" is no variable; a name that begins with one is a Windows shell's.
            if let separator = text.utf8.firstIndex(of: UInt8(ascii: "=")), separator > text.startIndex {
                let value = text[text.utf8.index(after: separator)...]
                variables.append(EnvironmentVariable(name: String(text[..<separator]), value: String(value)))
            }
            unsafe entry += 1
        }
        return variables
    }
}
