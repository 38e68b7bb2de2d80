/* Claims support, and then returns an error. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    (void)p, (void)x, (void)w, (void)b, (void)y;
    return 7;
}
