using Conformance.Catalog;
using OpenCvSharp;

namespace Conformance.Engines.OpenCv;

/// <summary>OpenCV: the convolution layer of its dnn module, and its image filter.</summary>
public static class OpenCvEngines
{
    /// <summary>The engines.</summary>
    public static IReadOnlyList<EngineEntry> All { get; } = List();

    private static IReadOnlyList<EngineEntry> List()
    {
        string version = "";
        Availability availability = Availability.Probe(Load, "apt-get install --no-install-recommends libgtk-3-0");
        string origin = $"OpenCV {version}, package OpenCvSharp4";
        return
        [
            new("opencv-dnn", $"{origin}, cv::dnn", Accuracy.Normwise, availability, () => new DnnConvolution(), null),
            new("opencv-filter2d", $"{origin}, filter2D", Accuracy.Normwise, availability, () => new Filter2DConvolution(), null),
        ];

        void Load()
        {
            version = Cv2.GetVersionString() ?? "";
            Cv2.SetNumThreads(1);
        }
    }
}
