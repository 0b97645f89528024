using UserRep.Trainer.Networks;

namespace UserRep.Trainer.WarmStart;

/// <summary>Carries over what a parent predicts the future with.</summary>
/// <param name="keys">Of the new network's targets, see <see cref="FutureKeys"/>.</param>
internal sealed class WarmHead(ParentBundle parent, IReadOnlyList<string> keys)
{
    private readonly int[] _from = [.. keys.Select(key => key.Length == 0 ? -1 : parent.FutureKeys.IndexOf(key))];

    /// <summary>Sets the weights of each target that the parent knows too; any other keeps its random start.</summary>
    /// <returns>What to say of it after the features that the parent knows.</returns>
    public string Apply(WeightSet weights)
    {
        if (parent.FutureKeys.Length == 0)
            return "; it has no head for the future, so that starts anew";
        var own = weights.Parameters.Where(p => p.Name.StartsWith(AutoencoderGraph.FutureHead, StringComparison.Ordinal)).ToArray();
        if (!own.Select(p => p.Name).Order().SequenceEqual(parent.FutureNames.Order()) || own.Any(p => !parent.Weights[p.Name].Dims.SequenceEqual(Expected(p))))
            return "; its head for the future has other layers, so that starts anew";
        foreach (var parameter in own)
        {
            var known = ParentBundle.Values(parent.Weights[parameter.Name]);
            if (IsOutput(parameter))
                InheritedColumns.Copy(known, parent.FutureKeys.Length, weights[parameter.Name], _from);
            else
                known.CopyTo(weights[parameter.Name]);
        }
        return $" and {_from.Count(f => f >= 0)} of {_from.Length} future targets";
    }

    private static bool IsOutput(Parameter parameter) => parameter.Name.StartsWith(AutoencoderGraph.FutureOutputLayer + ".", StringComparison.Ordinal);

    /// <summary>Of the side that faces the targets, the width may differ.</summary>
    private long[] Expected(Parameter parameter) => IsOutput(parameter) ? [.. parameter.Shape[..^1], parent.FutureKeys.Length] : parameter.Shape;
}
