import WASICore

extension TraceWriter {
    /// The arguments of a call of this family.
    mutating func descriptorArguments(of call: SystemCall, _ names: TraceNames) {
        switch call {
        case .fdAdvise(let fd, offset: let offset, length: let length, let advice):
            descriptor(fd, names)
            field("offset", offset)
            field("len", length)
            name("advice")
            word(advice.word)
        case .fdAllocate(let fd, offset: let offset, length: let length):
            descriptor(fd, names)
            field("offset", offset)
            field("len", length)
        case .fdClose(let fd), .fdDatasync(let fd), .fdFdstatGet(let fd), .fdFilestatGet(let fd), .fdPrestatGet(let fd),
            .fdSync(let fd), .fdTell(let fd), .fdRead(let fd, _), .fdPread(let fd, _, _):
            descriptor(fd, names)
        case .fdFdstatSetFlags(let fd, let flags):
            descriptor(fd, names)
            field("flags", flags)
        case .fdFdstatSetRights(let fd, let rights, inheriting: let inheriting):
            descriptor(fd, names)
            field("rights", rights)
            field("inheriting", inheriting)
        case .fdFilestatSetSize(let fd, let size):
            descriptor(fd, names)
            field("size", size)
        case .fdFilestatSetTimes(let fd, let times):
            descriptor(fd, names)
            field(times)
        case .fdPwrite(let fd, let buffers, offset: let offset):
            descriptor(fd, names)
            sent(buffers)
            field("offset", offset)
        case .fdWrite(let fd, let buffers):
            descriptor(fd, names)
            sent(buffers)
        case .fdRenumber(let fd, to: let target):
            descriptor(fd, names)
            descriptor(target, names, "to", "to_name")
        case .fdSeek(let fd, let offset, let whence):
            descriptor(fd, names)
            name("offset")
            number(offset)
            name("whence")
            word(whence.word)
        default: break
        }
    }
}
