using Pavior.Formats.Vex;

namespace Pavior.Policy.Vex;

/// <summary>A VEX document that a scan takes into account.</summary>
/// <param name="Path">Its file, as it is to be named.</param>
/// <param name="Document">What it states.</param>
public sealed record VexInput(string Path, VexDocument Document);
