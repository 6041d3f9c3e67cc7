namespace Pavior.Formats.Cel;

/// <summary>A function or operator of CEL.</summary>
/// <param name="Name">Operators as the definition spells them: <c>_+_</c>.</param>
/// <param name="Run">Computes it.</param>
/// <param name="Overloads">How it may be called.</param>
internal sealed record CelLibraryFunction(string Name, CelFunction Run, params CelOverload[] Overloads);
