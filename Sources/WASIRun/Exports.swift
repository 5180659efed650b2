// Who runs modules needs the system's values: grants, variables, exit codes.
@_exported public import WASICore
@_exported public import WASIUnix
