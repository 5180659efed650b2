// Writes a file into the first folder it was granted, reads it back, and counts what is in it.

@main
struct Files {
    static func main() {
        let name: StaticString = "numbers.txt"
        let rights = UInt64(1 << 1 | 1 << 2 | 1 << 6)  // read, seek, write
        var file: wasi_fd = -1
        let create = UInt16(1 | 8)  // create, truncate
        let opened = path_open(3, 0, name.utf8Start, UInt32(name.utf8CodeUnitCount), create, rights, 0, 0, &file)
        guard opened == 0 else { return print("no folder to write in: error \(opened)") }

        var text: [UInt8] = []
        for number in 0..<1000 { text.append(contentsOf: "\(number)\n".utf8) }
        var moved: UInt32 = 0
        let written = text.withUnsafeMutableBytes { bytes in
            var buffer = wasi_buffer(data: bytes.baseAddress, size: UInt32(bytes.count))
            return fd_write(file, &buffer, 1, &moved)
        }
        print("wrote \(moved) bytes, error \(written)")

        var copy = [UInt8](repeating: 0, count: 8192)
        let read = copy.withUnsafeMutableBytes { bytes in
            var buffer = wasi_buffer(data: bytes.baseAddress, size: UInt32(bytes.count))
            return fd_pread(file, &buffer, 1, 0, &moved)
        }
        let lines = copy[..<Int(moved)].reduce(0) { $1 == 10 ? $0 + 1 : $0 }
        print("read \(lines) lines, error \(read)")

        var digits: [UInt8: Int] = [:]
        for byte in copy[..<Int(moved)] where byte != 10 { digits[byte, default: 0] += 1 }
        print("\(digits.count) different digits, \(digits[55] ?? 0) sevens")
    }
}
