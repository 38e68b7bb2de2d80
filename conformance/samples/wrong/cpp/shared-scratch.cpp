// Says that threads may call it, and stages the input in memory that all calls share: right alone, wrong at the same time.
#include <cstdint>
#include <thread>

extern "C" {
#include "conformance.h"
}

namespace {
float scratch[1 << 16];
}

extern "C" {
int32_t convolution_abi(void) { return CONFORMANCE_ABI; }
int32_t convolution_thread_safe(void) { return 1; }

// One axis, one channel, nothing but a kernel: the fault is not in the arithmetic.
const char *convolution_supports(const conformance_problem *p) {
    const bool simple = p->axes == 1 && p->input_channels == 1 && p->output_channels == 1 && !p->has_bias && !p->strict
        && p->axis[0].stride == 1 && p->axis[0].dilation == 1 && p->axis[0].pad_before == 0 && p->axis[0].pad_after == 0
        && p->batch * p->axis[0].size <= (1 << 16) && p->input_stride[2] == 1 && p->weight_stride[2] == 1 && p->output_stride[2] == 1;
    return simple ? nullptr : "one axis, one channel, nothing else";
}

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *, float *y) {
    const int64_t size = p->axis[0].size, outputs = p->axis[0].output, kernel = p->axis[0].kernel;
    for (int64_t n = 0; n < p->batch; n++) {
        for (int64_t i = 0; i < size; i++) scratch[i] = x[n * p->input_stride[0] + i];
        std::this_thread::yield();
        for (int64_t o = 0; o < outputs; o++) {
            float sum = 0;
            for (int64_t k = 0; k < kernel; k++) sum += scratch[o + k] * w[k];
            y[n * p->output_stride[0] + o] = sum;
        }
    }
    return 0;
}
}
