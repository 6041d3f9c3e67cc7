using System.Buffers;
using System.Net;
using System.Text;
using Pavior.Core;
using Pavior.Scan.Registry;

namespace Pavior.Scan.Advisories.Update;

/// <summary>Finds publishers: at their own addresses, or at a mirror that keeps the same paths below a folder for each host, as <c>wget --mirror</c> makes them.</summary>
/// <param name="http">How to ask.</param>
/// <param name="mirror">The mirror's address; null for the publishers' own.</param>
internal sealed class FeedPages(RegistryHttp http, Uri? mirror)
{
    /// <summary>What a file name in a publisher's index may hold.</summary>
    public static readonly SearchValues<char> FileName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What a path in a publisher's index may hold.</summary>
    public static readonly SearchValues<char> RelativePath = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/");

    /// <summary>Bytes of an index.</summary>
    private const int MaxText = 4 * 1024 * 1024;

    /// <summary>Where a publisher's address is asked.</summary>
    /// <exception cref="SourceException">It is no address: parts of it may be a server's words.</exception>
    public Uri Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var own))
            throw new SourceException($"{RegistryHttp.Shortened(address)}: expected an address");
        if (mirror is null)
            return own;
        return Uri.TryCreate($"{mirror.AbsoluteUri.TrimEnd('/')}/{own.Authority}{own.PathAndQuery}", UriKind.Absolute, out var there)
            ? there
            : throw new SourceException($"{RegistryHttp.Show(own)}: no address below that of the mirror");
    }

    /// <summary>What tells one place from another, without user, query and fragment, where tokens stand.</summary>
    public static string Identity(Uri place) => place.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>A short text.</summary>
    /// <exception cref="SourceException">There is none, or it is too long.</exception>
    public async Task<string> TextAsync(string address, CancellationToken cancellation)
    {
        var place = Of(address);
        using var response = await http.SendAsync(new RegistryRequest(place), cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new SourceException($"{RegistryHttp.Show(place)}: answers {(int)response.StatusCode}");
        return Encoding.UTF8.GetString((await http.ReadBodyAsync(response, MaxText, RegistryHttp.Show(place), cancellation).ConfigureAwait(false)).Span);
    }
}
