namespace UserRep.Client;

/// <summary>Codes that the client itself gives; others are the services' and the sidecar's, passed on (e.g. <c>PIN_MISMATCH</c>, <c>MODEL_NOT_FOUND</c>, <c>ERR_DIRECT_INVOKE</c>).</summary>
public static class ClientCodes
{
    /// <summary>The sidecar can't be reached, or its answer broke off. Was retried.</summary>
    public const string Unreachable = "UNREACHABLE";

    /// <summary>There was no answer in time; <see cref="Exception.InnerException"/> is what stood in its way last, if anything did.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>A request of several calls could not be answered from one version, because the pin kept moving. Was retried.</summary>
    public const string PinMoving = "PIN_MOVING";

    /// <summary>The request was refused field by field: <see cref="UserRepresentationsException.Errors"/>.</summary>
    public const string InvalidRequest = "INVALID_REQUEST";

    /// <summary>The answer is for another model. No vector is handed out.</summary>
    public const string OtherModel = "OTHER_MODEL";

    /// <summary>The answer is of a version that no head is configured for. No vector is handed out.</summary>
    public const string UnacceptedVersion = "UNACCEPTED_VERSION";

    /// <summary>The answer's embedding space isn't the head's. No vector is handed out.</summary>
    public const string SpaceMismatch = "SPACE_MISMATCH";

    /// <summary>The answer's dimension isn't the head's. No vector is handed out.</summary>
    public const string DimensionMismatch = "DIMENSION_MISMATCH";

    /// <summary>The answer is cut off, contradicts itself or isn't in the binary form. No vector is handed out.</summary>
    public const string MalformedAnswer = "MALFORMED_ANSWER";
}
