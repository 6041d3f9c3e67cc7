namespace Pavior.Formats.Cel;

/// <summary>Ends an evaluation that costs too much, through everything that would absorb an error; never leaves <see cref="CelProgram"/>.</summary>
internal sealed class CelBudgetException : Exception;
