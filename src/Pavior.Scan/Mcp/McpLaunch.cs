using Pavior.Core;

namespace Pavior.Scan.Mcp;

/// <summary>What a command line runs, as far as it names a package.</summary>
/// <param name="Purl">The package; with a version only when the command line fixes one.</param>
/// <param name="IsPinned">True when the next start cannot bring another version: an exact version, a commit, an image digest.</param>
internal sealed record McpLaunch(PackageUrl Purl, bool IsPinned);
