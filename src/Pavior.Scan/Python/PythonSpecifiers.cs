using Pavior.Core;
using Pavior.Scan.Versions;

namespace Pavior.Scan.Python;

/// <summary>
/// PEP 440's version specifiers, all of those joined by commas, with pre-releases: <c>&gt;=1.0, !=1.3.*, ~=1.2, &lt;2</c>. Ends without
/// local label hold for every local version, which <see cref="PythonVersionOrder.CompareToEnd"/> sees to. An interval cannot leave
/// out the odd pre-release of a post release that PEP 440 leaves out of <c>&lt;1.0.post1</c>; it is in.
/// </summary>
internal static class PythonSpecifiers
{
    /// <summary>Later than any post release that there is.</summary>
    private const string LastPost = ".post999999999999";

    private static readonly VersionOrder Order = PythonVersionOrder.Instance;

    /// <exception cref="ParseException">These are no such specifiers.</exception>
    public static VersionRange Parse(string text, string path)
    {
        var reader = new RangeReader(text, path);
        var range = VersionRange.All;
        reader.SkipBlanks();
        while (!reader.AtEnd)
        {
            reader.CountTerm();
            range = range.Intersect(Order, Specifier(ref reader));
            reader.SkipBlanks();
            if (!reader.AtEnd && !reader.Take(','))
                throw reader.Expected("a comma or the end");
            reader.SkipBlanks();
        }

        return range;
    }

    private static VersionRange Specifier(scoped ref RangeReader reader)
    {
        var comparator = TakeComparator(ref reader);
        reader.SkipBlanks();
        var text = reader.TakeUntil(",");
        if (comparator == "===")
            return text.IsEmpty ? throw reader.Expected("a version") : VersionRange.Of(Order, [VersionInterval.Only(text.ToString())]);
        var isPrefix = comparator is "==" or "!=" && text.EndsWith(".*");
        if (!Pep440Version.TryRead(isPrefix ? text[..^2] : text, out var version) || (isPrefix && version.Base.Length != version.Public.Length))
            throw reader.Expected("a version");
        if (!version.Local.IsEmpty && (isPrefix || comparator is not ("==" or "!=")))
            throw reader.Expected("a version without local label");
        var range = isPrefix ? Prefix(version) : comparator == "~=" ? Compatible(version, reader) : Plain(comparator, text.ToString(), version);
        return comparator == "!=" ? range.Complement(Order) : range;
    }

    private static string TakeComparator(scoped ref RangeReader reader)
    {
        foreach (var comparator in (ReadOnlySpan<string>)["===", "==", "~=", "!=", "<=", ">=", "<", ">"])
        {
            if (reader.Take(comparator))
                return comparator;
        }

        throw reader.Expected("a comparison");
    }

    private static VersionRange Plain(string comparator, string text, Pep440Version version) => VersionRange.Of(Order, comparator switch
    {
        "<=" => [VersionInterval.UpTo(text)],
        ">=" => [VersionInterval.Since(text)],
        "<" => Before(text, version),
        ">" => After(text, version),
        _ => [VersionInterval.Only(text)],
    });

    /// <summary>Not the pre-releases of the version itself, unless it is one.</summary>
    private static VersionInterval[] Before(string text, Pep440Version version)
    {
        if (version.IsPrerelease)
            return [VersionInterval.Before(text)];
        var before = VersionInterval.Before($"{version.Base}.dev0");
        return version.IsPost ? [before, VersionInterval.Between(version.Base.ToString(), text)] : [before];
    }

    /// <summary>Not the post releases of the version itself, unless it is one.</summary>
    private static VersionInterval[] After(string text, Pep440Version version)
    {
        if (version.IsPost)
            return [VersionInterval.After(text)];
        var after = VersionInterval.After(version.Base.ToString() + LastPost);
        return version.IsPrerelease ? [new VersionInterval(text, false, version.Base.ToString(), true), after] : [after];
    }

    /// <summary><c>==1.2.*</c>: from the first development release of 1.2 to before that of 1.3.</summary>
    private static VersionRange Prefix(Pep440Version version) =>
        VersionRange.Of(Order, [VersionInterval.Between($"{version.Base}.dev0", $"{Next(version, version.Release)}.dev0")]);

    /// <summary><c>~=1.2.3</c>: from 1.2.3 on, but before 1.3.</summary>
    private static VersionRange Compatible(Pep440Version version, RangeReader reader)
    {
        var dot = version.Release.LastIndexOf('.');
        return dot < 0
            ? throw reader.Expected("a version of two numbers or more")
            : VersionRange.Of(Order, [VersionInterval.Between(version.Public.ToString(), $"{Next(version, version.Release[..dot])}.dev0")]);
    }

    /// <summary>A release with its last number one higher.</summary>
    private static string Next(Pep440Version version, ReadOnlySpan<char> release)
    {
        var last = release.LastIndexOf('.') + 1;
        return $"{(version.Epoch.IsEmpty ? "" : $"{version.Epoch}!")}{release[..last]}{DigitRun.Next(release[last..])}";
    }
}
