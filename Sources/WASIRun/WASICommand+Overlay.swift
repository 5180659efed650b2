import WASICore
import WASIMemory
import WASIUnix

extension WASICommand {
    /// Lays memory over a system's directories, if that is wanted.
    func overlaid(_ system: any SystemInterface) -> any SystemInterface {
        guard let overlay else { return system }
        let readOnly = Set(grants.filter { $0.access == .readOnly }.map { Array($0.guest.utf8) })
        return OverlaySystem(
            over: system, limits: overlay, maximumOpenFiles: maximumOpenFiles,
            maximumOpenDirectories: maximumOpenDirectories, isReadOnly: { readOnly.contains($0.name) })
    }
}

extension UnixConfiguration {
    /// Makes all grants read-only, and room for what an overlay opens beside the guest.
    mutating func grantForReading() {
        for index in grants.indices { grants[index].access = .readOnly }
        let (sum, overflow) = maximumOpenFiles.addingReportingOverflow(maximumOpenFiles)
        maximumOpenFiles = overflow ? .max : max(sum, maximumOpenFiles + 16)
    }
}
