namespace Pavior.Formats.Cvss;

/// <summary>The three scores of one vector, each 0.0 to 10.0 with one decimal.</summary>
internal readonly record struct CvssScores(decimal Base, decimal Threat, decimal Environmental);
