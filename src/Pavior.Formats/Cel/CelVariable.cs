namespace Pavior.Formats.Cel;

/// <summary>A name that expressions may use.</summary>
/// <param name="Name">May have dots.</param>
/// <param name="Type">What it holds.</param>
public sealed record CelVariable(string Name, CelType Type);
