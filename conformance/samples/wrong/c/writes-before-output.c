/* Right results, but one element before the output is written. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    y[-1] = 0;
    return right_forward_f32(p, x, w, b, y);
}
