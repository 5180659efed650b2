// Messages within one program, by version 1 of WasmEdge's calls.

#define VERSION 1
#include "datagrams.h"
