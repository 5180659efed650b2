#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CWASIUnix

    extension HostDescriptor {
        /// A counter of the kernel's, at 0: a write of 8 bytes adds to it, a read of 8 bytes takes all. Neither waits.
        static func counter() throws(HostReadError) -> HostDescriptor { try HostDescriptor(opened: cwasi_eventfd()) }
    }
#endif
