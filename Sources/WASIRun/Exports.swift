// Who runs modules needs the system's values: grants, variables, exit codes.
@_exported public import WASICore
@_exported public import WASIUnix
// Of the guest's interface, only the choice of its socket calls.
@_exported public import enum WASIHost.SocketFunctions
