import TestSupport
import Testing
import WASIUnix

@testable import WasirunCommand

@Suite("Note on missing grants") struct RefusalNoteTests {
    /// A host with the files that the tests name.
    private func note(_ grants: [DirectoryGrant], _ arguments: [String] = []) -> RefusalNote {
        RefusalNote(grants: grants, arguments: arguments) { path in
            switch path {
            case "data/x.txt", "/srv/a b/y", "z", "../up/w", "/home/ada/f", "only-here": .other
            case "data", "/srv/a b", ".", "..", "../up", "/", "/home/ada", "/srv": .directory
            default: nil
            }
        }
    }

    private func grant(_ host: String, _ guest: String? = nil) -> DirectoryGrant {
        DirectoryGrant(host: host, guest: guest ?? host)
    }

    @Test(
        "an argument that names a file which no grant holds",
        arguments: [
            (["data/x.txt"], "nothing that the guest was granted holds \"data/x.txt\"; --dir data would grant it"),
            (
                ["-v", "--in=data/x.txt"],
                "nothing that the guest was granted holds \"data/x.txt\"; --dir data would grant it"
            ),
            (["z"], "nothing that the guest was granted holds \"z\"; --dir . would grant it"),
            (["data"], "nothing that the guest was granted holds \"data\"; --dir data would grant it"),
            (["../up/w"], "nothing that the guest was granted holds \"../up/w\"; --dir ../up would grant it"),
            (["/srv/a b/y"], "nothing that the guest was granted holds \"/srv/a b/y\"; --dir '/srv/a b' would grant it"),
            (["nothing/here", "text"], nil),
            (["-z"], nil),
            ([], nil),
        ] as [([String], String?)])
    func arguments(_ arguments: [String], _ text: String?) { #expect(note([], arguments).text(nil) == text) }

    @Test(
        "an argument that a grant holds is no reason",
        arguments: [
            ("data/x.txt", "."), ("data/x.txt", "data"), ("data/x.txt", "./data/"), ("data/x.txt", "/"), ("z", "."),
            ("/srv/a b/y", "/srv"), ("data", "data"), ("data/x.txt", "/data"),
        ])
    func covered(_ argument: String, _ guest: String) {
        #expect(note([grant("anywhere", guest)], [argument]).text(nil) == nil)
    }

    @Test(
        "an argument that the grants miss narrowly is one",
        arguments: [
            ("data/x.txt", "dat"), ("data/x.txt", "data/x"), ("/srv/a b/y", "."), ("/srv/a b/y", "/srv/a"),
        ])
    func missed(_ argument: String, _ guest: String) {
        #expect(note([grant("anywhere", guest)], [argument]).text(nil) != nil)
    }

    @Test(
        "a path that the system has refused",
        arguments: [
            (
                GrantRefusal(directory: "data", path: "../up/w", reason: .leadsOutside),
                "the guest was refused \"../up/w\" below \"data\", because it leads out of that directory; --dir . in its place would grant both"
            ),
            (
                GrantRefusal(directory: "data", path: "a/../../../w", reason: .leadsOutside),
                "the guest was refused \"a/../../../w\" below \"data\", because it leads out of that directory; --dir .. in its place would grant both"
            ),
            (
                GrantRefusal(directory: "data", path: "link/w", reason: .leadsOutside),
                "the guest was refused \"link/w\" below \"data\", because it leads out of that directory through a symbolic link"
            ),
            (
                GrantRefusal(directory: nil, path: "home/ada/f", reason: .noDirectory),
                "the guest was refused \"/home/ada/f\"; --dir /home/ada would grant it"
            ),
            (
                GrantRefusal(directory: nil, path: "home/ada/new", reason: .noDirectory),
                "the guest was refused \"/home/ada/new\"; --dir /home/ada would grant it"
            ),
            (
                GrantRefusal(directory: nil, path: "tree/branch", reason: .noDirectory),
                "the guest was refused \"tree/branch\", as it has no root directory; --dir .::/ would grant it one"
            ),
            (
                GrantRefusal(directory: nil, path: "only-here", reason: .noDirectory),
                "the guest was refused \"only-here\", as it has no root directory; --dir .::/ would grant it one"
            ),
            (
                GrantRefusal(directory: "data", path: "/srv/a b/y", reason: .absolutePath),
                "the guest was refused \"/srv/a b/y\"; --dir '/srv/a b' would grant it"
            ),
            (
                GrantRefusal(directory: "data", path: "/no/such/file", reason: .absolutePath),
                "the guest was refused \"/no/such/file\", which nothing that it was granted holds"
            ),
        ])
    func refusals(_ refusal: GrantRefusal, _ text: String) {
        #expect(note([grant("data"), grant("/srv", "/other")]).text(refusal) == text)
    }

    @Test(
        "words are quoted for a shell only where that is needed",
        arguments: [
            ("data/x-1.txt", "data/x-1.txt"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$HOME", "'$HOME'"),
            ("ü", "ü"),
        ])
    func quoting(_ word: String, _ quoted: String) { #expect(shellQuoted(word) == quoted) }
}

@Suite("Note on missing grants, end to end", .needsEngine) struct RefusalNoteRunTests {
    let tree = TemporaryTree()

    @Test("a guest that fails is told once which grant was missing") func refused() {
        tree.file("x.wat", Programs.opening("../secret"))
        tree.directory("data")
        tree.file("secret", "")
        let run = CommandRun(["--dir", "data", "x.wat"], in: tree)
        #expect(run.status != 0)
        #expect(
            run.errors
                == "wasirun: note: the guest was refused \"../secret\" below \"data\", because it leads out of that directory; --dir . in its place would grant both\n"
        )
    }

    @Test("a guest that succeeds is told nothing") func succeeded() {
        tree.file("x.wat", Programs.exiting(0))
        tree.file("file", "")
        #expect(CommandRun(["x.wat", "file"], in: tree).errors == "")
        tree.file("y.wat", Programs.exiting(1))
        #expect(
            CommandRun(["y.wat", "file"], in: tree).errors
                == "wasirun: note: nothing that the guest was granted holds \"file\"; --dir . would grant it\n")
        #expect(CommandRun(["--dir", ".", "y.wat", "file"], in: tree).errors == "")
    }

    @Test("a guest that fails for another reason is told nothing") func failed() {
        tree.directory("data")
        tree.file("x.wat", Programs.opening("missing"))
        let run = CommandRun(["--dir", "data", "x.wat"], in: tree)
        #expect(run.status == 44)
        #expect(run.errors == "")
    }
}
