// Who runs modules needs the system's values: grants, variables, exit codes.
@_exported public import WASICore
@_exported public import WASIUnix
// And of the engine, why a guest was stopped.
@_exported public import enum WASIWasmtime.StopReason
// What profilers tell.
@_exported public import WASIProfile
@_exported public import struct WASIWasmtime.GuestPlace
@_exported public import struct WASIWasmtime.InstancePool
@_exported public import enum WASIWasmtime.PerfSupport
@_exported public import enum WASIWasmtime.ProfilingError
// Of the guest's interface, only the choice of its socket calls.
@_exported public import enum WASIHost.SocketFunctions
// Of what stands in front of systems, where a replay has left its recording.
@_exported public import struct WASIMiddleware.Divergence
