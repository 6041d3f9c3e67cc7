namespace Pavior.Scan.Versions;

/// <summary>
/// <c>[epoch:]version[-release]</c>, cut as rpm and alpm cut it: digits before a colon are the epoch, what follows the last
/// hyphen is the release.
/// </summary>
internal readonly ref struct EpochVersionRelease
{
    private EpochVersionRelease(ReadOnlySpan<char> epoch, ReadOnlySpan<char> version, ReadOnlySpan<char> release, bool hasRelease)
    {
        Epoch = epoch;
        Version = version;
        Release = release;
        HasRelease = hasRelease;
    }

    /// <summary>Digits; empty for none.</summary>
    public ReadOnlySpan<char> Epoch { get; }

    public ReadOnlySpan<char> Version { get; }

    public ReadOnlySpan<char> Release { get; }

    /// <summary>Whether a hyphen announces a release, be it empty.</summary>
    public bool HasRelease { get; }

    public static EpochVersionRelease Of(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        ReadOnlySpan<char> epoch = [];
        var digits = DigitRun.LengthAt(text);
        if (digits < text.Length && text[digits] == ':')
        {
            epoch = text[..digits];
            text = text[(digits + 1)..];
        }

        var hyphen = text.LastIndexOf('-');
        return hyphen < 0 ? new(epoch, text, [], false) : new(epoch, text[..hyphen], text[(hyphen + 1)..], true);
    }

    public EpochVersionRelease WithoutRelease() => new(Epoch, Version, [], false);
}
