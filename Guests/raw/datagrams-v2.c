// Messages within one program, by version 2 of WasmEdge's calls.

#define VERSION 2
#include "datagrams.h"
