/// What a system needs for calls on paths: a resolver, and memory for two paths.
struct PathSpace: ~Copyable {
    let resolver: PathResolver
    /// For the path of a call.
    let first = PathScratch()
    /// For the second path of a call that has two.
    let second = PathScratch()

    init(_ choice: PathResolverChoice) { resolver = PathResolver(choice: choice) }
}
