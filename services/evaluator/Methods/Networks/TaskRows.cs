using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>A task in the words of the network models.</summary>
internal static class TaskRows
{
    public static DenseRows Dense(this Matrix matrix) => new(matrix.Values, matrix.Width);

    public static LabelKind LabelKind(this EvaluationTask task) => task.Kind == TaskKind.Classes ? Trainer.Networks.Models.LabelKind.Classes : Trainer.Networks.Models.LabelKind.Independent;

    /// <summary>By row, a number of its person: whom early stopping judges by, training must not have seen.</summary>
    public static int[] Groups(this EvaluationTask task, EvaluationData data, int[] rows) =>
        [.. rows.Select(r => (int)(StableHash.Of(data.Persons[task.View.Population.Samples[r].User]) & int.MaxValue))];
}
