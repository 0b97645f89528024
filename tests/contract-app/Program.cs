using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserRep.ContractApp;

// The app behind a sidecar: "wire" speaks Dapr's contract by hand and writes down every request as it came, "grpc" does so over gRPC,
// "sdk" is built on Dapr's .NET SDK, "plain" only answers calls.
var role = args is [var first, ..] ? first : "plain";
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<Recorder>();
if (role == "sdk")
    SdkApp.Add(builder.Services);
if (role == "grpc")
    GrpcApp.Add(builder);
var app = builder.Build();
if (role == "wire")
    WireApp.Map(app);
if (role == "sdk")
    SdkApp.Map(app);
if (role == "grpc")
    GrpcApp.Map(app);
CallsApp.Map(app);
app.Run();
