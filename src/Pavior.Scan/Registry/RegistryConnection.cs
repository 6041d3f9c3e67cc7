namespace Pavior.Scan.Registry;

/// <summary>The places where one image may be had, and the HTTP connections to them.</summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly RegistryHttp _http;

    /// <param name="http">Owned from here on.</param>
    /// <param name="search">Where credentials are kept.</param>
    /// <param name="places">Best first.</param>
    public RegistryConnection(RegistryHttp http, CredentialSearch search, IEnumerable<(string Host, string Repository)> places)
    {
        _http = http;
        Places = places.Select(p => new RegistryRepository(http, search, p.Host, p.Repository)).ToArray();
    }

    public IReadOnlyList<RegistryRepository> Places { get; }

    public void Dispose()
    {
        foreach (var place in Places)
            place.Dispose();
        _http.Dispose();
    }
}
