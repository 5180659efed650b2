/// Shows what a module is.
struct Inspector {
    let options: InspectOptions
    init(_ options: InspectOptions) { self.options = options }
    func run() throws(CommandFailure) -> Int32 { 0 }
}
