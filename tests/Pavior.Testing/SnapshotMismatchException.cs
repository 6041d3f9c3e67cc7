namespace Pavior.Testing;

/// <summary>An output is not the one kept as expected.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
