using Pavior.Core;

namespace Pavior.Scan.Registry;

/// <summary>Looks for credentials where docker, podman and skopeo keep them.</summary>
/// <param name="environment">Value of an environment variable, or null.</param>
/// <param name="home">The user's home folder.</param>
internal sealed class CredentialSearch(Func<string, string?> environment, string home)
{
    /// <summary>Docker's name for its hub in files and credential programs.</summary>
    private const string DockerHubServer = "https://index.docker.io/v1/";

    /// <summary>The search in this process's environment.</summary>
    public static CredentialSearch System { get; } =
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>
    /// The credentials for a repository, or null with what went wrong on the way: a public image needs none, so a broken
    /// file or program matters only when the registry refuses.
    /// </summary>
    public async Task<(RegistryCredentials? Credentials, string? Problem)> FindAsync(string registry, string repository, CancellationToken cancellation)
    {
        string? firstProblem = null;
        foreach (var path in Files())
        {
            var (file, problem) = Open(path);
            firstProblem ??= problem;
            if (file is null)
                continue;
            var (credentials, fileProblem) = await FindAsync(file, registry, repository, cancellation).ConfigureAwait(false);
            if (credentials is not null)
                return (credentials, null);
            firstProblem ??= fileProblem;
        }

        return (null, firstProblem);
    }

    /// <summary>The files in the order in which they are asked. REGISTRY_AUTH_FILE stands alone, as for podman.</summary>
    internal IEnumerable<string> Files()
    {
        if (Value("REGISTRY_AUTH_FILE") is { } named)
            return [named];
        List<string> files = [];
        if (Value("DOCKER_CONFIG") is { } dockerFolder)
            files.Add(Path.Combine(dockerFolder, "config.json"));
        if (Value("XDG_RUNTIME_DIR") is { } runtime)
            files.Add(Path.Combine(runtime, "containers", "auth.json"));
        files.Add(Path.Combine(Value("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "containers", "auth.json"));
        files.Add(Path.Combine(home, ".docker", "config.json"));
        return files.Distinct(StringComparer.Ordinal);
    }

    private async Task<(RegistryCredentials? Credentials, string? Problem)> FindAsync(
        CredentialFile file, string registry, string repository, CancellationToken cancellation)
    {
        var server = registry == ImageReference.DockerHub ? DockerHubServer : registry;
        if (file.ProgramFor(registry) is { } program)
            return await new CredentialProgram(environment("PATH")).AskAsync(program, server, cancellation).ConfigureAwait(false);
        if (file.For(registry, repository) is { } entry)
            return (entry, null);
        if (file.Store is { } store)
            return await new CredentialProgram(environment("PATH")).AskAsync(store, server, cancellation).ConfigureAwait(false);
        return (null, null);
    }

    private static (CredentialFile? File, string? Problem) Open(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (stream.Length > CredentialFile.MaxBytes)
                return (null, $"{path} is longer than {CredentialFile.MaxBytes} bytes");
            var bytes = new byte[stream.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return (CredentialFile.Parse(bytes.AsMemory(0, read), path), null);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read");
        }
        catch (ParseException bad)
        {
            return (null, bad.Message);
        }
    }

    private string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
}
