namespace Pavior.Scan.Binaries;

/// <summary>One classifier at work on one file: its patterns, and what the best of them has found so far.</summary>
internal sealed class ClassifierSearch
{
    private readonly VersionPattern[] _patterns;
    private int _best;

    public ClassifierSearch(Classifier classifier, ReadOnlySpan<char> fileName)
    {
        Product = classifier.Product;
        var numbers = Numbers(fileName);
        var patterns = new List<VersionPattern>();
        for (var i = 0; i < classifier.Compiled.Length; i++)
        {
            if (classifier.Compiled[i] is { } compiled)
                patterns.Add(compiled);
            else if (numbers.Contains('.', StringComparison.Ordinal))
                patterns.Add(VersionPattern.Compile(classifier.Patterns[i].Replace(VersionPattern.NamePlaceholder, numbers, StringComparison.Ordinal)));
        }

        _patterns = [.. patterns];
        _best = _patterns.Length;
    }

    public string Product { get; }

    public string? Version { get; private set; }

    /// <summary>The most certain pattern has matched: nothing later can be better.</summary>
    public bool IsDone => _best == 0;

    /// <summary>Tries every literal that starts in <paramref name="from"/> to <paramref name="to"/> of the window.</summary>
    public void Look(ReadOnlySpan<byte> window, int from, int to)
    {
        for (var index = 0; index < _best; index++)
        {
            if (FirstMatch(_patterns[index], window, from, to) is not { } version)
                continue;
            Version = version;
            _best = index;
            return;
        }
    }

    private static string? FirstMatch(VersionPattern pattern, ReadOnlySpan<byte> window, int from, int to)
    {
        for (var at = from; at < to;)
        {
            var found = window[at..].IndexOf(pattern.Anchor);
            if (found < 0 || at + found >= to)
                return null;
            at += found;
            if (pattern.MatchAt(window, at) is { } version)
                return version;
            at++;
        }

        return null;
    }

    /// <summary>The first dotted numbers in a name: <c>3.11</c> of <c>libpython3.11.so.1.0</c>.</summary>
    private static string Numbers(ReadOnlySpan<char> name)
    {
        var start = name.IndexOfAnyInRange('0', '9');
        if (start < 0)
            return "";
        var end = start;
        while (end < name.Length && (char.IsAsciiDigit(name[end]) || name[end] == '.'))
            end++;
        return name[start..end].TrimEnd('.').ToString();
    }
}
