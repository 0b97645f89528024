namespace UserRep.ContractApp;

/// <summary>A request as the app got it.</summary>
/// <param name="Method">Over gRPC, the method called.</param>
/// <param name="Path">As on the request line, with the query. Over gRPC, the topic and the event's path, or what is invoked.</param>
public sealed record Recorded(string Method, string Path, Dictionary<string, string> Headers, string Body);
