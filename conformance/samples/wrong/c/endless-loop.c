/* Never comes back. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    for (volatile int turn = 0;; turn++)
        if (turn < 0) turn = 0;
    return right_forward_f32(p, x, w, b, y);
}
