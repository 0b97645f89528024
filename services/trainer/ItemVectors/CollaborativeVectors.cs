using System.Numerics.Tensors;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Item vectors from what users act on together: information of co-occurrence, then its leading eigenvectors.</summary>
internal static class CollaborativeVectors
{
    /// <param name="countsAsLiking">By action; what pushes away (a skip) says nothing of what belongs together.</param>
    /// <returns>By the log's item; null for items too rare. All of one length, at most the dimension asked for.</returns>
    public static float[]?[] Learn(EventLog log, bool[] countsAsLiking, ItemVectorOptions options, ulong seed)
    {
        var counts = new int[log.Items.Length];
        for (var user = 0; user < log.Users.Length; user++)
        {
            foreach (ref readonly var e in log.Of(user))
            {
                if (e.Item >= 0 && countsAsLiking[e.Action])
                    counts[e.Item]++;
            }
        }
        var kept = Enumerable.Range(0, counts.Length).Where(i => counts[i] >= options.MinCount).ToArray();
        var number = new int[counts.Length];
        Array.Fill(number, -1);
        for (var k = 0; k < kept.Length; k++)
            number[kept[k]] = k;

        var matrix = Cooccurrence.Count(Sequences(log, countsAsLiking, number), kept.Length, options);
        PositiveInformation.Apply(matrix);
        var vectors = new float[]?[counts.Length];
        if (kept.Length == 0)
            return vectors;
        var (basis, values) = SymmetricSpectrum.Top(matrix, options.CollaborativeDimension, seed);
        var roots = values.Select(v => (float)Math.Sqrt(v)).ToArray();
        for (var k = 0; k < kept.Length; k++)
        {
            var vector = basis.AsSpan(k * roots.Length, roots.Length).ToArray();
            TensorPrimitives.Multiply(vector, roots, vector);
            vectors[kept[k]] = UnitLength(vector);
        }
        return vectors;
    }

    /// <summary>Length says how well known an item is, not what it is; pooling shall weigh by what the user did alone.</summary>
    /// <returns>Null for a vector of no length: an item that never occurs beside another.</returns>
    internal static float[]? UnitLength(float[] vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (!(length > 1e-6f))
            return null;
        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private static List<(int, long)[]> Sequences(EventLog log, bool[] countsAsLiking, int[] number)
    {
        var sequences = new List<(int, long)[]>();
        var sequence = new List<(int, long)>();
        for (var user = 0; user < log.Users.Length; user++)
        {
            sequence.Clear();
            foreach (ref readonly var e in log.Of(user))
            {
                // A repetition right after itself would only push the real neighbours out of reach.
                if (e.Item >= 0 && countsAsLiking[e.Action] && number[e.Item] is >= 0 and var item && (sequence.Count == 0 || sequence[^1].Item1 != item))
                    sequence.Add((item, e.At));
            }
            sequences.Add([.. sequence]);
        }
        return sequences;
    }
}
