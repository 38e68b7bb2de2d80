using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Conformance.Engines.OpenCv;

/// <summary>Tensors as matrices of OpenCV and back; views are copied.</summary>
internal static class MatTensor
{
    /// <summary>A matrix of as many dimensions as the view has.</summary>
    public static Mat ToMat(ReadOnlyTensorSpan<float> view)
    {
        int[] sizes = new int[view.Rank];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = checked((int)view.Lengths[i]);
        var mat = new Mat(sizes, MatType.CV_32FC1);
        Marshal.Copy(Dense(view), 0, mat.Data, (int)view.FlattenedLength);
        return mat;
    }

    /// <summary>Copies a matrix without gaps to a view with as many elements.</summary>
    /// <exception cref="InvalidOperationException">The matrix has another number of elements.</exception>
    public static void CopyTo(Mat mat, TensorSpan<float> view)
    {
        if (mat.Total() != view.FlattenedLength)
            throw new InvalidOperationException($"OpenCV gave {mat.Total()} elements for an output of {view.FlattenedLength}");
        var values = new float[view.FlattenedLength];
        Marshal.Copy(mat.Data, values, 0, values.Length);
        new ReadOnlyTensorSpan<float>(values, view.Lengths).CopyTo(view);
    }

    /// <summary>The elements in row-major order.</summary>
    public static float[] Dense(ReadOnlyTensorSpan<float> view)
    {
        var values = new float[view.FlattenedLength];
        if (values.Length > 0) view.FlattenTo(values);
        return values;
    }
}
