using System.Text.Json;

namespace UserRep.Command.Tests;

/// <summary>One run of the command, in this process.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    public static async Task<Ran> Of(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await UserRepCommand.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return new Ran(code, output.ToString(), error.ToString());
    }

    public Ran Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    public Ran Refused(params string[] reasons)
    {
        Assert.Equal(2, ExitCode);
        Assert.All(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("userrep: ", line));
        Assert.All(reasons, reason => Assert.Contains(reason, Error));
        return this;
    }
}
