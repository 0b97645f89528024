using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.ServiceDefaults;

/// <summary>The one JSON of the mesh: camelCase, enums by name.</summary>
public static class UserRepJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
