// What the process of a spool needs from the platform.
#pragma once

// Closes all descriptors but two.
void cspool_close_others(int first, int second);

// Has lists of processes show what this one is.
void cspool_name_process(void);
