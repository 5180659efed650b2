#pragma once

/// Opens a pseudo-terminal. Both ends are closed in programs that are started; -1 and errno if there is none to be had.
int test_open_terminal(int *controller, int *terminal);
