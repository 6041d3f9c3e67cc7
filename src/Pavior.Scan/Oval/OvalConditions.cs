using Pavior.Core;

namespace Pavior.Scan.Oval;

/// <summary>
/// Brings the conditions of a definition into alternatives, each a list of what has to be true together: "Oracle Linux 8, x86_64, brick before
/// 2-1". That is how a definition becomes statements about packages.
/// </summary>
internal sealed class OvalConditions(OvalTests tests, string path)
{
    /// <summary>Alternatives of one definition; the kernel of SUSE has 5,000.</summary>
    private const int MaxAlternatives = 200_000;

    /// <summary>Criteria within each other.</summary>
    private const int MaxDepth = 32;

    private static readonly OvalState Nothing = new(null, "", null, null, HasSignature: false, HasOther: true);

    private int _missing;

    /// <summary>True when the last definition referred to a test that the document does not have.</summary>
    public bool MissesTests => _missing > 0;

    public List<OvalTest[]> Alternatives(OvalDefinition definition)
    {
        _missing = 0;
        return definition.Criteria is { } criteria ? Expand(criteria, 0) : [];
    }

    private List<OvalTest[]> Expand(OvalCriteria criteria, int depth)
    {
        if (depth > MaxDepth)
            throw ParseException.Limit(path, $"criteria nested more than {MaxDepth} deep");
        return criteria.All ? ExpandAll(criteria, depth) : ExpandAny(criteria, depth);
    }

    private List<OvalTest[]> ExpandAny(OvalCriteria criteria, int depth)
    {
        var any = new List<OvalTest[]>();
        foreach (var (number, comment) in criteria.Tests)
            any.Add([Find(number, comment)]);
        foreach (var inner in criteria.Criteria)
        {
            any.AddRange(Expand(inner, depth + 1));
            ThrowIfTooMany(any.Count);
        }

        return any;
    }

    private List<OvalTest[]> ExpandAll(OvalCriteria criteria, int depth)
    {
        List<OvalTest[]> all = [[.. criteria.Tests.Select(t => Find(t.Test, t.Comment))]];
        foreach (var inner in criteria.Criteria)
        {
            var alternatives = Expand(inner, depth + 1);
            ThrowIfTooMany((long)all.Count * alternatives.Count);
            all = [.. from left in all from right in alternatives select (OvalTest[])[.. left, .. right]];
        }

        return all;
    }

    private void ThrowIfTooMany(long count)
    {
        if (count > MaxAlternatives)
            throw ParseException.Limit(path, $"more than {MaxAlternatives} alternatives in one definition");
    }

    private OvalTest Find(long number, string comment)
    {
        if (number == 0)
            return new OvalTest("", Nothing, "");
        if (tests.Find(number, comment) is { } test)
            return test;
        var told = FromWords(comment);
        if (told is null)
            _missing++;
        return told ?? new OvalTest("", Nothing, comment);
    }

    /// <summary>The words follow the test closely in the documents of those who leave tests out, or write them in another language of the schema.</summary>
    private static OvalTest? FromWords(string comment)
    {
        const string earlier = " is earlier than ", arch = " arch is ";
        if (comment.IndexOf(earlier, StringComparison.Ordinal) is > 0 and var at)
            return new OvalTest(comment[..at], new OvalState(comment[(at + earlier.Length)..], "less than", null, null, HasSignature: false, HasOther: false), comment);
        if (comment.IndexOf(arch, StringComparison.Ordinal) is > 0 and var before)
            return new OvalTest("-release", new OvalState(null, "", null, comment[(before + arch.Length)..], HasSignature: false, HasOther: false), comment);
        if (comment.Contains(" is signed with ", StringComparison.Ordinal))
            return new OvalTest("", new OvalState(null, "", null, null, HasSignature: true, HasOther: false), comment);
        if (comment.StartsWith("Module ", StringComparison.Ordinal) && comment.EndsWith(" is enabled", StringComparison.Ordinal))
            return new OvalTest("", new OvalState(null, "", null, null, HasSignature: false, HasOther: false), comment);
        if (comment.EndsWith(" is installed", StringComparison.Ordinal) && comment.Contains("Linux", StringComparison.Ordinal))
            return new OvalTest("-release", new OvalState(null, "", Digits(comment), null, HasSignature: false, HasOther: false), comment);
        return null;
    }

    private static string? Digits(string comment)
    {
        var number = Array.Find(comment.Split(' '), w => w.Length > 0 && char.IsAsciiDigit(w[0]));
        return number;
    }
}
