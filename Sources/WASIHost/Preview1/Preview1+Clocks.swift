import WASICore

/// Clocks.
extension Preview1 {
    /// `clock_res_get(id: clockid, resolution: *timestamp)`
    static let clockResGet = HostFunction("clock_res_get", [.i32, .i32]) { (arguments, context) throws(Errno) in
        let resolution = try context.system.resolution(of: arguments.value(0))
        try context.memory.store(resolution.rawValue, at: arguments.address(1))
    }

    /// `clock_time_get(id: clockid, precision: timestamp, time: *timestamp)`
    static let clockTimeGet = HostFunction("clock_time_get", [.i32, .i64, .i32]) { (arguments, context) throws(Errno) in
        let time = try context.system.time(of: arguments.value(0), precision: arguments.timestamp(1))
        try context.memory.store(time.rawValue, at: arguments.address(2))
    }
}
