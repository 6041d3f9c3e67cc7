using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>Unix sockets on which docker or podman answer Docker's API.</summary>
internal static class DaemonSockets
{
    private const string UnixScheme = "unix://";

    public static IReadOnlyList<string> OfThisMachine() => Find(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>DOCKER_HOST alone when it is set, else docker's and then podman's usual sockets that exist.</summary>
    /// <param name="environment">Value of an environment variable, or null.</param>
    /// <param name="exists">True for a path that is there.</param>
    /// <exception cref="SourceException">DOCKER_HOST names something else than a socket of this machine.</exception>
    public static IReadOnlyList<string> Find(Func<string, string?> environment, Func<string, bool> exists)
    {
        if (environment("DOCKER_HOST") is { Length: > 0 } host)
        {
            return host.StartsWith(UnixScheme, StringComparison.Ordinal)
                ? [host[UnixScheme.Length..]]
                : throw new SourceException("DOCKER_HOST: expected unix:// and a socket; daemons of other machines are not asked");
        }

        var runtime = environment("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? folder : null;
        string?[] usual =
        [
            "/var/run/docker.sock",
            runtime is null ? null : Path.Combine(runtime, "docker.sock"),
            runtime is null ? null : Path.Combine(runtime, "podman", "podman.sock"),
            "/run/podman/podman.sock",
        ];
        return usual.OfType<string>().Where(exists).ToArray();
    }
}
