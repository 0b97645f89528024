using FluentValidation;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Plans;

internal sealed class PlanRequestValidator : AbstractValidator<PlanRequest>
{
    public PlanRequestValidator()
    {
        RuleFor(r => r.Kind).IsInEnum();
        RuleFor(r => r.Version).NotEmpty().Must(v => v is null || EncoderVersion.TryParse(v, out _)).WithMessage("'Version' must be like representation@v2 (or v2).");
        RuleFor(r => r.Model).NotEmpty().When(r => r.Kind == PlanKind.Migrate);
        RuleFor(r => r.Model).Empty().When(r => r.Kind != PlanKind.Migrate).WithMessage("'Model' is for a migration only.");
    }
}
