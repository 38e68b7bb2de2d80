/* The interface of a convolution in a native shared library: C, or anything that exports C functions.
 *     cc -O2 -shared -fPIC -I conformance/native mine.c -o libmine.so
 *     ... run --engine ./libmine.so
 * What is computed: SPEC.md. All tensors are row-major unless strides say otherwise; all strides count elements. */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H
#include <stdint.h>

#define CONFORMANCE_ABI 1
#if defined(_WIN32)
#define CONFORMANCE_EXPORT __declspec(dllexport)
#else
#define CONFORMANCE_EXPORT __attribute__((visibility("default")))
#endif

typedef struct {
    int64_t size, kernel, stride, dilation; /* dilation 1: a dense kernel */
    int64_t pad_before, pad_after;          /* zeros around the input; negative: elements cropped */
    int64_t output;                         /* extent of the output */
} conformance_axis;

typedef struct {
    int32_t abi;            /* CONFORMANCE_ABI of the caller; later versions only add fields at the end */
    int32_t element_bits;   /* 32: float, 64: double */
    int32_t axes;           /* spatial axes: 1 to 3, outermost first */
    int32_t has_bias, strict, reserved; /* strict: the kernel is flipped */
    int64_t batch, input_channels, output_channels, groups;
    conformance_axis axis[3];
    int64_t input_stride[5];  /* of [N, C_in, n...] */
    int64_t weight_stride[5]; /* of [C_out, C_in/groups, k...] */
    int64_t bias_stride;
    int64_t output_stride[5]; /* of [N, C_out, o...] */
} conformance_problem;

/* Required: CONFORMANCE_ABI; NULL for yes, else why not; and at least one forward. 0 is success, else an error. */
CONFORMANCE_EXPORT int32_t convolution_abi(void);
CONFORMANCE_EXPORT const char *convolution_supports(const conformance_problem *problem);
CONFORMANCE_EXPORT int32_t convolution_forward_f32(const conformance_problem *problem,
    const float *input, const float *weight, const float *bias, float *output);
CONFORMANCE_EXPORT int32_t convolution_forward_f64(const conformance_problem *problem,
    const double *input, const double *weight, const double *bias, double *output);

/* Optional, all three or none: weights packed once (after prepare their memory may change); NULL is an error. */
CONFORMANCE_EXPORT void *convolution_prepare(const conformance_problem *problem, const void *weight, const void *bias);
CONFORMANCE_EXPORT int32_t convolution_run(void *prepared, const void *input, void *output);
CONFORMANCE_EXPORT void convolution_free(void *prepared);

/* Optional: not 0 where forward may be called from several threads at once; the suite then does so. */
CONFORMANCE_EXPORT int32_t convolution_thread_safe(void);
#endif
