using System.Runtime.InteropServices;

namespace UserRep.Evaluator.Methods.Trees.LightGbm;

internal sealed class DatasetHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeApi.LGBM_DatasetFree(handle) == 0;
}
