import ArgumentParser

/// What becomes of changes to granted directories.
struct OverlayOptions: ParsableArguments {
    @Flag(
        name: .customLong("overlay"),
        help:
            "Keep what the program changes in its directories in memory: it sees its changes, the directories stay as they are, and at the end the changes are gone."
    )
    var overlaysDirectories = false
}
