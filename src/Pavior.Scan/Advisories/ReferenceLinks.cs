namespace Pavior.Scan.Advisories;

/// <summary>Chooses the pages that are kept of an advisory: a few, the advisory's own first.</summary>
internal sealed class ReferenceLinks
{
    /// <summary>Pages kept of one advisory; some list hundreds of mailing list messages.</summary>
    public const int Max = 8;

    /// <summary>Characters of an address; what is longer leads nowhere.</summary>
    private const int MaxLength = 2_000;

    private readonly List<string> _first = [];
    private readonly List<string> _rest = [];

    /// <param name="address">What is no http or https address is passed over.</param>
    /// <param name="isAdvisory">True for a page that is an advisory.</param>
    public void Add(string? address, bool isAdvisory = false)
    {
        var list = isAdvisory ? _first : _rest;
        if (list.Count >= Max || !IsWeb(address) || _first.Contains(address!) || _rest.Contains(address!))
            return;
        list.Add(address!);
    }

    public IReadOnlyList<string> Choose() => [.. _first.Concat(_rest).Take(Max)];

    private static bool IsWeb(string? address) =>
        address is { Length: <= MaxLength }
        && (address.StartsWith("https://", StringComparison.Ordinal) || address.StartsWith("http://", StringComparison.Ordinal))
        && !address.AsSpan().ContainsAnyInRange('\0', ' ');
}
