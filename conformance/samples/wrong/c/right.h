/* The right sample under another name: each wrong one calls it, and does one thing wrong. */
#define convolution_forward_f32 right_forward_f32
#include "../../c/right.c"
#undef convolution_forward_f32

CONFORMANCE_EXPORT int32_t convolution_forward_f32(const conformance_problem *p, const float *x, const float *w, const float *b, float *y);

/* Elements of the weights. */
static inline int64_t weight_count(const conformance_problem *p) {
    int64_t count = p->output_channels * (p->input_channels / p->groups);
    for (int i = 0; i < p->axes; i++) count *= p->axis[i].kernel;
    return count;
}

/* Whether the weights are row-major, without gaps. */
static inline int is_dense(const conformance_problem *p) {
    return p->weight_stride[1 + p->axes] <= 1 && p->weight_stride[0] * p->output_channels <= weight_count(p);
}
