using System.Text;
using System.Text.Json;
using Pavior.Core;
using Pavior.Formats.Json;

namespace Pavior.Scan.Registry;

/// <summary>Docker's <c>config.json</c> and podman's <c>auth.json</c>, which share one shape.</summary>
internal sealed class CredentialFile
{
    /// <summary>Bytes of the file.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, RegistryCredentials> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);
    private string? _store;

    /// <exception cref="ParseException">Not JSON, or an entry that is not what it should be. Messages name the entry, never its value.</exception>
    public static CredentialFile Parse(ReadOnlyMemory<byte> json, string path)
    {
        using var document = JsonReading.Parse(json, path);
        var root = document.RootElement;
        var file = new CredentialFile { _store = root.Text("credsStore") is { Length: > 0 } store ? store : null };
        if (root.Object("credHelpers") is { } programs)
        {
            foreach (var program in programs.EnumerateObject())
            {
                if (program.Value.TextOrNull() is { Length: > 0 } name)
                    file._programs[Key(program.Name)] = name;
            }
        }

        if (root.Object("auths") is { } entries)
        {
            foreach (var entry in entries.EnumerateObject())
            {
                if (Read(entry.Value, entry.Name, path) is { } credentials)
                    file._entries.TryAdd(Key(entry.Name), credentials);
            }
        }

        return file;
    }

    /// <summary>The entry for a repository: podman allows keys down to the repository, the longest wins.</summary>
    public RegistryCredentials? For(string registry, string repository)
    {
        for (var key = $"{registry}/{repository}"; ; key = key[..key.LastIndexOf('/')])
        {
            if (_entries.TryGetValue(key, out var found))
                return found;
            if (key == registry || !key.Contains('/', StringComparison.Ordinal))
                return null;
        }
    }

    /// <summary>The program that keeps credentials of one registry; null when none is set for it.</summary>
    public string? ProgramFor(string registry) => _programs.GetValueOrDefault(registry);

    /// <summary>The program that keeps all credentials; null when none is set.</summary>
    public string? Store => _store;

    /// <summary>Docker writes <c>https://index.docker.io/v1/</c> for its hub and old versions URLs for every registry.</summary>
    private static string Key(string written)
    {
        var key = written;
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://"])
        {
            if (key.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                key = key[scheme.Length..].Split('/')[0];
        }

        key = key.TrimEnd('/');
        return key is "index.docker.io" or "index.docker.io/v1" or "registry-1.docker.io" ? ImageReference.DockerHub : key;
    }

    private static RegistryCredentials? Read(JsonElement entry, string name, string path)
    {
        if (entry.Text("identitytoken") is { Length: > 0 } identity)
            return RegistryCredentials.Identity(identity);
        if (entry.Text("registrytoken") is { Length: > 0 } bearer)
            return RegistryCredentials.Bearer(bearer);
        if (entry.Text("auth") is { Length: > 0 } packed)
            return Unpack(packed, name, path);
        return entry.Text("username") is { Length: > 0 } user && entry.Text("password") is { } password
            ? RegistryCredentials.Password(user, password)
            : null;
    }

    private static RegistryCredentials Unpack(string packed, string name, string path)
    {
        var bytes = new byte[packed.Length];
        var colon = -1;
        if (Convert.TryFromBase64String(packed, bytes, out var length))
            colon = Array.IndexOf(bytes, (byte)':', 0, length);
        if (colon <= 0)
            throw new ParseException(path, 0, $"user:password in base 64 as auth of \"{name}\"");
        // Docker pads with NUL in some versions.
        var password = Encoding.UTF8.GetString(bytes, colon + 1, length - colon - 1).TrimEnd('\0');
        return RegistryCredentials.Password(Encoding.UTF8.GetString(bytes, 0, colon), password);
    }
}
