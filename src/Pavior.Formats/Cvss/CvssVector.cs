using System.Globalization;
using Pavior.Core;

namespace Pavior.Formats.Cvss;

/// <summary>
/// A CVSS vector of version 2, 3.0, 3.1 or 4.0 and its scores, computed by the equations of FIRST. A small value: neither reading nor scoring
/// allocates. Two vectors are equal when they define the same metrics, in whatever order they were written.
/// </summary>
public readonly record struct CvssVector
{
    /// <summary>Characters of the longest canonical vector; a buffer of this size takes any.</summary>
    public const int MaxCanonicalLength = 256;

    private readonly CvssCodes _codes;

    internal CvssVector(CvssVersion version, CvssCodes codes)
    {
        Version = version;
        _codes = codes;
    }

    public CvssVersion Version { get; }

    public bool IsEmpty => Version == CvssVersion.None;

    /// <summary>True when a temporal (2, 3.x) or threat (4.0) metric is defined.</summary>
    public bool HasThreat => Defines(CvssGroup.Threat);

    public bool HasEnvironment => Defines(CvssGroup.Environmental);

    /// <summary>From the base metrics alone: 0.0 to 10.0, one decimal. In version 4 this is CVSS-B.</summary>
    public decimal BaseScore => Version == CvssVersion.V4_0 ? CvssScoring4.Score(Only(CvssGroup.Base)) : Scored().Base;

    /// <summary>From base and temporal metrics; in version 4 from base and threat metrics, CVSS-BT.</summary>
    public decimal ThreatScore => Version == CvssVersion.V4_0 ? CvssScoring4.Score(Only(CvssGroup.Base, CvssGroup.Threat)) : Scored().Threat;

    /// <summary>From all metrics. Where none of the environmental ones is defined, the equation is still applied with their defaults.</summary>
    public decimal EnvironmentalScore => Version == CvssVersion.V4_0 ? CvssScoring4.Score(_codes) : Scored().Environmental;

    /// <summary>The score that the vector states: environmental, else temporal, else base, whichever is the most specific that it defines.</summary>
    public decimal Score => HasEnvironment ? EnvironmentalScore : HasThreat ? ThreatScore : BaseScore;

    /// <summary>The word for <see cref="Score"/>. Version 2 has Low, Medium and High only, as the NVD rates it.</summary>
    public CvssRating Rating => Rate(Score, Version);

    /// <summary>The same in our own words. A score of 0.0 was judged, so it is Low and not Unknown.</summary>
    public Severity Severity => IsEmpty ? Severity.Unknown : Rating switch
    {
        CvssRating.Critical => Severity.Critical,
        CvssRating.High => Severity.High,
        CvssRating.Medium => Severity.Medium,
        _ => Severity.Low,
    };

    /// <summary>The word for a score of a version.</summary>
    public static CvssRating Rate(decimal score, CvssVersion version) => score switch
    {
        >= 9.0m when version != CvssVersion.V2 => CvssRating.Critical,
        >= 7.0m => CvssRating.High,
        >= 4.0m => CvssRating.Medium,
        0.0m when version != CvssVersion.V2 => CvssRating.None,
        _ => CvssRating.Low,
    };

    /// <summary>False for anything that its version's specification does not call a vector.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CvssVector vector) => new CvssVectorReader(text).TryRead(out vector);

    /// <param name="text">The vector; version 2 may stand in parentheses, as the NVD writes it.</param>
    /// <param name="path">What the message names as the place.</param>
    /// <exception cref="ParseException">It is no vector; the message names the metric.</exception>
    public static CvssVector Parse(ReadOnlySpan<char> text, string path = "CVSS vector")
    {
        var reader = new CvssVectorReader(text);
        return reader.TryRead(out var vector) ? vector : throw reader.Failure(path);
    }

    /// <summary>The value of a metric as vectors abbreviate it, "not defined" included; null for a metric that this version does not have.</summary>
    public string? Value(ReadOnlySpan<char> metric)
    {
        var index = CvssMetrics.Find(Version, metric);
        if (index < 0)
            return null;
        var code = _codes[index];
        return code == 0 ? CvssMetrics.NotDefined(Version) : CvssMetrics.Of(Version)[index].Values[code - 1];
    }

    /// <summary>The canonical form: metrics in the order of the specification, those that are not defined left out.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxCanonicalLength];
        return TryFormat(text, out var written) ? text[..written].ToString() : "";
    }

    /// <summary>Writes the canonical form; false when it does not fit, and it always fits <see cref="MaxCanonicalLength"/>.</summary>
    public bool TryFormat(Span<char> destination, out int written)
    {
        written = 0;
        var metrics = CvssMetrics.Of(Version);
        if (!Append(destination, CvssMetrics.Prefix(Version), ref written))
            return false;
        for (var i = 0; i < metrics.Length; i++)
        {
            var code = _codes[i];
            if (code == 0)
                continue;
            if ((written > 0 && !Append(destination, "/", ref written))
                || !Append(destination, metrics[i].Name, ref written)
                || !Append(destination, ":", ref written)
                || !Append(destination, metrics[i].Values[code - 1], ref written))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A score as everyone writes it: one decimal, a point.</summary>
    public static string Text(decimal score) => score.ToString("0.0", CultureInfo.InvariantCulture);

    private static bool Append(Span<char> destination, string text, ref int written)
    {
        if (!text.TryCopyTo(destination[written..]))
            return false;
        written += text.Length;
        return true;
    }

    private CvssScores Scored() => Version switch
    {
        CvssVersion.V2 => CvssScoring2.Score(_codes),
        CvssVersion.V3_0 => CvssScoring3.Score(_codes, CvssEdition3.V3_0),
        CvssVersion.V3_1 => CvssScoring3.Score(_codes, CvssEdition3.V3_1),
        _ => default,
    };

    private CvssCodes Only(CvssGroup group) => _codes.Only(Version, group, group);

    private CvssCodes Only(CvssGroup first, CvssGroup second) => _codes.Only(Version, first, second);

    private bool Defines(CvssGroup group) => Only(group) != default;
}
