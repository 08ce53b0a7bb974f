/* Stands between a program and the C library, and records or disturbs what it does to the disk.
 *
 * FAULTS_ROOT   only files below this folder are looked at
 * FAULTS_LOG    every change is written here: see `record` for the form
 * FAULTS_FAIL   N:ERRNO, the Nth change, and all of its kind on that file after it, fails
 * FAULTS_KILL   N, the process is killed before the Nth change
 * FAULTS_COUNT  how many changes there were is written here when the process ends
 *
 * A change is a write, a sync, a truncation, a rename, an unlink, a folder made, or an opening for writing.
 */
#define _GNU_SOURCE
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
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static int log_fd = -1;
static long counted, fail_at, kill_at;
static int fail_with;

__attribute__((constructor)) static void begin(void) {
    root = getenv("FAULTS_ROOT");
    const char *path = getenv("FAULTS_LOG");
    if (path) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    const char *fail = getenv("FAULTS_FAIL");
    if (fail) sscanf(fail, "%ld:%d", &fail_at, &fail_with);
    const char *killed = getenv("FAULTS_KILL");
    if (killed) kill_at = atol(killed);
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULTS_COUNT");
    if (!path) return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_TRUNC | O_CREAT, 0600);
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", counted);
    if (fd >= 0 && syscall(SYS_write, fd, text, length) == length) syscall(SYS_close, fd);
}

/* Whether a path lies below the folder that is looked at; written out whole. */
static int ours(int folder, const char *path, char whole[PATH_MAX]) {
    if (!root || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    size_t length = strlen(root);
    return strncmp(whole, root, length) == 0 && (whole[length] == '/' || whole[length] == 0);
}

static int ours_fd(int fd, char whole[PATH_MAX]) {
    if (!root || fd < 0 || fd == log_fd) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, whole, PATH_MAX - 1);
    if (length < 0) return 0;
    whole[length] = 0;
    char again[PATH_MAX];
    /* A pipe has no place. */
    return whole[0] == '/' && ours(AT_FDCWD, whole, again);
}

static int is_index(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

/* A kind, the file's device-wide number, an offset, a length; two paths, each with its length before it; the bytes. */
static void record(char kind, uint64_t inode, uint64_t offset, const char *path, const char *other, const void *bytes,
                   uint64_t length) {
    if (log_fd < 0) return;
    uint64_t head[5] = {inode, offset, length, path ? strlen(path) : 0, other ? strlen(other) : 0};
    struct iovec parts[5] = {{&kind, 1}, {head, sizeof head}, {(void *)path, head[3]}, {(void *)other, head[4]}, {(void *)bytes, bytes ? length : 0}};
    syscall(SYS_writev, log_fd, parts, 5);
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? (uint64_t)found.st_ino : 0;
}

static uint64_t inode_at(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0 ? (uint64_t)found.st_ino : 0;
}

/* Counts a change; 1 where it is to fail. Called with the lock held. */
static int disturbed(void) {
    counted++;
    if (kill_at && counted == kill_at) kill(getpid(), SIGKILL);
    if (fail_at && counted == fail_at) {
        errno = fail_with;
        return 1;
    }
    return 0;
}

#define LOCK pthread_mutex_lock(&one_at_a_time)
#define UNLOCK(result) \
    int kept_errno = errno; \
    pthread_mutex_unlock(&one_at_a_time); \
    errno = kept_errno; \
    return result

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    int changes = (flags & (O_CREAT | O_TRUNC)) && ours(folder, path, whole);
    if (!changes) return (int)syscall(SYS_openat, folder, path, flags, mode);
    LOCK;
    int result = -1;
    if (!disturbed()) {
        uint64_t before = inode_at(whole);
        result = (int)syscall(SYS_openat, folder, path, flags, mode);
        if (result >= 0 && before == 0) record('C', inode_of(result), 0, whole, 0, 0, 0);
        else if (result >= 0 && (flags & O_TRUNC)) record('T', inode_of(result), 0, 0, 0, 0, 0);
    }
    UNLOCK(result);
}

#define OPEN(name, arguments, folder, path) \
    int name arguments { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list more; \
            va_start(more, flags); \
            mode = va_arg(more, mode_t); \
            va_end(more); \
        } \
        return opened(folder, path, flags, mode); \
    }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path)
OPEN(openat, (int folder, const char *path, int flags, ...), folder, path)
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, path)

static ssize_t written(int fd, const void *bytes, size_t length, off_t offset, int at_offset) {
    char whole[PATH_MAX];
    /* The index of the log is made anew after a cut. */
    if (!ours_fd(fd, whole) || is_index(whole))
        return at_offset ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    LOCK;
    ssize_t result = -1;
    if (!disturbed()) {
        if (!at_offset) offset = lseek(fd, 0, SEEK_CUR);
        result = at_offset ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
        if (result > 0) record('W', inode_of(fd), (uint64_t)offset, 0, 0, bytes, (uint64_t)result);
    }
    UNLOCK(result);
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return written(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return written(fd, bytes, length, offset, 1); }

/* Copied in ways that can be seen here: by reading and writing. */
ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t length, unsigned flags) {
    (void)in, (void)in_at, (void)out, (void)out_at, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *offset, size_t length) {
    (void)out, (void)in, (void)offset, (void)length;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) { return sendfile(out, in, (off_t *)offset, length); }

#define SYNC(name, number) \
    int name(int fd) { \
        char whole[PATH_MAX]; \
        if (!ours_fd(fd, whole)) return (int)syscall(number, fd); \
        LOCK; \
        int result = -1; \
        if (!disturbed()) { \
            /* Nothing is gained by waiting for the disk that is there. */ \
            result = 0; \
            record('S', inode_of(fd), 0, whole, 0, 0, 0); \
        } \
        UNLOCK(result); \
    }
SYNC(fsync, SYS_fsync)
SYNC(fdatasync, SYS_fdatasync)

#define TRUNCATE(name, type) \
    int name(int fd, type length) { \
        char whole[PATH_MAX]; \
        if (!ours_fd(fd, whole)) return (int)syscall(SYS_ftruncate, fd, length); \
        LOCK; \
        int result = -1; \
        if (!disturbed()) { \
            result = (int)syscall(SYS_ftruncate, fd, length); \
            if (result == 0) record('T', inode_of(fd), (uint64_t)length, 0, 0, 0, 0); \
        } \
        UNLOCK(result); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

static int renamed(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char one[PATH_MAX], other[PATH_MAX];
    int is_ours = ours(from_folder, from, one) & ours(to_folder, to, other);
    if (!is_ours) return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    LOCK;
    int result = -1;
    if (!disturbed()) {
        result = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
        if (result == 0) record('R', inode_at(other), 0, one, other, 0, 0);
    }
    UNLOCK(result);
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_folder, const char *from, int to_folder, const char *to) { return renamed(from_folder, from, to_folder, to, 0); }
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    return renamed(from_folder, from, to_folder, to, flags);
}

static int unlinked(int folder, const char *path, int flags) {
    char whole[PATH_MAX];
    if (!ours(folder, path, whole)) return (int)syscall(SYS_unlinkat, folder, path, flags);
    LOCK;
    int result = -1;
    if (!disturbed()) {
        result = (int)syscall(SYS_unlinkat, folder, path, flags);
        if (result == 0) record('U', 0, 0, whole, 0, 0, 0);
    }
    UNLOCK(result);
}
int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return unlinked(folder, path, flags); }

int mkdir(const char *path, mode_t mode) {
    char whole[PATH_MAX];
    if (!ours(AT_FDCWD, path, whole)) return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    LOCK;
    int result = -1;
    if (!disturbed()) {
        result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
        if (result == 0) record('D', inode_at(whole), 0, whole, 0, 0, 0);
    }
    UNLOCK(result);
}
