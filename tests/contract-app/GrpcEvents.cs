using System.Text.Json.Nodes;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using EventStatus = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace UserRep.ContractApp;

/// <summary>Events over gRPC. A word that answers one is a status by name or number, or the name of a gRPC status to fail with.</summary>
internal sealed class GrpcEvents(Recorder recorder, Replies replies)
{
    private const string Bus = "pubsub";

    public static readonly ListTopicSubscriptionsResponse Subscriptions = new()
    {
        Subscriptions =
        {
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-plain", Routes = new TopicRoutes { Default = "plain" } },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-unrouted" },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-routed", Routes = new TopicRoutes { Default = "other", Rules = { Rule("a"), Rule("b") } } },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-bulk", Routes = new TopicRoutes { Default = "all" }, BulkSubscribe = new BulkSubscribeConfig { Enabled = true, MaxMessagesCount = 100, MaxAwaitDurationMs = 200 } },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-lettered", DeadLetterTopic = "grpc-letters" },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-letters" },
            new TopicSubscription { PubsubName = Bus, Topic = "grpc-raw", Metadata = { ["rawPayload"] = "true" } },
        },
    };

    public TopicEventResponse Take(TopicEventRequest request, ServerCallContext context)
    {
        var body = JsonNode.Parse(JsonFormatter.Default.Format(request))!;
        // As text, which the tests look for marks in.
        body["data"] = request.Data.ToStringUtf8();
        recorder.Keep(new Recorded("OnTopicEvent", $"{request.Topic}/{request.Path}", GrpcCalls.Headers(context), body.ToJsonString()));
        return new TopicEventResponse { Status = StatusOf(Next(request.DataContentType, request.Data)) };
    }

    public TopicEventBulkResponse Take(TopicEventBulkRequest request, ServerCallContext context)
    {
        var body = JsonNode.Parse(JsonFormatter.Default.Format(request))!;
        var response = new TopicEventBulkResponse();
        foreach (var (index, entry) in request.Entries.Index())
        {
            body["entries"]![index]!["cloudEvent"]!["data"] = entry.CloudEvent.Data.ToStringUtf8();
            var reply = Next(entry.CloudEvent.DataContentType, entry.CloudEvent.Data);
            // "missing": the answer leaves the entry out.
            if (reply != "missing")
                response.Statuses.Add(new TopicEventBulkResponseEntry { EntryId = entry.EntryId, Status = StatusOf(reply) });
        }
        recorder.Keep(new Recorded("OnBulkTopicEvent", $"{request.Topic}/{request.Path}", GrpcCalls.Headers(context), body.ToJsonString()));
        return response;
    }

    private static TopicRule Rule(string type) => new() { Match = $"event.type == \"{type}\"", Path = type };

    private static EventStatus StatusOf(string reply) =>
        Enum.TryParse<EventStatus>(reply, ignoreCase: true, out var status) ? status : throw new RpcException(new Status(Enum.Parse<StatusCode>(reply), "as asked"));

    private string Next(string contentType, ByteString data) => replies.Next(contentType.StartsWith("application/json", StringComparison.Ordinal) ? JsonNode.Parse(data.Span) : null);
}
