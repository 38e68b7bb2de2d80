using Conformance.Spec;

namespace Conformance.Oracle;

/// <summary>One output element: where its group of the input, its kernel and it itself begin, and its terms.</summary>
/// <param name="Window">The terms; shared by all elements at the same position.</param>
/// <param name="OutputChannel">The output channel, counted over all groups.</param>
/// <param name="Input">Start of the group's channels in X: [N, C_in, n…].</param>
/// <param name="Weight">Start of the channel's kernel in W: [C_out, C_in/g, k…].</param>
/// <param name="Output">The element in Y: [N, C_out, o…].</param>
internal readonly record struct WindowVisit(WindowTable Window, int OutputChannel, int Input, int Weight, int Output)
{
    /// <summary>Some output elements.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="outputs">Their places in Y: [N, C_out, o…].</param>
    public static IEnumerable<WindowVisit> At(ConvolutionProblem problem, IEnumerable<int> outputs)
    {
        int positions = (int)(problem.OutputCount / (problem.Batch * problem.OutputChannels));
        int groupInput = (int)(problem.InputCount / (problem.Batch * problem.Groups));
        var window = new WindowTable(problem);
        foreach (int output in outputs)
        {
            var (plane, position) = Math.DivRem(output, positions);
            var (item, channel) = Math.DivRem(plane, (int)problem.OutputChannels);
            window.MoveTo(position);
            int group = channel / (int)problem.OutputChannelsPerGroup;
            yield return new WindowVisit(window, channel,
                Input: (item * (int)problem.Groups + group) * groupInput, Weight: channel * (int)problem.WindowTerms, Output: output);
        }
    }

    /// <summary>Every output element, position by position, since all of a position share one table.</summary>
    public static IEnumerable<WindowVisit> All(ConvolutionProblem problem)
    {
        if (problem.OutputCount == 0) yield break;
        int positions = (int)(problem.OutputCount / (problem.Batch * problem.OutputChannels));
        int groupInput = (int)(problem.InputCount / (problem.Batch * problem.Groups));
        int kernel = (int)problem.WindowTerms;
        var window = new WindowTable(problem);
        for (int position = 0; position < positions; position++)
        {
            window.MoveTo(position);
            for (int item = 0; item < problem.Batch; item++)
            {
                for (int channel = 0; channel < problem.OutputChannels; channel++)
                {
                    int group = channel / (int)problem.OutputChannelsPerGroup;
                    yield return new WindowVisit(
                        window, channel,
                        Input: (item * (int)problem.Groups + group) * groupInput,
                        Weight: channel * kernel,
                        Output: (item * (int)problem.OutputChannels + channel) * positions + position);
                }
            }
        }
    }
}
