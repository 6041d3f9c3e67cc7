using Pavior.Scan.Registry;

namespace Pavior.Scan.LocalStores;

/// <summary>How people name an image that is on their machine: by reference, by its end, or by id.</summary>
internal static class LocalImageName
{
    /// <summary>Hexadecimal digits of an id prefix; less is a word.</summary>
    private const int MinIdPrefix = 6;

    /// <summary>True for an image reference, an image id and the start of one.</summary>
    public static bool CanBe(string written) => IsId(written) || ImageReference.TryParse(written, out _, out _);

    /// <summary>True for what can be an image id or its start; an optional <c>sha256:</c> stands before it.</summary>
    public static bool IsId(string written)
    {
        var hex = WithoutAlgorithm(written);
        return hex.Length is >= MinIdPrefix and <= 64 && hex.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The hexadecimal part of an id.</summary>
    public static string WithoutAlgorithm(string id) => id.StartsWith("sha256:", StringComparison.Ordinal) ? id[7..] : id;

    /// <summary>
    /// True when a stored full name is what was written: the same reference, the same under localhost, or, for a name
    /// without registry, the same at its end.
    /// </summary>
    public static bool Matches(string stored, string written)
    {
        if (!ImageReference.TryParse(written, out var wanted, out _) || !ImageReference.TryParse(stored, out var offered, out _))
            return stored == written;
        if (wanted!.Tag != offered!.Tag && wanted.Tag is not null)
            return false;
        if (wanted.Name == offered.Name)
            return true;
        return wanted.Registry == ImageReference.DockerHub
            && !written.StartsWith(ImageReference.DockerHub, StringComparison.Ordinal)
            && offered.Name.EndsWith("/" + Path(written), StringComparison.Ordinal);
    }

    /// <summary>What was written without tag and digest.</summary>
    private static string Path(string written)
    {
        var name = written.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
