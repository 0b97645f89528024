using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Canaries;

internal sealed class CanaryListValidator : AbstractValidator<CanaryList>
{
    private const int MaxCanaries = 10;

    public CanaryListValidator()
    {
        RuleFor(l => l.Canaries).NotNull().WithMessage("'Canaries' must be a list; an empty one ends all.");
        RuleFor(l => l.Canaries).Must(c => c is null or { Count: <= MaxCanaries }).WithMessage($"'Canaries' must have at most {MaxCanaries} entries.");
        RuleForEach(l => l.Canaries).NotNull().ChildRules(canary =>
        {
            canary.RuleFor(c => c.Version).Must(v => EncoderVersion.TryParse(v, out _)).WithMessage("'{PropertyValue}' is not a version: write representation@v2 (or v2).");
            canary.RuleFor(c => c.Share).Must(s => s is > 0 and <= 100).WithMessage("'Share' is {PropertyValue}; it must be above 0 to 100 percent. To end a canary, leave it out.");
        });
        RuleFor(l => l.Canaries).Must(c => c is null || Names(c).Distinct().Count() == Names(c).Count).WithMessage("'Canaries' must not repeat a version.");
        RuleFor(l => l.Canaries).Must(c => c is null || c.Sum(x => x?.Share ?? 0) <= 100).WithMessage("'Canaries' must not add up to more than 100 percent.");
        RuleFor(l => l.Why).MaximumLength(200);
    }

    /// <summary>What is no version is told as such.</summary>
    private static List<EncoderVersion> Names(IReadOnlyList<Canary> canaries) => [.. canaries.Select(c => EncoderVersion.TryParse(c?.Version, out var v) ? v : default).Where(v => v != default)];
}
