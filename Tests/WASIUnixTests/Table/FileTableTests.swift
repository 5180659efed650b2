#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import TestSupport
import Testing
import WASICore

@testable import WASIUnix

@Suite("The descriptor table")
struct FileTableTests {
    private func null() -> OwnedDescriptor { OwnedDescriptor(taking: open("/dev/null", O_RDWR | O_CLOEXEC)) }
    private let file = OpenFile(host: -1, type: .unknown, rights: [.read, .write])

    private func isOpen(_ number: Int32) -> Bool { fcntl(number, F_GETFD) >= 0 }

    @Test("gives the lowest free number")
    func lowestFirst() throws {
        var table = FileTable(maximum: 100)
        for expected in 0..<UInt32(40) { #expect(try table.insert(null(), file).rawValue == expected) }
        for number: UInt32 in [30, 7, 12] { _ = OwnedDescriptor(taking: try table.remove(.number(number)).host) }
        let numbers = try (0..<4).map { _ in try table.insert(null(), file).rawValue }
        #expect(numbers == [7, 12, 30, 40])
    }

    @Test("refuses what exceeds its maximum, closes it, and takes in again what has room")
    func maximum() throws {
        var table = FileTable(maximum: 2)
        let first = try table.insert(null(), file)
        _ = try table.insert(null(), file)
        let extra = null()
        let number = extra.rawValue
        let identity = try Syscall.status(number).st_rdev
        #expect(identity != 0)
        let error: Errno?
        do throws(Errno) {
            _ = try table.insert(extra, file)
            error = nil
        } catch let caught { error = caught }
        #expect(error == .tooManyOpenFiles)
        _ = OwnedDescriptor(taking: try table.remove(first).host)
        #expect(try table.insert(null(), file) == first)
    }

    @Test("knows no number that is not open, however large", arguments: [1, 15, 16, 255, 65_536, 1 << 31, .max])
    func absent(number: UInt32) throws {
        var table = FileTable(maximum: 100)
        _ = try table.insert(null(), file)
        do throws(Errno) {
            _ = try table.file(.number(number))
            Issue.record("descriptor \(number) is open")
        } catch { #expect(error == .badFileDescriptor) }
        do throws(Errno) {
            _ = try table.move(.number(0), to: .number(number))
            Issue.record("descriptor \(number) is open")
        } catch { #expect(error == .badFileDescriptor) }
        #expect(table.capacity == 16)
    }

    @Test("tells a missing right from a missing descriptor")
    func rights() throws {
        var table = FileTable(maximum: 100)
        let fd = try table.insert(null(), file)
        _ = try table.file(fd, rights: [.read, .write])
        do throws(Errno) {
            _ = try table.file(fd, rights: [.read, .seek])
            Issue.record("the right to seek was not checked")
        } catch { #expect(error == .notCapable) }
    }

    @Test("closes what it holds when it goes")
    func closes() throws {
        let tree = TemporaryTree()
        tree.file("held")
        do {
            var table = FileTable(maximum: 100)
            _ = try table.insert(OwnedDescriptor(taking: open(tree.absolute("held"), O_RDONLY)), file)
            #expect(OpenDescriptors().within(tree) == [tree.absolute("held")])
        }
        #expect(OpenDescriptors().within(tree) == [])
    }
}
