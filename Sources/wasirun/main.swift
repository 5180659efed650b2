import WasirunCommand

Wasirun.main()
