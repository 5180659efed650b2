/// What a program is told when it starts.
public protocol ProgramCalls: AnyObject {
    /// The program's arguments in order, its own name first.
    ///
    /// WASI: `args_get` and `args_sizes_get`, which the guest ABI derives from it.
    func arguments() -> [String]

    /// The environment in order; the first of several variables of one name counts in most programs.
    ///
    /// WASI: `environ_get` and `environ_sizes_get`, which the guest ABI derives from it.
    func environment() -> [EnvironmentVariable]
}
