using Microsoft.ML.OnnxRuntime;

namespace Conformance.OnnxRuntime;

/// <summary>How a session is made.</summary>
/// <param name="Optimized">
/// True for every optimisation and the weights stored in the model, as in production, where ONNX Runtime packs weights
/// and may choose a blocked layout; false for none and the weights supplied with each run.
/// </param>
/// <param name="Threads">Threads within one operator.</param>
internal sealed record OrtSettings(bool Optimized, int Threads)
{
    /// <summary>The options of a session.</summary>
    public SessionOptions Options()
    {
        // A refused model is told to the caller as an exception; the library would write it to stderr as well.
        OrtEnv.Instance().EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        return new SessionOptions
        {
            GraphOptimizationLevel = Optimized
                ? GraphOptimizationLevel.ORT_ENABLE_ALL
                : GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
    }
}
