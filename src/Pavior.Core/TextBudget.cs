using System.Collections.ObjectModel;

namespace Pavior.Core;

/// <summary>
/// Bounds what the packages of one file may say together and one by one, so that a small file that unpacks to a long one, or repeats itself,
/// does not fill the memory of its reader.
/// </summary>
/// <param name="path">The file, for errors.</param>
public sealed class TextBudget(string path)
{
    /// <summary>Characters of one name, version, licence, requirement or other value; the longest real ones are licence texts of some 35,000.</summary>
    public const int MaxValue = 64 * 1024;

    /// <summary>Characters of everything that the packages of one file say; 30,000 packages of a large SBOM need half.</summary>
    public const long MaxText = 24L * 1024 * 1024;

    /// <summary>Requirements of all packages of one file; a full distribution has some 100,000.</summary>
    public const int MaxRequires = 1_000_000;

    /// <summary>What a reference to a text costs beside its characters, and an object that holds some.</summary>
    private const int Reference = 4;
    private const int Entry = 32;

    private int _requires;

    /// <summary>Characters taken so far; what holds them is counted in.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes a package, without values that are too long to be what they should be.</summary>
    /// <param name="package">As the file states it.</param>
    /// <param name="tooLong">What was left out; null when nothing was.</param>
    /// <returns>Null when its very name is too long.</returns>
    /// <exception cref="ParseException">The file says more than <see cref="MaxText"/> or <see cref="MaxRequires"/> allow.</exception>
    public Package? Take(Package package, out Gap? tooLong)
    {
        tooLong = null;
        var name = package.Purl.ToString().Length;
        if (name > MaxValue)
        {
            tooLong = Gap($"a package whose name and version have {name} characters, more than {MaxValue}");
            return null;
        }

        if (HasTooLong(package))
        {
            package = Without(package);
            tooLong = Gap($"{package.Purl}: a licence, maker, requirement or property of more than {MaxValue} characters");
        }

        _requires += package.Requires.Count;
        if (_requires > MaxRequires)
            throw ParseException.Limit(path, $"more than {MaxRequires} requirements of packages in one file");
        Take(name + Characters(package));
        return package;
    }

    /// <exception cref="ParseException">More than <see cref="MaxText"/>.</exception>
    public void Take(long characters)
    {
        Taken += characters;
        if (Taken > MaxText)
            throw ParseException.Limit(path, $"packages of which one file says more than {MaxText} characters");
    }

    private Gap Gap(string reason) => new(path, GapKind.LimitReached, $"{path}: {reason}");

    private static long Characters(Package package)
    {
        var characters = (long)(package.Supplier?.Length ?? 0);
        if (package.Source is { } source)
            characters += source.Name.Length + source.Version.Length;
        foreach (var license in package.Licenses)
            characters += license.Length + Reference;
        foreach (var needed in package.Requires)
            characters += needed.Length + Reference;
        foreach (var evidence in package.Evidence)
            characters += evidence.Path.Length + Entry;
        foreach (var (key, value) in package.Properties)
            characters += key.Length + value.Length + Entry;
        return characters;
    }

    private static bool HasTooLong(Package package)
    {
        if (IsTooLong(package.Supplier) || IsTooLong(package.Source?.Name) || IsTooLong(package.Source?.Version))
            return true;
        foreach (var license in package.Licenses)
        {
            if (IsTooLong(license))
                return true;
        }

        foreach (var needed in package.Requires)
        {
            if (IsTooLong(needed))
                return true;
        }

        foreach (var (key, value) in package.Properties)
        {
            if (IsTooLong(key) || IsTooLong(value))
                return true;
        }

        return false;
    }

    private static Package Without(Package package) => package with
    {
        Supplier = IsTooLong(package.Supplier) ? null : package.Supplier,
        Source = IsTooLong(package.Source?.Name) || IsTooLong(package.Source?.Version) ? null : package.Source,
        Licenses = [.. package.Licenses.Where(l => !IsTooLong(l))],
        Requires = [.. package.Requires.Where(r => !IsTooLong(r))],
        Properties = new ReadOnlyDictionary<string, string>(new SortedDictionary<string, string>(
            package.Properties.Where(p => !IsTooLong(p.Key) && !IsTooLong(p.Value)).ToDictionary(), StringComparer.Ordinal)),
    };

    private static bool IsTooLong(string? text) => text?.Length > MaxValue;
}
