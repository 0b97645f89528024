using FluentValidation;
using UserRep.Contracts.TrainingSets;

namespace UserRep.VersionRouter.Models;

/// <summary>The shape of a stamp; whether it fits a bundle is <see cref="StampCheck"/>'s.</summary>
internal sealed class TrainingSetStampValidator : AbstractValidator<TrainingSetStamp>
{
    public TrainingSetStampValidator()
    {
        RuleFor(s => s.EncoderVersion).NotEmpty().MaximumLength(64);
        RuleFor(s => s.EmbeddingSpaceId).NotEmpty().MaximumLength(128);
        RuleFor(s => s.Metric).NotEmpty().MaximumLength(32);
        RuleFor(s => s.Columns).NotNull().Must(c => c is null || (c.Count <= 10_000 && c.All(x => x is { Length: <= 1_000 }))).WithMessage("'Columns' must be at most 10,000 names of at most 1,000 characters.");
        foreach (var hash in (System.Linq.Expressions.Expression<Func<TrainingSetStamp, string>>[])[s => s.BundleSha256, s => s.RowsSha256, s => s.Signature])
            RuleFor(hash).NotEmpty().Matches(@"^[0-9a-f]{64}\z").WithMessage("'{PropertyName}' must be 64 lower-case hex digits.");
    }
}
