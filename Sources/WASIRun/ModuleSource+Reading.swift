public import WasmBinary
import WASIWasmtime

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

    /// The binary form of what the source holds in text form.
    ///
    /// - Parameter text: What ``read()`` has given.
    /// - Throws: ``RunError/engine(_:)`` without an engine, whose translator this is; ``RunError/invalid(module:reason:)`` for a
    ///   mistake in the text.
    public func binary(of text: [UInt8]) throws(RunError) -> [UInt8] {
        do throws(LoadError) {
            return try WasmText.binary(of: text)
        } catch {
            throw explain(error, text)
        }
    }

    /// What the source's bytes say of themselves, in binary form.
    ///
    /// - Throws: ``RunError/notAModule(module:_:)``, ``RunError/invalid(module:reason:)``.
    public func summary(of binary: [UInt8]) throws(RunError) -> ModuleSummary {
        do throws(BinaryError) {
            return try ModuleSummary(binary)
        } catch {
            switch error {
            case .notAModule(let kind): throw .notAModule(module: name, kind)
            case .damaged(let damage): throw .invalid(module: name, reason: damage.description)
            }
        }
    }
}
