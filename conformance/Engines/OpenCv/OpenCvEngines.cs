using System.Collections.Immutable;
using Conformance.Catalog;

namespace Conformance.OpenCv;

/// <summary>The engines of OpenCV.</summary>
public static class OpenCvEngines
{
    /// <summary>All of them, whether or not the library loads on this machine.</summary>
    public static ImmutableArray<EngineEntry> All { get; } =
    [
        Dnn("opencv-dnn", "convolution layer of cv::dnn, Winograd off", AccuracyClass.Componentwise, winograd: false),
        Dnn("opencv-dnn-winograd", "convolution layer of cv::dnn; Winograd F(6×6, 3×3) for 3×3 kernels of stride 1",
            AccuracyClass.Normwise, winograd: true),
        Filter("opencv-filter2d", "cv::filter2D on one plane, summed directly", AccuracyClass.Componentwise, fourier: false),
        Filter("opencv-filter2d-dft", "cv::filter2D on one plane with a large kernel, by DFT", AccuracyClass.Normwise,
            fourier: true),
    ];

    private static EngineEntry Dnn(string name, string description, AccuracyClass accuracy, bool winograd) =>
        new(name, description, OpenCvLibrary.Origin, accuracy, OpenCvLibrary.Availability)
        {
            CreateF32 = settings => new DnnConvolution(name, winograd, settings.Threads),
        };

    private static EngineEntry Filter(string name, string description, AccuracyClass accuracy, bool fourier) =>
        new(name, description, OpenCvLibrary.Origin, accuracy, OpenCvLibrary.Availability)
        {
            CreateF32 = settings => new Filter2dConvolution<float>(name, fourier, settings.Threads),
            CreateF64 = settings => new Filter2dConvolution<double>(name, fourier, settings.Threads),
        };
}
