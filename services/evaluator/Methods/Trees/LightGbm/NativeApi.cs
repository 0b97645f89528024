using System.Runtime.InteropServices;

namespace UserRep.Evaluator.Methods.Trees.LightGbm;

/// <summary>
/// The part of LightGBM's C API (c_api.h) that boosting needs. Called directly, since ML.NET's trainer lets one model train
/// at a time and bins the same rows anew for each output. Every function but LGBM_GetLastError returns 0, or -1 on failure.
/// </summary>
internal static class NativeApi
{
    public const int Float32 = 0;
    public const int RawScore = 1;

    private const string Library = "lib_lightgbm";

    /// <summary>On Linux the library needs OpenMP's runtime, libgomp.so.1, which small images lack.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, typeof(NativeApi).Assembly, null, out _);

    /// <exception cref="InvalidOperationException">The call failed: a bug of ours, as inputs are checked before.</exception>
    public static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8(LGBM_GetLastError())}");
    }

    [DllImport(Library)]
    public static extern IntPtr LGBM_GetLastError();

    [DllImport(Library)]
    public static extern int LGBM_DatasetCreateFromMat(float[] data, int type, int rows, int columns, int isRowMajor, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, IntPtr reference, out DatasetHandle dataset);

    [DllImport(Library)]
    public static extern int LGBM_DatasetGetSubset(DatasetHandle full, int[] rows, int count, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out DatasetHandle subset);

    [DllImport(Library)]
    public static extern int LGBM_DatasetSetField(DatasetHandle dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string field, float[] values, int count, int type);

    [DllImport(Library)]
    public static extern int LGBM_DatasetFree(IntPtr dataset);

    [DllImport(Library)]
    public static extern int LGBM_BoosterCreate(DatasetHandle training, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out BoosterHandle booster);

    [DllImport(Library)]
    public static extern int LGBM_BoosterAddValidData(BoosterHandle booster, DatasetHandle heldOut);

    [DllImport(Library)]
    public static extern int LGBM_BoosterUpdateOneIter(BoosterHandle booster, out int isFinished);

    [DllImport(Library)]
    public static extern int LGBM_BoosterGetEval(BoosterHandle booster, int dataset, out int count, double[] results);

    [DllImport(Library)]
    public static extern int LGBM_BoosterPredictForMat(
        BoosterHandle booster, float[] data, int type, int rows, int columns, int isRowMajor, int kind, int firstTree, int trees,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out long count, double[] results);

    [DllImport(Library)]
    public static extern int LGBM_BoosterFree(IntPtr booster);
}
