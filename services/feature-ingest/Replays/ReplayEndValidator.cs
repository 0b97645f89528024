using FluentValidation;
using UserRep.Contracts.Users;

namespace UserRep.FeatureIngest.Replays;

internal sealed class ReplayEndValidator : AbstractValidator<ReplayEnd>
{
    public ReplayEndValidator() => RuleFor(r => r.AsOf).NotNull();
}
