#include "CWASIUnix.h"
