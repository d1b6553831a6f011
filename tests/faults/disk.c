/* A disk that can be told to fail, loaded before the C library (LD_PRELOAD).
 *
 * Below one folder every call that changes something is counted. It can be written to a log, from which
 * disk.py rebuilds what a battery that died would have left; the n-th can be made to fail; before the n-th
 * the process can be killed. It sleeps until disk_watch() is called, and sees what goes through the C
 * library: no memory-mapped writes, of which the program makes none.
 *
 * A record of the log: operation (1), handle (4), number (8), lengths of two texts (4 each), the texts.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096

static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;
static uint32_t handles[MOST]; /* by descriptor; a file opened anew gets a new one, whatever its descriptor */
static uint32_t last_handle;
static long count, fail_at, kill_at, fired;
static int fail_errno, fail_once;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) *(void **)(&real) = dlsym(RTLD_NEXT, name)

/* ---------------------------------------------------------------- told by disk.py */

void disk_watch(const char *where, const char *log_path) {
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    log_file = *log_path ? (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
}

void disk_fail(long at, int error, int once) {
    count = fired = 0;
    fail_at = at, fail_errno = error, fail_once = once;
}

void disk_kill(long at) {
    count = 0;
    kill_at = at;
}

long disk_count(void) { return count; }
long disk_fired(void) { return fired; }

/* ---------------------------------------------------------------- noting and failing */

static void put(const void *data, size_t size) {
    const char *rest = data;
    while (size > 0) {
        long done = syscall(SYS_write, log_file, rest, size);
        if (done <= 0) abort();
        rest += done, size -= (size_t)done;
    }
}

static void note(char operation, uint32_t handle, int64_t number, const void *first, size_t first_size,
                 const void *second, size_t second_size) {
    if (log_file < 0) return;
    uint32_t sizes[2] = {(uint32_t)first_size, (uint32_t)second_size};
    char head[21];
    head[0] = operation;
    memcpy(head + 1, &handle, 4), memcpy(head + 5, &number, 8), memcpy(head + 13, sizes, 8);
    int kept = errno;
    put(head, sizeof head), put(first, first_size), put(second, second_size);
    errno = kept;
}

void disk_mark(const char *text) {
    pthread_mutex_lock(&order);
    note('m', 0, 0, text, strlen(text), "", 0);
    pthread_mutex_unlock(&order);
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

/* Count a call. Returns 1 and sets errno where it shall fail; in *killed whether it is the last one. */
static int fails(int *killed) {
    count++;
    *killed = kill_at && count >= kill_at;
    if (!fail_at || (fail_once ? count != fail_at : count < fail_at)) return 0;
    fired++;
    errno = fail_errno;
    return 1;
}

static int inside(int at, const char *path, char *full) {
    if (!folder_length || !path) return 0;
    if (*path == '/') {
        snprintf(full, PATH_MAX, "%s", path);
    } else {
        char base[PATH_MAX], link[64];
        ssize_t size = -1;
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        if (at == AT_FDCWD) size = getcwd(base, sizeof base) ? (ssize_t)strlen(base) : -1;
        else size = readlink(link, base, sizeof base - 1);
        if (size < 0) return 0;
        base[size] = 0;
        if ((size_t)snprintf(full, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    return !strncmp(full, folder, folder_length) && (full[folder_length] == '/' || !full[folder_length]);
}

static uint32_t handle_of(int file) { return file >= 0 && file < MOST ? handles[file] : 0; }

/* ---------------------------------------------------------------- opening and closing */

static int opened(int at, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    int killed = 0, file, watched = inside(at, path, full);
    pthread_mutex_lock(&order);
    if (watched && (flags & (O_WRONLY | O_RDWR | O_CREAT)) && fails(&killed)) {
        pthread_mutex_unlock(&order);
        return -1;
    }
    if (killed) die();
    file = (int)syscall(SYS_openat, at, path, flags, mode);
    if (file >= 0 && file < MOST) handles[file] = watched ? ++last_handle : 0;
    if (watched && file >= 0) {
        int64_t how = (flags & O_CREAT ? 1 : 0) | (flags & O_TRUNC ? 2 : 0);
        note('o', handles[file], how, full, strlen(full), "", 0);
    }
    pthread_mutex_unlock(&order);
    return file;
}

#define MODE mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

int close(int file) {
    if (handle_of(file)) handles[file] = 0;
    return (int)syscall(SYS_close, file);
}

/* ---------------------------------------------------------------- content */

static ssize_t wrote(int file, const void *data, size_t size, off64_t offset, int moves) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int killed = 0;
    uint32_t handle = handle_of(file);
    if (!handle) return moves ? syscall(SYS_write, file, data, size) : real(file, data, size, offset);
    pthread_mutex_lock(&order);
    ssize_t done = -1;
    if (!fails(&killed)) {
        if (moves) {
            struct stat now;
            offset = lseek64(file, 0, SEEK_CUR);
            if (fcntl(file, F_GETFL) & O_APPEND) fstat(file, &now), offset = now.st_size;
        }
        if (killed) size /= 2; /* a kill may come between two pages of one write */
        done = moves ? syscall(SYS_write, file, data, size) : real(file, data, size, offset);
        if (killed) die();
        if (done > 0) note('w', handle, offset, data, (size_t)done, "", 0);
    }
    pthread_mutex_unlock(&order);
    return done;
}

ssize_t write(int file, const void *data, size_t size) { return wrote(file, data, size, 0, 1); }
ssize_t pwrite(int file, const void *data, size_t size, off_t offset) { return wrote(file, data, size, offset, 0); }
ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) { return wrote(file, data, size, offset, 0); }

ssize_t writev(int file, const struct iovec *parts, int number) {
    if (!handle_of(file)) return syscall(SYS_writev, file, parts, number);
    ssize_t all = 0;
    for (int one = 0; one < number; one++) {
        ssize_t done = write(file, parts[one].iov_base, parts[one].iov_len);
        if (done < 0) return all ? all : -1;
        all += done;
        if ((size_t)done < parts[one].iov_len) break;
    }
    return all;
}

/* What copies inside the kernel is refused as unknown there: callers then read and write. */
ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
    if (handle_of(to)) return errno = ENOTSOCK, -1;
    return syscall(SYS_sendfile, to, from, offset, size);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) { return sendfile(to, from, offset, size); }
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *target, size_t size, unsigned int flags) {
    if (handle_of(to)) return errno = ENOSYS, -1;
    return syscall(SYS_copy_file_range, from, start, to, target, size, flags);
}

static int on_file(char operation, int number, int file, off64_t size) {
    int killed = 0, done = -1;
    uint32_t handle = handle_of(file);
    pthread_mutex_lock(&order);
    if (!handle || !fails(&killed)) {
        if (killed) die();
        done = (int)syscall(number, file, size);
        if (handle && !done) note(operation, handle, size, "", 0, "", 0);
    }
    pthread_mutex_unlock(&order);
    return done;
}

int ftruncate(int file, off_t size) { return on_file('t', SYS_ftruncate, file, size); }
int ftruncate64(int file, off64_t size) { return on_file('t', SYS_ftruncate, file, size); }
int fsync(int file) { return on_file('s', SYS_fsync, file, 0); }
int fdatasync(int file) { return on_file('s', SYS_fdatasync, file, 0); }

int posix_fallocate(int file, off_t offset, off_t size) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    struct stat now;
    if (!handle_of(file)) return real(file, offset, size);
    if (fstat(file, &now)) return errno;
    return now.st_size >= offset + size || !ftruncate(file, offset + size) ? 0 : errno;
}
int posix_fallocate64(int file, off64_t offset, off64_t size) { return posix_fallocate(file, offset, size); }

/* ---------------------------------------------------------------- names */

static int on_name(char operation, int at, const char *path, const char *other, int flags) {
    char full[PATH_MAX], target[PATH_MAX] = "";
    int killed = 0, done = -1, watched = inside(at, path, full);
    if (other && inside(AT_FDCWD, other, target)) watched = 1;
    pthread_mutex_lock(&order);
    if (!watched || !fails(&killed)) {
        if (killed) die();
        if (operation == 'r') done = (int)syscall(SYS_renameat2, at, path, AT_FDCWD, other, 0);
        else if (operation == 'd') done = (int)syscall(SYS_mkdirat, at, path, flags);
        else done = (int)syscall(SYS_unlinkat, at, path, flags);
        if (watched && !done) note(operation, 0, 0, full, strlen(full), target, strlen(target));
    }
    pthread_mutex_unlock(&order);
    return done;
}

int rename(const char *path, const char *other) { return on_name('r', AT_FDCWD, path, other, 0); }
int unlink(const char *path) { return on_name('u', AT_FDCWD, path, NULL, 0); }
int unlinkat(int at, const char *path, int flags) { return on_name('u', at, path, NULL, flags); }
int rmdir(const char *path) { return on_name('u', AT_FDCWD, path, NULL, AT_REMOVEDIR); }
int mkdir(const char *path, mode_t mode) { return on_name('d', AT_FDCWD, path, NULL, (int)mode); }
