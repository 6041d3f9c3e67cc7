namespace Pavior.Reports.Spdx;

/// <summary>A relationship between two elements, by version 2.3's name.</summary>
internal sealed record SpdxLink(string From, string Type, string To);
