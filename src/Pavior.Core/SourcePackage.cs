namespace Pavior.Core;

/// <summary>The source package from which a distribution built a binary one; advisories often name this.</summary>
public sealed record SourcePackage(string Name, string Version);
