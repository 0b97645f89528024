using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Methods;

/// <summary>A way to answer tasks: a representation under a head, or a model of the task itself.</summary>
internal abstract class Method
{
    /// <summary>Short and stable: a key of settings files and tables, e.g. <c>pca</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a line of the report.</summary>
    public abstract string Title { get; }

    /// <summary>Whether another seed gives another result.</summary>
    public virtual bool IsSeeded => false;

    /// <summary>Whether it can answer the task at all, e.g. an average of onboarding items needs onboarding.</summary>
    public virtual bool Answers(EvaluationTask task) => true;

    /// <summary>What --tune tries, the default first; every method gets the same budget, so no list is longer than it.</summary>
    public abstract IReadOnlyList<MethodSettings> Candidates { get; }

    /// <summary>Learns from the labels of <paramref name="trainRows"/> alone and scores <paramref name="rows"/>: higher is likelier, one column per output of the task. Or says why it can't.</summary>
    /// <param name="trainRows">Rows of the task's population whose label is known for at least one output.</param>
    public abstract Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken);
}
