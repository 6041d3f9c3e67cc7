using System.Net.Http.Headers;

namespace Pavior.Scan.Registry;

/// <summary>One request, kept apart from <see cref="HttpRequestMessage"/> so that it can be sent again.</summary>
/// <param name="Address">Where to; its query may hold secrets and is never printed.</param>
internal sealed record RegistryRequest(Uri Address)
{
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Media types, best first.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>First byte wanted; zero for the whole.</summary>
    public long From { get; init; }

    /// <summary>The mark that the rest of the bytes must still have; otherwise all of them come.</summary>
    public RangeConditionHeaderValue? IfRange { get; init; }

    /// <summary>The mark of the version that is there already, as an earlier answer gave it.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>When the version that is there already was changed.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Form fields to post; null for GET.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Form is null ? HttpMethod.Get : HttpMethod.Post, Address);
        message.Headers.Authorization = Authorization;
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("pavior", null));
        foreach (var type in Accept)
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        if (From > 0)
            message.Headers.Range = new RangeHeaderValue(From, null);
        message.Headers.IfRange = IfRange;
        if (EntityTagHeaderValue.TryParse(IfNoneMatch, out var tag))
            message.Headers.IfNoneMatch.Add(tag);
        message.Headers.IfModifiedSince = IfModifiedSince;
        if (Form is not null)
            message.Content = new FormUrlEncodedContent(Form);
        return message;
    }
}
