using System.Text.RegularExpressions;

namespace UserRep.VersionRouter.Models;

internal static partial class ModelName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9][-a-z0-9._]{0,62}\z")]
    private static partial Regex Pattern();
}
