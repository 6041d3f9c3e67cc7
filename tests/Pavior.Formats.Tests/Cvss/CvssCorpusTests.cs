using System.Globalization;
using Pavior.Formats.Cvss;
using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Cvss;

/// <summary>Public vectors with known scores, a line each: <c>vector - (base, temporal, environmental)</c>, or the one score of version 4.</summary>
public sealed class CvssCorpusTests
{
    [Theory]
    [InlineData("vectors_calculator2", 5)]
    [InlineData("vectors_cvsslib2", 24)]
    [InlineData("vectors_simple2", 729)]
    [InlineData("vectors_calculator3", 2)]
    [InlineData("vectors_cvsslib3", 29)]
    [InlineData("vectors_simple3", 2592)]
    [InlineData("vectors_simple31", 2592)]
    [InlineData("vectors_simple4", 1058)]
    [InlineData("vectors_security4", 54)]
    [InlineData("vectors_supplemental4", 576)]
    [InlineData("vectors_threat4", 6)]
    public void Every_vector_scores_exactly(string name, int count)
    {
        var file = SharedFolder.TryFind("corpora/cvss/" + name);
        Assert.SkipWhen(file is null, $"corpora/cvss/{name} is not in the shared folder");
        var lines = File.ReadAllLines(file!).Where(l => l.Length > 0).ToArray();
        Assert.Equal(lines, lines.Select(Scored));
        Assert.InRange(lines.Length, count, int.MaxValue);
    }

    /// <summary>The line as it is when our scores are those on it, else with ours.</summary>
    private static string Scored(string line)
    {
        var parts = line.Split(" - ");
        var vector = CvssVector.Parse(parts[0]);
        var expected = parts[1].Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        decimal?[] ours = vector.Version switch
        {
            CvssVersion.V4_0 => [vector.Score],
            CvssVersion.V2 => [vector.BaseScore, vector.HasThreat ? vector.ThreatScore : null, vector.HasEnvironment ? vector.EnvironmentalScore : null],
            _ => [vector.BaseScore, vector.ThreatScore, vector.EnvironmentalScore],
        };
        return ours.SequenceEqual(expected.Select(Number)) ? line : $"{parts[0]} - {string.Join(", ", ours)}";
    }

    private static decimal? Number(string text) => text == "None" ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
