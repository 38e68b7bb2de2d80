/* Writes where there is no memory. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    volatile float *nowhere = (volatile float *)(uintptr_t)0xdead0000u;
    *nowhere = 1;
    return right_forward_f32(p, x, w, b, y);
}
