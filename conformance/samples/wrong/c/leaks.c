/* Right results, but each call keeps a gibibyte. */
#include "right.h"

void *kept[64];

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    static int calls;
    size_t gibibyte = (size_t)1 << 30;
    void *memory = malloc(gibibyte);
    if (memory) kept[calls++ % 64] = memset(memory, 1, gibibyte);
    return right_forward_f32(p, x, w, b, y);
}
