import WASICore

/// The specification's words.
enum TraceWords {
    static let descriptorFlags: [StaticString] = ["append", "dsync", "nonblock", "rsync", "sync"]
    static let lookupFlags: [StaticString] = ["symlink_follow"]
    static let openOptions: [StaticString] = ["creat", "directory", "excl", "trunc"]
    static let receiveFlags: [StaticString] = ["recv_peek", "recv_waitall"]
    static let receivedFlags: [StaticString] = ["recv_data_truncated"]
    static let directions: [StaticString] = ["rd", "wr"]
    static let queryFlags: [StaticString] = [
        "passive", "canonname", "numerichost", "numericserv", "v4mapped", "all", "addrconfig",
    ]
    static let rights: [StaticString] = [
        "fd_datasync", "fd_read", "fd_seek", "fd_fdstat_set_flags", "fd_sync", "fd_tell", "fd_write", "fd_advise",
        "fd_allocate", "path_create_directory", "path_create_file", "path_link_source", "path_link_target", "path_open",
        "fd_readdir", "path_readlink", "path_rename_source", "path_rename_target", "path_filestat_get",
        "path_filestat_set_size", "path_filestat_set_times", "fd_filestat_get", "fd_filestat_set_size",
        "fd_filestat_set_times", "path_symlink", "path_remove_directory", "path_unlink_file", "poll_fd_readwrite",
        "sock_shutdown", "sock_accept",
    ]
}

extension Clock {
    var word: StaticString {
        switch self {
        case .realtime: "realtime"
        case .monotonic: "monotonic"
        case .processCPUTime: "process_cputime_id"
        case .threadCPUTime: "thread_cputime_id"
        }
    }
}

extension Advice {
    var word: StaticString {
        switch self {
        case .normal: "normal"
        case .sequential: "sequential"
        case .random: "random"
        case .willNeed: "willneed"
        case .dontNeed: "dontneed"
        case .noReuse: "noreuse"
        }
    }
}

extension Whence {
    var word: StaticString {
        switch self {
        case .start: "set"
        case .current: "cur"
        case .end: "end"
        }
    }
}

extension FileType {
    var word: StaticString {
        switch self {
        case .unknown: "unknown"
        case .blockDevice: "block_device"
        case .characterDevice: "character_device"
        case .directory: "directory"
        case .regularFile: "regular_file"
        case .datagramSocket: "socket_dgram"
        case .streamSocket: "socket_stream"
        case .symbolicLink: "symbolic_link"
        }
    }
}

extension EventType {
    var word: StaticString {
        switch self {
        case .clock: "clock"
        case .read: "fd_read"
        case .write: "fd_write"
        }
    }
}

extension AddressFamily {
    var word: StaticString {
        switch self {
        case .unspecified: "unspec"
        case .ipv4: "inet4"
        case .ipv6: "inet6"
        case .unix: "unix"
        }
    }
}

extension SocketType {
    var word: StaticString {
        switch self {
        case .any: "any"
        case .datagram: "dgram"
        case .stream: "stream"
        }
    }
}

extension SocketProtocol {
    var word: StaticString {
        switch self {
        case .any: "ip"
        case .tcp: "tcp"
        case .udp: "udp"
        }
    }
}

extension SocketOption {
    var word: StaticString {
        switch self {
        case .reuseAddress: "so_reuseaddr"
        case .type: "so_type"
        case .error: "so_error"
        case .dontRoute: "so_dontroute"
        case .broadcast: "so_broadcast"
        case .sendBufferSize: "so_sndbuf"
        case .receiveBufferSize: "so_rcvbuf"
        case .keepAlive: "so_keepalive"
        case .outOfBandInline: "so_oobinline"
        case .linger: "so_linger"
        case .receiveLowWatermark: "so_rcvlowat"
        case .receiveTimeout: "so_rcvtimeo"
        case .sendTimeout: "so_sndtimeo"
        case .acceptsConnections: "so_acceptconn"
        case .boundDevice: "so_bindtodevice"
        case .noDelay: "tcp_nodelay"
        }
    }
}

extension Signal {
    var word: StaticString {
        let words: [StaticString] = [
            "none", "hup", "int", "quit", "ill", "trap", "abrt", "bus", "fpe", "kill", "usr1", "segv", "usr2", "pipe",
            "alrm",
            "term", "chld", "cont", "stop", "tstp", "ttin", "ttou", "urg", "xcpu", "xfsz", "vtalrm", "prof", "winch", "poll",
            "pwr", "sys",
        ]
        return words[Int(rawValue)]
    }
}
