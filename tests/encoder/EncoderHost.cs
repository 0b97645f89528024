using System.Net.Http.Headers;
using FluentValidation;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Bundles;
using UserRep.Encoder.Direct;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Inference;
using UserRep.Encoder.Inline;
using UserRep.Encoder.Items;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Callers;
using UserRep.Tests.Shared;

namespace UserRep.Encoder.Tests;

/// <summary>The encoder's endpoints on a port of their own, with the versions that a test says; no sidecar.</summary>
internal sealed class EncoderHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EncoderHost(WebApplication app)
    {
        _app = app;
        Http = Client("operator");
    }

    /// <summary>Called by an operator.</summary>
    public HttpClient Http { get; }

    public LiveVersions Live => Get<LiveVersions>();

    public static async Task<EncoderHost> StartAsync(TinyBundles bundles, EncoderOptions? options = null, bool queueRuns = true, Func<BundleLoader>? loader = null, params int[] versions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<JsonOptions>(o => UserRepJson.Configure(o.SerializerOptions));
        builder.Services
            .AddSingleton(Options.Create(options ?? new EncoderOptions()))
            .AddSingleton(Options.Create(new OperatorsOptions { AppIds = ["operator"] }))
            .AddSingleton(new EncoderInstruments(TestMeters.Factory()))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IValidator<InlineUser>, InlineUserValidator>()
            .AddSingleton<EncodingCosts>().AddSingleton<EncodeQueue>().AddSingleton<BatchEncoder>().AddSingleton<LiveVersions>().AddSingleton<VersionRefresh>()
            .AddSingleton<ItemEncoder>().AddSingleton<ItemReader>().AddSingleton<ItemIndexes>().AddSingleton<ItemNeighbours>()
            .AddSingleton<DirectCallers>().AddSingleton<DirectQueue>()
            .AddSingleton(_ => loader?.Invoke() ?? TinyBundles.Loader(bundles.Root));
        if (queueRuns)
            builder.Services.AddHostedService(s => s.GetRequiredService<EncodeQueue>());
        var app = builder.Build();
        app.MapItems();
        app.MapInline();
        app.MapInferenceMetadata();
        app.MapInfer();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var host = new EncoderHost(app);
        host.Apply(bundles, epoch: 1, versions);
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public HttpClient Client(string? caller)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        if (caller is not null)
            client.DefaultRequestHeaders.Add(Caller.Header, caller);
        return client;
    }

    /// <summary>As if version-router had just these versions serving.</summary>
    public void Apply(TinyBundles bundles, long epoch, params int[] versions) => Apply(epoch, [.. versions.Select(v => (bundles.Check(v), VersionState.Serving))]);

    /// <summary>As if version-router had just these versions.</summary>
    public void Apply(long epoch, params (BundleCheck Bundle, VersionState State)[] versions)
    {
        var infos = versions.Select(v => new VersionInfo(v.Bundle.Version, v.State, v.Bundle.BundleUri, v.Bundle.Sha256, "", 0, "cosine", default, default, null, null, null));
        Get<VersionRefresh>().Apply(new VersionList(epoch, [.. infos]), Live.Current);
    }

    /// <summary>A call about items, which only version-router may make.</summary>
    public async Task<HttpResponseMessage> PostAsRouterAsync(string path, IMessage query, int version)
    {
        using var router = Client(AppIds.VersionRouter);
        using var content = new ByteArrayContent(query.ToByteArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
        return await router.PostAsync($"/v1/versions/representation@v{version}/{path}", content, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        var loaded = Live.Current?.All ?? [];
        await _app.DisposeAsync();
        foreach (var version in loaded)
            version.Dispose();
    }
}
