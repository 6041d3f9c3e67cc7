namespace Pavior.Scan.Npm;

/// <summary>Which lock files count: one that lies in an installed package locked that package's own development.</summary>
internal static class LockFilePlace
{
    public static bool IsInPackage(string path) =>
        path.StartsWith("node_modules/", StringComparison.Ordinal) || path.Contains("/node_modules/", StringComparison.Ordinal);
}
