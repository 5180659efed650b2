import WASICore
import WASIPprof
import WASIRun

extension PprofServer {
    /// Serves profiles of a run, and says where.
    static func begin(_ address: PprofAddress, _ profiler: RunProfiler, _ plan: RunPlan) throws(CommandFailure) -> PprofServer {
        do throws(PprofServerError) {
            let server = try PprofServer(profiler, at: address.host, commandLine: [plan.module.name] + plan.arguments.dropFirst())
            StandardError.print("wasirun: profiles are served at http://\(server.address)/debug/pprof/")
            return server
        } catch {
            throw CommandFailure(.wasirunFailed, "--pprof-addr: \(error)")
        }
    }
}
