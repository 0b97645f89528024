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
        RuleFor(r => r.Adapter).NotEmpty().Matches("^[0-9a-f]{64}\\z").When(r => r.Kind == PlanKind.Adapt).WithMessage("'Adapter' must be an adapter's id: 64 lower-case hex digits.");
        RuleFor(r => r.Adapter).Empty().When(r => r.Kind != PlanKind.Adapt).WithMessage("'Adapter' is for serving a version through one only.");
        RuleFor(r => r.Model).Empty().When(r => r.Kind != PlanKind.Migrate).WithMessage("'Model' is for a migration only.");
    }
}
