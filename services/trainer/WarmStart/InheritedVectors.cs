using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using UserRep.Features.Schema;
using UserRep.Trainer.ItemVectors;

namespace UserRep.Trainer.WarmStart;

/// <summary>
/// Item vectors that mean what the parent's mean. Vectors learnt anew have a basis of their own, so weights trained on the parent's can't read
/// them: items that the parent knows keep its vectors, and new ones are mapped into its space by least squares over the items that both have.
/// </summary>
internal static class InheritedVectors
{
    // Against directions that few common items span; as a share of the mean square of the learnt vectors' values.
    private const double Ridge = 1e-3;

    // Files may have been through text.
    private const float SameValue = 1e-4f;

    /// <param name="given">Modalities of files: they are never changed.</param>
    /// <param name="comparable">Modalities whose vectors mean what the parent's mean.</param>
    /// <param name="notes">What was done, for people.</param>
    public static LearntItems Of(LearntItems learnt, ParentBundle parent, IReadOnlySet<string> given, ISet<string> comparable, ICollection<string> notes)
    {
        return new LearntItems([.. learnt.ByModality.Select(One)]);

        ModalityVectors One(ModalityVectors own)
        {
            if (parent.Vectors(own.Name) is not { } known)
                return own;
            var common = own.Vectors.Keys.Where(known.Vectors.ContainsKey).Order(StringComparer.Ordinal).ToArray();
            if (given.Contains(own.Name))
            {
                if (own.Dimension == known.Dimension && common.All(id => TensorPrimitives.Distance<float>(own.Vectors[id], known.Vectors[id]) <= SameValue))
                    comparable.Add(own.Name);
                else
                    notes.Add($"item vectors {own.Name}: the file's are not the parent's, so their part of the weights starts anew");
                return own;
            }
            comparable.Add(own.Name);
            var vectors = new Dictionary<string, float[]>(known.Vectors);
            var added = own.Vectors.Where(v => !known.Vectors.ContainsKey(v.Key)).ToArray();
            // Fewer common items than dimensions leave the map open.
            if (common.Length >= own.Dimension)
                FoldIn(own, known, common, added, vectors);
            notes.Add($"item vectors {own.Name}: {known.Vectors.Count} of the parent kept, {vectors.Count - known.Vectors.Count} of {added.Length} new ones mapped into its space");
            return known with { Vectors = vectors };
        }
    }

    private static void FoldIn(ModalityVectors own, ModalityVectors known, string[] common, KeyValuePair<string, float[]>[] added, Dictionary<string, float[]> into)
    {
        var from = Matrix<double>.Build.Dense(common.Length, own.Dimension, (r, c) => own.Vectors[common[r]][c]);
        var to = Matrix<double>.Build.Dense(common.Length, known.Dimension, (r, c) => known.Vectors[common[r]][c]);
        var gram = from.TransposeThisAndMultiply(from);
        var ridge = Ridge * Math.Max(gram.Trace() / own.Dimension, 1e-12);
        var map = (gram + Matrix<double>.Build.DiagonalIdentity(own.Dimension) * ridge).Cholesky().Solve(from.TransposeThisAndMultiply(to));
        foreach (var (id, vector) in added)
        {
            var mapped = (Vector<double>.Build.Dense(own.Dimension, i => vector[i]) * map).Select(v => (float)v).ToArray();
            if ((known.Pooling == Pooling.LogSum ? Whole(mapped) : CollaborativeVectors.UnitLength(mapped)) is { } usable)
                into[id] = usable;
        }
    }

    /// <summary>What is summed is counted: an item is of a category or not, and a trace of one would make it look used.</summary>
    private static float[]? Whole(float[] mapped)
    {
        TensorPrimitives.Round<float>(mapped, mapped);
        return mapped.AsSpan().ContainsAnyExcept(0) ? mapped : null;
    }
}
