using UserRep.Contracts.TrainingSets;

namespace UserRep.Contracts.Tests.TrainingSets;

public class TrainingSetStampTests
{
    private static readonly TrainingSetStamp s_stamp = new("representation@v1", "space", new string('a', 64), 128, "cosine", true, ["label:whole", "note:text"], 7, new string('b', 64), "");

    [Fact]
    public void Sign_AnyFieldAltered_IsAnotherSignature()
    {
        TrainingSetStamp[] altered =
        [
            s_stamp with { EncoderVersion = "representation@v2" }, s_stamp with { EmbeddingSpaceId = "spacf" }, s_stamp with { BundleSha256 = new string('c', 64) }, s_stamp with { Dimension = 129 },
            s_stamp with { Metric = "dot" }, s_stamp with { Simulated = false }, s_stamp with { Columns = ["label:whole"] }, s_stamp with { Columns = ["note:text", "label:whole"] }, s_stamp with { Rows = 8 },
            s_stamp with { RowsSha256 = new string('d', 64) },
        ];

        Assert.Equal(altered.Length + 1, altered.Append(s_stamp).Select(s => s.Sign()).Distinct().Count());
        Assert.Equal(s_stamp.Sign(), (s_stamp with { Signature = "anything" }).Sign());
    }

    /// <summary>The form is documented (deploy/docs/command.md), so that others can check it.</summary>
    [Fact]
    public void Sign_ByTheDocumentedForm_IsTheSame()
    {
        var text = $"userrep-training-set 2\nrepresentation@v1\nspace\n{new string('a', 64)}\n128\ncosine\ntrue\n7\n{new string('b', 64)}\nlabel:whole\nnote:text\n";

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), s_stamp.Sign());
    }
}
