using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Versions;

internal sealed class VersionRegistrationValidator : AbstractValidator<VersionRegistration>
{
    public VersionRegistrationValidator()
    {
        RuleFor(r => r.BundleUri).NotEmpty().MaximumLength(1024);
        RuleFor(r => r.Sha256).NotEmpty().Matches(@"^[0-9a-f]{64}\z").WithMessage("'Sha256' must be the SHA-256 of the bundle's manifest.json: 64 lower-case hex digits.");
    }
}
