using System.ComponentModel.DataAnnotations;

namespace UserRep.SampleRanker;

internal sealed class SampleRankerOptions
{
    public const string Section = "SampleRanker";

    /// <summary>The name under which version-router knows this model. Default sample-ranker.</summary>
    [Required]
    public string Model { get; init; } = "sample-ranker";

    /// <summary>Folder of the heads, one folder for each encoder version; read once, at start. Default heads, in the working directory.</summary>
    [Required]
    public string HeadFolder { get; init; } = "heads";

    /// <summary>Before the container is built: which heads there are decides what is in it.</summary>
    public static SampleRankerOptions Of(IConfiguration configuration) => configuration.GetSection(Section).Get<SampleRankerOptions>() ?? new();
}
