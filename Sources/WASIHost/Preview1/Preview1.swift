/// WASI preview 1: the 46 functions of `wasi_snapshot_preview1`.
///
/// Each decodes its arguments, calls the system and stores the answer, in this order; outputs are stored on success only. Where a
/// call has effects, the place for its answer is checked before the call is made.
///
/// WASI: [`wasi_snapshot_preview1`](https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md#modules).
public enum Preview1 {
    /// The module that guests import from.
    public static let module = "wasi_snapshot_preview1"

    /// All functions, in the specification's order.
    public static let functions: [HostFunction] = [
        argsGet, argsSizesGet, environGet, environSizesGet,
        clockResGet, clockTimeGet,
        fdAdvise, fdAllocate, fdClose, fdDatasync, fdFdstatGet, fdFdstatSetFlags, fdFdstatSetRights, fdFilestatGet,
        fdFilestatSetSize, fdFilestatSetTimes, fdPread, fdPrestatGet, fdPrestatDirName, fdPwrite, fdRead, fdReaddir,
        fdRenumber, fdSeek, fdSync, fdTell, fdWrite,
        pathCreateDirectory, pathFilestatGet, pathFilestatSetTimes, pathLink, pathOpen, pathReadlink, pathRemoveDirectory,
        pathRename, pathSymlink, pathUnlinkFile,
        pollOneoff,
        procExit, procRaise, schedYield,
        randomGet,
        sockAccept, sockRecv, sockSend, sockShutdown,
    ]
}
