import WASICore

/// The guest as a process.
extension Preview1 {
    /// `proc_exit(rval: exitcode)`; does not return.
    static let procExit = HostFunction("proc_exit", [.i32], results: []) { (arguments, context) throws(Errno) in
        let code = ExitCode(rawValue: arguments.u32(0))
        context.system.exit(code)
        throw context.interrupt(.exit(code))
    }

    /// `proc_raise(sig: signal)`
    static let procRaise = HostFunction("proc_raise", [.i32]) { (arguments, context) throws(Errno) in
        switch try context.system.raise(arguments.value(0)) {
        case .ignore: return
        case .exit(let code): throw context.interrupt(.exit(code))
        }
    }

    /// `sched_yield()`
    static let schedYield = HostFunction("sched_yield", []) { (arguments, context) throws(Errno) in
        try context.system.yield()
    }
}
