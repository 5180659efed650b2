import Testing

@testable import WASIHost

/// The numbers are those of the specification's document, `preview1/docs.md`.
@Suite("Layouts")
struct LayoutTests {
    @Test("records are as large as specified")
    func sizes() {
        #expect(IovecLayout.size == 8)
        #expect(FdstatLayout.size == 24)
        #expect(FilestatLayout.preview1.size == 64)
        #expect(PrestatLayout.size == 8)
        #expect(DirentLayout.size == 24)
        #expect(SubscriptionLayout.preview1.size == 48)
        #expect(EventLayout.size == 32)
    }

    @Test("fields lie where they are specified")
    func offsets() {
        #expect([IovecLayout.base, IovecLayout.count] == [0, 4])
        #expect([FdstatLayout.type, FdstatLayout.flags, FdstatLayout.rights, FdstatLayout.inheriting] == [0, 2, 8, 16])
        #expect([PrestatLayout.tag, PrestatLayout.nameLength] == [0, 4])
        #expect([DirentLayout.next, DirentLayout.inode, DirentLayout.nameLength, DirentLayout.type] == [0, 8, 16, 20])
        #expect([SubscriptionLayout.userData, SubscriptionLayout.tag, SubscriptionLayout.descriptor] == [0, 8, 16])
        let clock = SubscriptionLayout.preview1
        #expect([clock.clock, clock.timeout, clock.precision, clock.clockFlags] == [16, 24, 32, 40])
        #expect(
            [EventLayout.userData, EventLayout.error, EventLayout.type, EventLayout.byteCount, EventLayout.flags]
                == [0, 8, 10, 16, 24])
        #expect([FilestatLayout.device, FilestatLayout.inode, FilestatLayout.type] == [0, 8, 16])
        #expect([FilestatLayout.preview1.linkCount, FilestatLayout.preview1.fileSize] == [24, 32])
    }

    /// The numbers are those of WasmEdge's `api.hpp`.
    @Test("WasmEdge's records are as they are there")
    func wasmEdge() {
        #expect(
            [AddressReferenceLayout.size, AddressReferenceLayout.buffer, AddressReferenceLayout.byteCount] == [8, 0, 4])
        #expect([AddressLayout.size, AddressLayout.family, AddressLayout.data] == [128, 0, 2])
        typealias Info = AddressInfoLayout
        #expect(
            [
                Info.size, Info.flags, Info.family, Info.type, Info.protocol, Info.addressByteCount, Info.address, Info.name,
                Info.nameByteCount, Info.next,
            ] == [28, 0, 2, 3, 4, 8, 12, 16, 20, 24])
        typealias Address = SocketAddressLayout
        #expect([Address.size, Address.family, Address.dataByteCount, Address.data] == [12, 0, 4, 8])
    }

    @Test("a slot is 16 bytes, its value first")
    func slots() {
        #expect(MemoryLayout<HostValue>.size == 16)
        #expect(MemoryLayout<HostValue>.offset(of: \.bits) == 0)
    }
}
