namespace Pavior.Scan.Advisories.Update;

/// <summary>A publisher's word that it has no such file.</summary>
internal sealed class MissingPartException(string message) : Exception(message);
