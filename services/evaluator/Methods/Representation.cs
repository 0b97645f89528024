using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods;

/// <summary>One vector per sample, learnt without any task's labels and without test users.</summary>
internal abstract class Representation
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    public virtual bool IsSeeded => false;

    /// <summary>Whether hiding attributes makes a difference.</summary>
    public virtual bool ReadsProfile => true;

    public virtual bool Answers(View view) => true;

    /// <summary>Settings of the representation itself, the default first; the head's penalty is searched beside them.</summary>
    public virtual IReadOnlyList<MethodSettings> Candidates => [MethodSettings.None];

    /// <summary>One row per sample of the view's population, or why there are none.</summary>
    public abstract Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken);
}
