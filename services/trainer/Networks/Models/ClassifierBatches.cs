using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Networks.Models;

/// <summary>Some of the rows with their labels.</summary>
/// <param name="labels">[rows, outputs]</param>
internal sealed class ClassifierBatches(ClassifierInputs inputs, ReadOnlyMemory<float> labels, int outputs, Standardiser standardiser, int[] which, bool masked) : IBatchSource
{
    public const string LabelInput = "labels";
    public const string MaskInput = "label_mask";

    public int Count => which.Length;

    public void Fill(BoundRun run, ReadOnlySpan<int> rows, int epoch, int step)
    {
        Span<int> numbers = stackalloc int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            numbers[i] = which[rows[i]];
        inputs.Fill(run, numbers, standardiser);
        var targets = run[LabelInput];
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var k = 0; k < outputs; k++)
            {
                var label = labels.Span[numbers[i] * outputs + k];
                var known = !float.IsNaN(label);
                targets[i * outputs + k] = known ? label : 0;
                if (masked)
                    run[MaskInput][i * outputs + k] = known ? 1 : 0;
            }
        }
    }
}
