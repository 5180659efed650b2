// What SQLite's Unix layer and its shell expect and WASI does not have: record locks, owners and users. Put before their
// sources with -include. Locks fail, so the shell runs with `-vfs unix-none`.

#include <fcntl.h>
#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef F_RDLCK
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#endif
#ifndef F_GETLK
#define F_GETLK 5
#define F_SETLK 6
#endif

static inline uid_t getuid(void) { return 1; }
static inline uid_t geteuid(void) { return 1; }
static inline int fchown(int fd, uid_t user, gid_t group) { return 0; }
static inline struct passwd *no_such_user(uid_t user) { return 0; }
#define getpwuid no_such_user
