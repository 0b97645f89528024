using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Models;

internal sealed class HeadRegistrationValidator : AbstractValidator<HeadRegistration>
{
    public HeadRegistrationValidator() => RuleFor(r => r.Stamp).SetValidator(new TrainingSetStampValidator()!);
}
