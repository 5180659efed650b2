import CWasmtime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's memory, as far as it is not used yet.
enum AddressSpace {
    /// Mappings that are left to everybody else.
    private static let spare = 1000

    /// Why the process cannot have some more of it; `nil` if it can.
    ///
    /// - Parameters:
    ///   - byteCount: How much is to be set aside.
    ///   - used: How much can be written to.
    ///   - mappings: In how many pieces.
    static func reason(against byteCount: Int, used: Int, mappings: Int) -> String? {
        guard cwt_can_map(byteCount, used) else { return unsafe String(cString: strerror(errno)) }
        let left = cwt_mappings_left()
        guard left >= mappings + spare else {
            return "it takes \(mappings) mappings of memory, of which the system allows \(left) more (vm.max_map_count)"
        }
        return nil
    }
}
