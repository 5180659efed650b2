#include "CWASIUnix.h"

#include <unistd.h>

extern char **environ;

char **cwasi_environment(void) { return environ; }
