using FluentValidation;
using UserRep.Contracts.Plans;

namespace UserRep.VersionRouter.Plans;

internal sealed class PlanApplicationValidator : AbstractValidator<PlanApplication>
{
    public PlanApplicationValidator()
    {
        RuleFor(a => a.Why).NotEmpty().When(a => a.Force).WithMessage("'Why' must say why thresholds are overridden.");
        RuleFor(a => a.Why).MaximumLength(200);
    }
}
