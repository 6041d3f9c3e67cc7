using Pavior.Core;
using Pavior.Formats.Files;
using Pavior.Formats.Toml;

namespace Pavior.Scan.LocalStores;

/// <summary>Where stores of github.com/containers/storage lie: as storage.conf says, else in the usual folders.</summary>
internal static class ContainersStorageRoots
{
    private const int MaxConfiguration = 256 * 1024;

    public static IEnumerable<string> OfThisMachine() =>
        Find(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "/");

    /// <param name="environment">Value of an environment variable, or null.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="root">Where the machine's own folders start.</param>
    public static IEnumerable<string> Find(Func<string, string?> environment, string home, string root)
    {
        string Or(string variable, string other) => environment(variable) is { Length: > 0 } value ? value : other;

        var configurations = environment("CONTAINERS_STORAGE_CONF") is { Length: > 0 } named
            ? [named]
            : new[]
            {
                Path.Combine(Or("XDG_CONFIG_HOME", Path.Combine(home, ".config")), "containers", "storage.conf"),
                Path.Combine(root, "etc", "containers", "storage.conf"),
                Path.Combine(root, "usr", "share", "containers", "storage.conf"),
            };
        return configurations.Select(GraphRoot).OfType<string>()
            .Append(Path.Combine(Or("XDG_DATA_HOME", Path.Combine(home, ".local", "share")), "containers", "storage"))
            .Append(Path.Combine(root, "var", "lib", "containers", "storage"))
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>The key <c>graphroot</c> of the table [storage] (containers-storage.conf(5)); null when there is none that can be used.</summary>
    private static string? GraphRoot(string configuration)
    {
        try
        {
            if (!File.Exists(configuration))
                return null;
            using var file = DiskFile.Open(configuration);
            var root = TomlDocument.Parse(configuration, file.ReadAll(MaxConfiguration).Span).Table("storage")?.Text("graphroot");
            return root is not null && Path.IsPathFullyQualified(root) ? root : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ParseException)
        {
            // The usual folders remain.
            return null;
        }
    }
}
