extension InterceptingSystem {
    @inlinable public func readDirectory(
        _ fd: Descriptor, from cookie: DirectoryCookie, _ visit: (borrowing DirectoryEntry) throws(Errno) -> Bool
    ) throws(Errno) {
        var hasProceeded = false
        _ = try interceptor.intercept(.fdReaddir(fd, cookie)) { () throws(Errno) in
            hasProceeded = true
            var count = 0
            try base.readDirectory(fd, from: cookie) { entry throws(Errno) in
                interceptor.visited(entry)
                count += 1
                return try visit(entry)
            }
            return .count(count)
        }
        if !hasProceeded { try interceptor.answerListing(visit) }
    }
}
