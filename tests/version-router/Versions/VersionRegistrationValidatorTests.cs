using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Tests.Versions;

public class VersionRegistrationValidatorTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("representation@v1", Sha, true)]
    [InlineData(null, Sha, false)]
    [InlineData(" ", Sha, false)]
    [InlineData("v1", null, false)]
    [InlineData("v1", "", false)]
    [InlineData("v1", "0123456789abcdef", false)]
    [InlineData("v1", "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("v1", "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("v1", Sha + "0", false)]
    [InlineData("v1", Sha + "\n", false)]
    public void Registration_UriAndHash_AreChecked(string? uri, string? sha, bool valid) =>
        Assert.Equal(valid, new VersionRegistrationValidator().Validate(new VersionRegistration(uri, sha)).IsValid);

    [Fact]
    public void Registration_UriOfAnyLength_IsBounded()
    {
        Assert.True(new VersionRegistrationValidator().Validate(new VersionRegistration(new string('a', 1024), Sha)).IsValid);
        Assert.False(new VersionRegistrationValidator().Validate(new VersionRegistration(new string('a', 1025), Sha)).IsValid);
    }
}
