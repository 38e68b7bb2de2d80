/* Another answer each time. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    int32_t error = right_forward_f32(p, x, w, b, y);
    y[0] = (float)rand();
    return error;
}
