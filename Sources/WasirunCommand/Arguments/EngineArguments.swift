import WASIRun

extension CompilerChoice {
    /// Understands the value of `--compiler`.
    init(argument: String) throws(CommandFailure) {
        guard let choice = CompilerChoice(rawValue: argument) else {
            throw .usage("\"\(argument)\" is not a compiler: --compiler takes auto, cranelift or winch")
        }
        self = choice
    }
}

extension CodeCache {
    /// Understands the value of `--cache`.
    init(argument: String) throws(CommandFailure) {
        switch argument {
        case "on": self = .user
        case "off": self = .off
        case "": throw .usage("--cache needs on, off or a directory's path")
        default: self = .folder(argument)
        }
    }
}
