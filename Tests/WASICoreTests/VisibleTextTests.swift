import Testing
import WASICore

@Suite("Names of a guest's choice in messages")
struct VisibleTextTests {
    @Test("what a terminal would obey is spelt out")
    func escapes() {
        #expect("a\u{1b}]0;x\u{7}b\u{9b}2J".visible == "a\\u{1b}]0;x\\u{7}b\\u{9b}2J")
        #expect("abc\u{202e}def".visible == "abc\\u{202e}def")
        #expect("two\r\nlines".visible == "two\\u{d}\\u{a}lines")
    }

    @Test("all else stays as it is")
    func others() {
        #expect("Grüße, 世界 👩‍👩‍👧 <$s4main>".visible == "Grüße, 世界 👩‍👩‍👧 <$s4main>")
    }

    @Test("the lines of a text stay lines")
    func lines() {
        #expect("a\n\tb\u{1b}[2J\n".visibleLines == "a\n\\u{9}b\\u{1b}[2J\n")
    }
}
