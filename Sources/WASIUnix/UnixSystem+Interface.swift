public import WASICore

extension UnixSystem: SystemInterface {}
