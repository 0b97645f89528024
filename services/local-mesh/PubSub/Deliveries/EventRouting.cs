using System.Text.Json;
using UserRep.LocalMesh.PubSub.CloudEvents;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>The route that an event takes: that of the first rule which it meets.</summary>
internal static class EventRouting
{
    private const string Variable = "event";

    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = JsonText.ReaderOptions.MaxDepth };

    /// <param name="data">A CloudEvent; of a raw subscription anything, and rules then look at the envelope that is put around it.</param>
    /// <returns>Null where no rule is met or, with what is wrong, one can't be told: those after it aren't asked, as in daprd.</returns>
    public static string? PathOf(Subscription subscription, ReadOnlyMemory<byte> data, out string fault)
    {
        fault = "";
        Dictionary<string, object?>? variables = null;
        foreach (var rule in subscription.Routes)
        {
            if (rule.TakesAll)
                return rule.Path;
            variables ??= new() { [Variable] = Event(subscription, data) };
            switch (rule.IsMetBy(variables, out fault))
            {
                case true:
                    return rule.Path;
                case null:
                    return null;
                default:
                    break;
            }
        }
        return null;
    }

    private static object? Event(Subscription subscription, ReadOnlyMemory<byte> data)
    {
        using var raw = subscription.RawPayload ? DeliveryEnvelope.Raw(subscription.PubSubName, subscription.Topic, data.Span) : null;
        using var json = JsonDocument.Parse(raw?.WrittenMemory ?? data, s_json);
        return Value(json.RootElement);
    }

    /// <summary>As Go reads JSON: every number is a double, and of a name that stands there twice the last counts.</summary>
    private static object? Value(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new Dictionary<string, object?>();
                foreach (var property in element.EnumerateObject())
                    fields[property.Name] = Value(property.Value);
                return fields;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Value).ToList();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.GetDouble();
            case JsonValueKind.True:
            case JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }
}
