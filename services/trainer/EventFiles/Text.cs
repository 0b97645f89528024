namespace UserRep.Trainer.EventFiles;

internal static class Text
{
    private const int MaxShown = 40;

    /// <summary>A field as it may stand in a message.</summary>
    public static string Shortened(ReadOnlySpan<char> text) => text.Length <= MaxShown ? text.ToString() : $"{text[..MaxShown]}...";
}
