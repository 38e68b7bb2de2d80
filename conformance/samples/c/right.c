/* A convolution as its formula says, over any strides: the right sample.
 *     cc -O2 -shared -fPIC -I conformance/native conformance/samples/c/right.c -o libright.so */
#include "conformance.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

int32_t convolution_abi(void) { return CONFORMANCE_ABI; }

const char *convolution_supports(const conformance_problem *p) {
    return p->axes <= 3 ? NULL : "more than three spatial axes";
}

/* One output element: the sum over the channels of its group and all taps that meet the input. */
#define DEFINE_FORWARD(NAME, T)                                                                               \
    static T NAME##_element(const conformance_problem *p, const T *x, const T *w, int64_t group, const int64_t *at) { \
        const conformance_axis *a = p->axis;                                                                  \
        int64_t channels = p->input_channels / p->groups, k[3], taps[3] = {1, 1, 1};                          \
        for (int i = 0; i < p->axes; i++) taps[i] = a[i].kernel;                                              \
        T sum = 0;                                                                                            \
        for (int64_t c = 0; c < channels; c++)                                                                \
            for (k[0] = 0; k[0] < taps[0]; k[0]++)                                                            \
                for (k[1] = 0; k[1] < taps[1]; k[1]++)                                                        \
                    for (k[2] = 0; k[2] < taps[2]; k[2]++) {                                                  \
                        int64_t xi = (group * channels + c) * p->input_stride[1], wi = c * p->weight_stride[1]; \
                        int inside = 1;                                                                       \
                        for (int i = 0; i < p->axes; i++) {                                                   \
                            int64_t from = at[i] * a[i].stride - a[i].pad_before + k[i] * a[i].dilation;      \
                            int64_t tap = p->strict ? a[i].kernel - 1 - k[i] : k[i];                          \
                            inside &= from >= 0 && from < a[i].size;                                          \
                            xi += from * p->input_stride[2 + i];                                              \
                            wi += tap * p->weight_stride[2 + i];                                              \
                        }                                                                                     \
                        if (inside) sum += x[xi] * w[wi];                                                     \
                    }                                                                                         \
        return sum;                                                                                           \
    }                                                                                                         \
    int32_t convolution_forward_##NAME(const conformance_problem *p, const T *x, const T *w, const T *b, T *y) { \
        int64_t per_group = p->output_channels / p->groups, at[3], extent[3] = {1, 1, 1};                     \
        for (int i = 0; i < p->axes; i++) extent[i] = p->axis[i].output;                                      \
        for (int64_t n = 0; n < p->batch; n++)                                                                \
            for (int64_t o = 0; o < p->output_channels; o++)                                                  \
                for (at[0] = 0; at[0] < extent[0]; at[0]++)                                                   \
                    for (at[1] = 0; at[1] < extent[1]; at[1]++)                                               \
                        for (at[2] = 0; at[2] < extent[2]; at[2]++) {                                         \
                            int64_t yi = n * p->output_stride[0] + o * p->output_stride[1];                   \
                            for (int i = 0; i < p->axes; i++) yi += at[i] * p->output_stride[2 + i];          \
                            T sum = NAME##_element(p, x + n * p->input_stride[0], w + o * p->weight_stride[0], o / per_group, at); \
                            y[yi] = sum + (p->has_bias ? b[o * p->bias_stride] : 0);                          \
                        }                                                                                     \
        return 0;                                                                                             \
    }

DEFINE_FORWARD(f32, float)
DEFINE_FORWARD(f64, double)

/* Weights "packed": a copy, with dense strides as prepare and run promise. */
typedef struct { conformance_problem problem; void *weight, *bias; } packed;

static void *copy(const void *from, size_t bytes) {
    void *to = malloc(bytes ? bytes : 1);
    return to && bytes ? memcpy(to, from, bytes) : to;
}

void *convolution_prepare(const conformance_problem *p, const void *weight, const void *bias) {
    packed *q = malloc(sizeof *q);
    size_t count = (size_t)(p->output_channels * (p->input_channels / p->groups)), size = (size_t)p->element_bits / 8;
    for (int i = 0; i < p->axes; i++) count *= (size_t)p->axis[i].kernel;
    q->problem = *p;
    q->weight = copy(weight, count * size);
    q->bias = p->has_bias ? copy(bias, (size_t)p->output_channels * size) : NULL;
    return q;
}

int32_t convolution_run(void *prepared, const void *input, void *output) {
    packed *q = prepared;
    return q->problem.element_bits == 32
        ? convolution_forward_f32(&q->problem, input, q->weight, q->bias, output)
        : convolution_forward_f64(&q->problem, input, q->weight, q->bias, output);
}

void convolution_free(void *prepared) {
    packed *q = prepared;
    free(q->weight);
    free(q->bias);
    free(q);
}
