namespace Pavior.Core;

/// <summary>A list of owned files that stands in another file than the package's record, as dpkg keeps them.</summary>
/// <param name="Package">Name of the package, with architecture where the list's name has one: <c>libc6:amd64</c>.</param>
/// <param name="Files">What it owns.</param>
public sealed record OwnedFiles(string Package, FileList Files);
