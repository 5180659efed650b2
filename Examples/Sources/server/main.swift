// An HTTP server that runs a program for each request: its input is the request's body, its output the answer.
//
//     swift run server [PORT]
//     curl --data 'make it loud' http://127.0.0.1:8080/shout

import Hummingbird
import WASIRun

/// What anybody may send us is run with: a second, a few megabytes, and nothing of this machine.
func answer(_ module: PreparedModule, _ input: [UInt8]) async throws -> Response {
    var command = WASICommand(module)
    command.standardInput = .bytes(input)
    command.standardOutput = .collect(limit: 1 << 20)
    command.timeout = .seconds(1)
    command.maximumMemoryBytes = 16 << 20
    let result = try await command.runDetached()
    guard result.status.isSuccess else {
        return Response(status: .badGateway, body: .init(byteBuffer: ByteBuffer(string: "\(result.status)\n")))
    }
    return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: result.output.bytes)))
}

// Compiled once; memory and stack are kept from one request to the next.
var options = ModuleOptions()
options.pool = InstancePool(maximumInstances: 100)
let shout = try PreparedModule(.file("Guests/shout.wat"), options: options)

let router = Router()
router.post("/shout") { request, _ in
    let body = try await request.body.collect(upTo: 1 << 20)
    return try await answer(shout, Array(body.readableBytesView))
}
router.post("/run") { request, _ in
    // A module of the caller's.
    let body = try await request.body.collect(upTo: 8 << 20)
    var options = ModuleOptions()
    options.cache = .off
    do {
        let module = try PreparedModule(.bytes(Array(body.readableBytesView), name: "yours"), options: options)
        return try await answer(module, [])
    } catch let error as RunError {
        return Response(status: .badRequest, body: .init(byteBuffer: ByteBuffer(string: "\(error)\n")))
    }
}

let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8080
let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
try await application.runService()
