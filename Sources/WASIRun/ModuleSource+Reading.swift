extension ModuleSource {
    /// Reads the whole file or stream. Standard input can be read once.
    ///
    /// - Throws: ``RunError/notFound(module:)``, ``RunError/unreadable(module:reason:)``; the latter also for more than a
    ///   gigabyte, which no engine takes.
    public func read() throws(RunError) -> [UInt8] {
        do throws(HostReadError) {
            return try bytes()
        } catch {
            throw explain(error)
        }
    }
}
