import WASICore

extension [EnvironmentVariable] {
    /// The guest's environment: the inherited one if so wished, then what `--env` says, in order. A variable that is there already
    /// keeps its place and gets the new value.
    init(inherited: Bool, arguments: [String], from process: [EnvironmentVariable]) throws(CommandFailure) {
        self = inherited ? process : []
        for argument in arguments {
            let parts = argument.split(atFirst: "=")
            let name = parts?.before ?? argument
            guard !name.isEmpty else {
                throw .usage("\"\(argument)\" does not name an environment variable: NAME is empty in NAME[=VALUE]")
            }
            if let value = parts?.behind {
                set(EnvironmentVariable(name: name, value: value))
            } else if let variable = process.first(where: { $0.name == name }) {
                set(variable)
            } else {
                throw CommandFailure(
                    .wasirunFailed,
                    "the environment variable \"\(name)\" cannot be inherited, as it is not set; --env \(name)=VALUE gives it a value"
                )
            }
        }
    }

    private mutating func set(_ variable: EnvironmentVariable) {
        guard let place = firstIndex(where: { $0.name == variable.name }) else {
            append(variable)
            return
        }
        self[place] = variable
        // C programs read the first of several variables of one name, others the last.
        let rest = self[(place + 1)...].filter { $0.name != variable.name }
        replaceSubrange((place + 1)..., with: rest)
    }
}
