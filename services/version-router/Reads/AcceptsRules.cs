using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Reads;

internal static class AcceptsRules
{
    /// <summary>As of every pinned call: the versions that the caller has heads for.</summary>
    public static void Versions<T>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, IReadOnlyList<string>?>> accepts)
    {
        validator.RuleFor(accepts).Must(a => a is null or { Count: >= 1 and <= 100 }).WithMessage("'Accepts' must have 1 to 100 entries, or be left out.");
        validator.RuleFor(accepts).Custom((versions, context) =>
        {
            for (var i = 0; i < versions?.Count; i++)
            {
                if (!EncoderVersion.TryParse(versions[i], out _))
                    context.AddFailure($"{context.PropertyPath}[{i}]", $"'{versions[i]}' is not a version: write representation@v1 (or v1).");
            }
        });
    }

    /// <summary>Ids, each once.</summary>
    public static void Ids<T>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, IReadOnlyList<string>?>> ids, string name, int most)
    {
        validator.RuleFor(ids)
            .Must(list => list is null || (list.Count >= 1 && list.Count <= most)).WithMessage($"'{name}' must have 1 to {most} entries.")
            .Must(list => list is null || list.All(id => id is { Length: >= 1 and <= 256 } && !string.IsNullOrWhiteSpace(id))).WithMessage($"'{name}' must each have 1 to 256 characters, not all blank.")
            .Must(list => list is null || list.Distinct().Count() == list.Count).WithMessage($"'{name}' must not repeat one.");
    }
}
