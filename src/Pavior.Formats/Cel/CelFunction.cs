namespace Pavior.Formats.Cel;

/// <summary>Computes a call; null when it does not take values of these kinds.</summary>
internal delegate CelValue? CelFunction(CelRun run, ReadOnlySpan<CelValue> arguments);
