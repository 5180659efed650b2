import Testing
import WASICore
import WASIMiddleware

@Suite("The report of statistics")
struct StatisticsReportTests {
    let report = StatisticsReport(
        calls: [
            .init(.fdClose, count: 2, errors: 1, time: .nanoseconds(999)),
            .init(.fdWrite, count: 1000, time: .microseconds(12_340)),
            .init(.pollOneoff, count: 3, errors: 0, time: .milliseconds(2500)),
        ],
        transfers: [
            .init(.standardInput, "stdin", bytesIn: 999),
            .init(Descriptor(rawValue: 4), "/data/\u{1b}[2J\"", bytesIn: 1_234_567, bytesOut: 1000),
            .init(nil, "others", bytesOut: 9_999_999),
        ],
        phases: .init(load: .microseconds(99_950), wasCompiled: true, start: .nanoseconds(950), run: .seconds(3)),
        guestMemory: 1 << 16, processMemory: 20 << 20)

    @Test("people get a table by time, with a total, aligned columns and units that fit") func text() {
        #expect(
            report.text == """
                % time     time   a call  calls  errors  call
                  99.5   2.50 s   833 ms      3          poll_oneoff
                   0.5  12.3 ms  12.3 µs   1000          fd_write
                   0.0   999 ns   499 ns      2       1  fd_close
                 100.0   2.51 s  2.50 ms   1005       1  total

                     in      out  fd  what
                  999 B            0  stdin
                1.23 MB  1.00 kB   4  /data/\\u{1b}[2J"
                         10.0 MB      others

                 100 ms  load (compiled)
                 950 ns  start
                 3.00 s  run: guest 488 ms (16.3 %), host 2.51 s (83.7 %)
                64.0 KiB  memory of the guest
                20.0 MiB  memory of the process
                """)
    }

    @Test("programs get whole nanoseconds and bytes, with every name quoted") func json() {
        #expect(
            report.json == #"""
                {
                  "version": 1,
                  "calls": [
                    {"name": "poll_oneoff", "count": 3, "errors": 0, "nanoseconds": 2500000000},
                    {"name": "fd_write", "count": 1000, "errors": 0, "nanoseconds": 12340000},
                    {"name": "fd_close", "count": 2, "errors": 1, "nanoseconds": 999}
                  ],
                  "transfers": [
                    {"descriptor": 0, "name": "stdin", "bytesIn": 999, "bytesOut": 0},
                    {"descriptor": 4, "name": "/data/\u001b[2J\"", "bytesIn": 1234567, "bytesOut": 1000},
                    {"name": "others", "bytesIn": 0, "bytesOut": 9999999}
                  ],
                  "nanoseconds": {"load": 99950000, "start": 950, "run": 3000000000, "guest": 487659001, "host": 2512340999},
                  "compiled": true,
                  "memory": {"guest": 65536, "process": 20971520}
                }
                """#)
    }

    @Test("what is not known is left out, and a run without calls has an empty table") func empty() {
        let report = StatisticsReport(calls: [])
        #expect(report.text == "% time  time  a call  calls  errors  call\n   0.0  0 ns              0          total")
        #expect(
            report.json == """
                {
                  "version": 1,
                  "calls": [],
                  "transfers": [],
                  "nanoseconds": {"host": 0},
                  "memory": {}
                }
                """)
        #expect(report.guestTime == nil)
    }

    @Test("the guest's time is never less than nothing") func clamped() {
        let report = StatisticsReport(
            calls: [.init(.schedYield, count: 1, time: .seconds(2))],
            phases: .init(load: .zero, start: .zero, run: .seconds(1)))
        #expect(report.guestTime == .zero)
    }
}
