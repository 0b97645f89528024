using FluentValidation;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Plans;

internal sealed class PlanRequestValidator : AbstractValidator<PlanRequest>
{
    public PlanRequestValidator()
    {
        RuleFor(r => r.Kind).IsInEnum();
        RuleFor(r => r.Version).NotEmpty().When(r => !(r.Kind == PlanKind.Shadow && r.End));
        RuleFor(r => r.Version).Must(v => v is null || EncoderVersion.TryParse(v, out _)).WithMessage("'Version' must be like representation@v2 (or v2).");
        RuleFor(r => r.Model).NotEmpty().When(r => r.Kind is not (PlanKind.Retire or PlanKind.Adapt));
        RuleFor(r => r.Model).Empty().When(r => r.Kind == PlanKind.Retire).WithMessage("'Model' is not for a retirement: a version is retired for all.");
        RuleFor(r => r.Model).Empty().When(r => r.Kind == PlanKind.Adapt).WithMessage("'Model' is not for an adaptation: a version is adapted for all that are pinned to it.");
        RuleFor(r => r.Adapter).NotEmpty().Matches("^[0-9a-f]{64}\\z").When(r => r.Kind == PlanKind.Adapt).WithMessage("'Adapter' must be an adapter's id: 64 lower-case hex digits.");
        RuleFor(r => r.Adapter).Empty().When(r => r.Kind != PlanKind.Adapt).WithMessage("'Adapter' is for an adaptation only.");
        RuleFor(r => r.Share).NotNull().When(r => r.Kind == PlanKind.Canary && !r.End).WithMessage("'Share' must say how many percent of the users the canary has.");
        RuleFor(r => r.Share).InclusiveBetween(0, 100).When(r => r.Kind == PlanKind.Canary).WithMessage("'Share' is {PropertyValue}; it must be 0 to 100 percent, and 0 ends the canary.");
        RuleFor(r => r.Share).Must(s => s is null or 0).When(r => r.Kind == PlanKind.Canary && r.End).WithMessage("'Share' and 'End' contradict each other.");
        RuleFor(r => r.Share).Null().When(r => r.Kind != PlanKind.Canary).WithMessage("'Share' is for a canary only.");
        RuleFor(r => r.End).Equal(false).When(r => r.Kind is PlanKind.Migrate or PlanKind.Retire or PlanKind.Adapt).WithMessage("'End' is for a canary or a shadow only.");
    }
}
