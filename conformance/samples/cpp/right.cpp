// A convolution in C++17 behind conformance.h: a right sample. It takes strides as they come, packs weights for prepare, keeps
// nothing between calls, and so says that threads may call it.
//     c++ -std=c++17 -O2 -shared -fPIC -I conformance/native conformance/samples/cpp/right.cpp -o libright.so
#include <array>
#include <memory>
#include <vector>

extern "C" {
#include "conformance.h"
}

namespace {

using Index = std::array<int64_t, 3>;

// The offset of a tap in the input, or -1 where it meets padding.
int64_t offset(const conformance_problem &p, const Index &out, const Index &tap) {
    int64_t at = 0;
    for (int i = 0; i < p.axes; i++) {
        const conformance_axis &a = p.axis[i];
        const int64_t from = out[i] * a.stride - a.pad_before + tap[i] * a.dilation;
        if (from < 0 || from >= a.size) return -1;
        at += from * p.input_stride[2 + i];
    }
    return at;
}

// Calls f for every index below the extents of one field of the axes; axes that are not there have extent 1.
template <typename F> void each(const conformance_problem &p, int64_t conformance_axis::*field, F f) {
    Index n{1, 1, 1};
    for (int i = 0; i < p.axes; i++) n[i] = p.axis[i].*field;
    for (int64_t i = 0; i < n[0]; i++)
        for (int64_t j = 0; j < n[1]; j++)
            for (int64_t k = 0; k < n[2]; k++) f(Index{i, j, k});
}

template <typename T> void forward(const conformance_problem &p, const T *x, const T *w, const T *b, T *y) {
    const int64_t inputs = p.input_channels / p.groups, outputs = p.output_channels / p.groups;
    for (int64_t n = 0; n < p.batch; n++)
        for (int64_t o = 0; o < p.output_channels; o++)
            each(p, &conformance_axis::output, [&](const Index &out) {
                T sum = p.has_bias ? b[o * p.bias_stride] : T(0);
                each(p, &conformance_axis::kernel, [&](const Index &tap) {
                    const int64_t from = offset(p, out, tap);
                    if (from < 0) return;
                    int64_t weight = o * p.weight_stride[0];
                    for (int i = 0; i < p.axes; i++) weight += (p.strict ? p.axis[i].kernel - 1 - tap[i] : tap[i]) * p.weight_stride[2 + i];
                    const T *from_channel = x + n * p.input_stride[0] + o / outputs * inputs * p.input_stride[1] + from;
                    for (int64_t c = 0; c < inputs; c++) sum += from_channel[c * p.input_stride[1]] * w[weight + c * p.weight_stride[1]];
                });
                int64_t to = n * p.output_stride[0] + o * p.output_stride[1];
                for (int i = 0; i < p.axes; i++) to += out[i] * p.output_stride[2 + i];
                y[to] = sum;
            });
}

struct Prepared {
    virtual ~Prepared() = default;
    virtual void run(const void *x, void *y) const = 0;
};

// Weights and bias copied: the caller may change its own afterwards. Prepared tensors are dense.
template <typename T> struct Packed final : Prepared {
    conformance_problem p;
    std::vector<T> w, b;

    Packed(const conformance_problem &problem, const T *weight, const T *bias) : p(problem) {
        int64_t taps = 1;
        for (int i = 0; i < p.axes; i++) taps *= p.axis[i].kernel;
        w.assign(weight, weight + p.output_channels * (p.input_channels / p.groups) * taps);
        if (p.has_bias) b.assign(bias, bias + p.output_channels);
    }
    void run(const void *x, void *y) const override { forward(p, static_cast<const T *>(x), w.data(), b.data(), static_cast<T *>(y)); }
};

} // namespace

extern "C" {
int32_t convolution_abi(void) { return CONFORMANCE_ABI; }
int32_t convolution_thread_safe(void) { return 1; }
const char *convolution_supports(const conformance_problem *p) { return p->axes <= 3 ? nullptr : "more than three spatial axes"; }

int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y) {
    return forward(*p, x, w, b, y), 0;
}
int32_t convolution_forward_f64(const conformance_problem *p, const double *x, const double *w, const double *b, double *y) {
    return forward(*p, x, w, b, y), 0;
}

void *convolution_prepare(const conformance_problem *p, const void *w, const void *b) {
    if (p->element_bits == 32) return static_cast<Prepared *>(new Packed<float>(*p, static_cast<const float *>(w), static_cast<const float *>(b)));
    return static_cast<Prepared *>(new Packed<double>(*p, static_cast<const double *>(w), static_cast<const double *>(b)));
}
int32_t convolution_run(void *prepared, const void *x, void *y) { return static_cast<Prepared *>(prepared)->run(x, y), 0; }
void convolution_free(void *prepared) { delete static_cast<Prepared *>(prepared); }
}
