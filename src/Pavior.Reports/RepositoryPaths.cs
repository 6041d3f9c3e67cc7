using Pavior.Core;

namespace Pavior.Reports;

/// <summary>Paths as those want them who show findings beside the source: from the root of the repository, whichever folder of it was scanned.</summary>
internal static class RepositoryPaths
{
    /// <summary>The path in the repository; the path in the target where there is no repository.</summary>
    public static string Of(Target target, string path) =>
        target.RepositoryPath is { Length: > 0 } folder && path.Length > 0 ? $"{folder}/{path}" : path;
}
