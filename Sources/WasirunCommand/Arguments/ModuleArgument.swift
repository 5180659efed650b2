import WASIRun

extension ModuleSource {
    /// Understands the module's argument, of which `-` is standard input.
    init(argument: String) throws(CommandFailure) {
        switch argument {
        case "-": self = .standardInput
        case "": throw .usage("the module's name is empty")
        default: self = .file(argument)
        }
    }
}
