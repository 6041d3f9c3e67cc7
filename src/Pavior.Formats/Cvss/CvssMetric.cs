namespace Pavior.Formats.Cvss;

/// <summary>One metric of one version, as vectors write it.</summary>
/// <param name="Name">Abbreviated: <c>AV</c>.</param>
/// <param name="Group">Base metrics are mandatory, all others are not.</param>
/// <param name="Values">Abbreviated; the code of a value is its place here plus one. Code 0 is "not defined".</param>
internal sealed record CvssMetric(string Name, CvssGroup Group, string[] Values)
{
    public bool IsMandatory => Group == CvssGroup.Base;

    /// <summary>-1 for anything that is no value of this metric.</summary>
    public int CodeOf(ReadOnlySpan<char> value, string notDefined)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            if (value.SequenceEqual(Values[i]))
                return i + 1;
        }

        return !IsMandatory && value.SequenceEqual(notDefined) ? 0 : -1;
    }
}
