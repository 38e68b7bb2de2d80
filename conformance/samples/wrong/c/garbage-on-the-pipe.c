/* Right results, but something is written to the last pipe that is open: the one of the suite. */
#include "right.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    struct stat state;
    for (int file = 255; file > 2; file--) {
        if (fstat(file, &state) != 0 || !S_ISFIFO(state.st_mode) || (fcntl(file, F_GETFL) & O_ACCMODE) != O_WRONLY) continue;
        if (write(file, "Loading kernels ...\n", 20) == 20) break;
    }
    return right_forward_f32(p, x, w, b, y);
}
