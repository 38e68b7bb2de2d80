/* Right results, but one element past the end of the weights is read, as an unrolled loop does. */
#include "right.h"

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    if (is_dense(p)) {
        volatile float next = w[weight_count(p)];
        (void)next;
    }
    return right_forward_f32(p, x, w, b, y);
}
