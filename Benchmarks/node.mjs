// Runs a module on Node's own WASI: node Benchmarks/node.mjs FOLDER MODULE ARGUMENT…

import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

const [folder, file, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [file, ...args], preopens: { '/': folder }, env: { PWD: '/' } });
const module = await WebAssembly.compile(await readFile(file));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
