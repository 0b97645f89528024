namespace UserRep.ContractApp;

/// <summary>A request as the app got it.</summary>
/// <param name="Path">As on the request line, with the query.</param>
public sealed record Recorded(string Method, string Path, Dictionary<string, string> Headers, string Body);
