/// The sets that descriptors start with.
extension Rights {
    /// Every right that preview 1 defines.
    @inlinable public static var all: Rights { Rights(rawValue: (1 << 30) - 1) }

    /// What makes sense for a regular file.
    @inlinable public static var file: Rights {
        [
            .syncData, .read, .seek, .setFlags, .sync, .tell, .write, .advise, .allocate, .attributes, .setSize, .setTimes,
            .poll,
        ]
    }

    /// What makes sense for a terminal, a pipe or a device: a file's rights without positions.
    ///
    /// wasi-libc's `isatty` asks whether a character device lacks ``seek`` and ``tell``.
    @inlinable public static var stream: Rights { file.subtracting([.seek, .tell]) }

    /// What makes sense for a directory.
    @inlinable public static var directory: Rights {
        [
            .syncData, .setFlags, .sync, .createDirectory, .createFile, .linkSource, .linkTarget, .open, .readDirectory,
            .readLink, .renameSource, .renameTarget, .pathAttributes, .setPathSize, .setPathTimes, .attributes, .setTimes,
            .symlink, .removeDirectory, .unlinkFile, .poll,
        ]
    }

    /// What makes sense for a connected socket.
    @inlinable public static var connection: Rights { [.read, .write, .setFlags, .attributes, .poll, .shutdown] }

    /// What makes sense for a listening socket.
    @inlinable public static var listener: Rights { [.accept, .setFlags, .attributes, .poll] }
}
