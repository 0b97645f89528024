namespace UserRep.Contract.Tests.Running;

/// <param name="App">Where the app itself listens; 0 where there is none.</param>
internal sealed record AppPorts(string AppId, int App, int Http, int Grpc)
{
    public const string Playground = "playground";
    public const string Wire = "wire";
    public const string Sdk = "sdk";
    public const string Plain = "plain";
    public const string Absent = "absent";
    public const string JavaScript = "javascript";

    // These three speak gRPC.
    public const string GrpcApp = "grpc";
    public const string AbsentGrpc = "absent-grpc";
    public const string JavaScriptGrpc = "javascript-grpc";

    /// <summary>What the mesh's fixed ports are; the offset moves them.</summary>
    public static AppPorts At(string appId, int index, int offset) => new(appId, 5101 + index + offset, 3501 + index + offset, 50011 + index + offset);
}
