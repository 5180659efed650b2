public import WASICore

// Stands in for what is being written on another branch; gone before anything lands.
extension UnixSystem {
    public func lookUp(_ query: AddressQuery, limit: Int) throws(Errno) -> [AddressInfo] { throw .notSupported }

    func addresses(ofRuleName name: String) -> [IPAddress] { [] }
}
