#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Testing
import WASICore

@testable import WASIUnix

@Suite("Errors of the host")
struct ErrnoTests {
    @Test("every number has an error, and none is success")
    func total() {
        for number in Int32(-5)...5000 { #expect((1...76).contains(Errno(host: number).rawValue)) }
        #expect(Errno(host: .min) == .ioError)
        #expect(Errno(host: .max) == .ioError)
    }

    @Test("the names agree")
    func names() {
        for number in Int32(1)...133 {
            let error = Errno(host: number)
            // Both sides call an error by the same name in C, save for those that preview 1 does not have.
            guard error != .ioError else { continue }
            let host = hostName(number)
            guard !Self.withoutName.contains(host) else { continue }
            #expect(host == error.name, "host error \(number)")
        }
    }

    private static let withoutName: Set<String> = [
        "EHOSTDOWN", "ESHUTDOWN", "EPFNOSUPPORT", "ESOCKTNOSUPPORT", "ETOOMANYREFS", "EUSERS", "ENOTBLK", "EOPNOTSUPP", "",
    ]
}

/// `strerrorname_np`, where the C library has it.
private func hostName(_ number: Int32) -> String {
    typealias Function = @convention(c) (Int32) -> UnsafePointer<CChar>?
    guard let symbol = dlsym(nil, "strerrorname_np") else { return "" }
    guard let name = unsafeBitCast(symbol, to: Function.self)(number) else { return "" }
    return String(cString: name)
}
