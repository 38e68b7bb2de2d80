/* Right results, but something is written to the pipe that the suite reads: the one whose other end the parent has. */
#include "right.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the parent can read from the pipe behind a file of ours. */
static int is_read_by_parent(ino_t pipe) {
    char folder[64], path[400], line[64];
    snprintf(folder, sizeof folder, "/proc/%d/fd", (int)getppid());
    DIR *files = opendir(folder);
    int found = 0;
    for (struct dirent *entry; files && !found && (entry = readdir(files));) {
        struct stat state;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &state) != 0 || !S_ISFIFO(state.st_mode) || state.st_ino != pipe) continue;
        snprintf(path, sizeof path, "/proc/%d/fdinfo/%s", (int)getppid(), entry->d_name);
        FILE *info = fopen(path, "r");
        while (info && fgets(line, sizeof line, info)) {
            unsigned flags;
            if (sscanf(line, "flags: %o", &flags) == 1) found = (flags & O_ACCMODE) == O_RDONLY;
        }
        if (info) fclose(info);
    }
    if (files) closedir(files);
    return found;
}

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    struct stat state;
    for (int file = 3; file < 256; file++) {
        if (fstat(file, &state) != 0 || !S_ISFIFO(state.st_mode) || (fcntl(file, F_GETFL) & O_ACCMODE) != O_WRONLY) continue;
        if (is_read_by_parent(state.st_ino) && write(file, "Loading kernels ...\n", 20) == 20) break;
    }
    return right_forward_f32(p, x, w, b, y);
}
