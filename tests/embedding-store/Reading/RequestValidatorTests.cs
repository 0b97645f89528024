using UserRep.Contracts.Reads;
using UserRep.EmbeddingStore.Reading;

namespace UserRep.EmbeddingStore.Tests.Reading;

public class RequestValidatorTests
{
    public static TheoryData<string[]?, bool> UserIds => new()
    {
        { null, false },
        { [], false },
        { ["u"], true },
        { ["u", ""], false },
        { [new string('u', 256)], true },
        { [new string('u', 257)], false },
        { [.. Enumerable.Range(0, 1000).Select(i => $"u{i}")], true },
        { [.. Enumerable.Range(0, 1001).Select(i => $"u{i}")], false },
    };

    [Theory]
    [MemberData(nameof(UserIds))]
    public void StoreRead_UserIds_AreBounded(string[]? ids, bool valid) => Assert.Equal(valid, new StoreReadRequestValidator().Validate(new StoreReadRequest(ids!, null)).IsValid);
}
