using System.Net;
using Pavior.Core;
using Pavior.Formats.Oci;
using Pavior.Scan.Images;

namespace Pavior.Scan.Registry;

/// <summary>Images in registries, by reference; the last source asked, as nearly every word is a reference.</summary>
internal sealed class RegistrySource(CredentialSearch search, RegistryLimits limits, TimeProvider time) : ISource
{
    public string Scheme => "registry";

    public static ISource Default { get; } = new RegistrySource(CredentialSearch.System, new RegistryLimits(), TimeProvider.System);

    public bool Recognizes(string reference) => ImageReference.TryParse(reference, out _, out _);

    public async Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var image = ImageReference.Parse(reference.StartsWith("//", StringComparison.Ordinal) ? reference[2..] : reference);
        var wanted = OciLayout.WantedPlatform(options);
        var hosts = Places(image, options);
        var connection = new RegistryConnection(new RegistryHttp(options.PlainHttp, limits, time), search, hosts);
        try
        {
            return await FirstAsync(connection, image, wanted, options, cancellation).ConfigureAwait(false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The image at the first place that has it. When none has, the registry itself has the word, mirrors only are mentioned.</summary>
    private static async Task<TargetContent> FirstAsync(
        RegistryConnection connection, ImageReference image, OciPlatform wanted, SourceOptions options, CancellationToken cancellation)
    {
        for (var i = 0; ; i++)
        {
            var place = connection.Places[i];
            options.Progress($"asking {place.Name}");
            try
            {
                return await RegistryImage.OpenAsync([.. connection.Places.Skip(i)], image, wanted, connection, cancellation).ConfigureAwait(false);
            }
            catch (SourceException missing) when (i + 1 < connection.Places.Count)
            {
                options.Progress($"mirror: {missing.Message}");
            }
        }
    }

    /// <summary>Mirrors in their order, then the registry. A mirror may stand below a path: <c>mirror.example.org/hub</c>.</summary>
    private static List<(string Host, string Repository)> Places(ImageReference image, SourceOptions options)
    {
        var places = new List<(string Host, string Repository)>();
        foreach (var mirror in options.Mirrors.Where(m => m.Key == image.Registry).Select(m => m.Value.TrimEnd('/')))
        {
            var slash = mirror.IndexOf('/', StringComparison.Ordinal);
            var host = slash < 0 ? mirror : mirror[..slash];
            if (ReferenceGrammar.ErrorInRegistry(host) is { } error)
                throw new SourceException($"mirror {mirror}: {error}");
            if (slash >= 0 && ReferenceGrammar.ErrorInRepository(mirror[(slash + 1)..]) is { } pathError)
                throw new SourceException($"mirror {mirror}: {pathError}");
            places.Add((host, slash < 0 ? image.Repository : $"{mirror[(slash + 1)..]}/{image.Repository}"));
        }

        places.Add((image.Registry, image.Repository));
        if (options.Offline)
            places.RemoveAll(p => !IsThisMachine(p.Host));
        return places.Count > 0 ? places : throw new SourceException($"{image}: offline, so {image.Registry} is not asked");
    }

    private static bool IsThisMachine(string host) =>
        Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var address)
        && (address.Host == "localhost" || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip)));
}
