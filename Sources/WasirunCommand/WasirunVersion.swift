/// The version of this package.
enum WasirunVersion {
    static let current = "0.1.0"
}
