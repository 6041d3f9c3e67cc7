namespace Pavior.Scan.Binaries;

/// <summary>How one well-known program states its version in its own bytes.</summary>
/// <param name="Product">Name in the purl: <c>pkg:generic/PRODUCT@VERSION</c>.</param>
/// <param name="Files">Base names, with <c>*</c> and <c>?</c>; an ending <c>.exe</c> is not part of the name.</param>
/// <param name="Patterns">Most certain first; see <see cref="VersionPattern"/> for the notation.</param>
internal sealed record Classifier(string Product, string[] Files, params string[] Patterns)
{
    /// <summary>Compiled once; null where the pattern depends on the file's name.</summary>
    public VersionPattern?[] Compiled { get; } =
        [.. Patterns.Select(p => p.Contains(VersionPattern.NamePlaceholder, StringComparison.Ordinal) ? null : VersionPattern.Compile(p))];

    public bool Wants(ReadOnlySpan<char> name)
    {
        foreach (var file in Files)
        {
            if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(file, name, ignoreCase: false))
                return true;
        }

        return false;
    }
}
