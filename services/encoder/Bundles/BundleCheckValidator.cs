using FluentValidation;
using UserRep.Contracts.Versions;

namespace UserRep.Encoder.Bundles;

internal sealed class BundleCheckValidator : AbstractValidator<BundleCheck>
{
    public BundleCheckValidator()
    {
        RuleFor(c => c.Version).Must(v => EncoderVersion.TryParse(v, out _)).WithMessage("'Version' must be like representation@v1.");
        RuleFor(c => c.BundleUri).NotEmpty().MaximumLength(1024);
        RuleFor(c => c.Sha256).NotEmpty().Length(64);
    }
}
