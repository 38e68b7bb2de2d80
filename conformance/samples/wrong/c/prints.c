/* Right, but it prints: what it prints must not reach the pipe of the suite. */
#include "right.h"
#include <stdio.h>

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    puts("computing");
    fflush(stdout);
    return right_forward_f32(p, x, w, b, y);
}
