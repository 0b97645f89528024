using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>A representation whose vectors are kept for the tasks that follow.</summary>
internal sealed class KeptRepresentation(Representation representation, RecentlyUsed recent) : Representation
{
    public override string Name => representation.Name;

    public override string Title => representation.Title;

    public override bool IsSeeded => representation.IsSeeded;

    public override bool ReadsProfile => representation.ReadsProfile;

    public override bool Answers(View view) => representation.Answers(view);

    public override IReadOnlyList<MethodSettings> Candidates => representation.Candidates;

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var shown = ReadsProfile ? view : view with { HideProfile = false };
        return recent.GetOrAdd((Name, shown, settings.ToString(), IsSeeded ? seed : 0), () => representation.Vectors(shown, settings, seed, cancellationToken), f => f.Values?.Bytes ?? 0);
    }
}
