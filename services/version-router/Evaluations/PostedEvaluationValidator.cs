using FluentValidation;

namespace UserRep.VersionRouter.Evaluations;

internal sealed class PostedEvaluationValidator : AbstractValidator<PostedEvaluation>
{
    public const string Format = "userrep-evaluation/1";

    public PostedEvaluationValidator()
    {
        RuleFor(e => e.Format).Equal(Format);
        RuleFor(e => e.Bundle).NotNull();
        RuleFor(e => e.Bundle!.Sha256).Matches(@"^[0-9a-f]{64}\z").WithMessage("'Bundle.Sha256' must be 64 lower-case hex digits.").When(e => e.Bundle is not null);
        RuleFor(e => e.Data).NotNull();
        RuleFor(e => e.Data!.Fingerprint).NotEmpty().MaximumLength(128).When(e => e.Data is not null);
        RuleFor(e => e.Data!.Name).NotEmpty().MaximumLength(200).When(e => e.Data is not null);
        RuleFor(e => e.Scores).NotEmpty().Must(s => s is null or { Count: <= 100_000 }).WithMessage("'Scores' must have 1 to 100,000 entries.");
        RuleForEach(e => e.Scores).Must(s => s is { Task: { Length: > 0 and <= 200 }, Method.Length: > 0, Metric: { Length: > 0 and <= 50 }, Value: { } v } && double.IsFinite(v.Mean))
            .WithMessage("'Scores' must each name task, method and metric, with a finite mean.");
    }
}
