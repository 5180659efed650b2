/// Which compiler makes the code of a module.
public enum CompilerChoice: String, Hashable, Sendable, CaseIterable {
    /// Code from the cache if there is any; otherwise the optimizing compiler for a small module, which takes it a fifth of a second, and
    /// for a larger one the quick compiler where that takes it. ``WASICommand/backgroundCompiler`` then makes optimized code for later
    /// runs.
    case auto
    /// The optimizing compiler.
    case cranelift
    /// The quick compiler, whose code runs up to 1.3 times as long.
    case winch
}

/// Whether compiled code is kept for later runs, and where.
public enum CodeCache: Hashable, Sendable {
    /// It is not kept.
    case off
    /// In the user's cache folder.
    case user
    /// In this folder, which is made if need be. It must belong to the user and be closed to others, since code is loaded from it.
    case folder(String)
}
