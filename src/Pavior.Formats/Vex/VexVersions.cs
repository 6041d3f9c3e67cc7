namespace Pavior.Formats.Vex;

/// <summary>Versions that a statement is limited to, where they are not part of the package URL.</summary>
/// <param name="Text">One version, or a range in <c>vers:</c> syntax when <paramref name="IsRange"/>.</param>
/// <param name="IsRange">True for a range.</param>
/// <param name="IsAffected">False for versions that CycloneDX calls unaffected; null where it calls them unknown.</param>
/// <param name="IsStated">False where the document says nothing and the format's default stands.</param>
public sealed record VexVersions(string Text, bool IsRange, bool? IsAffected = true, bool IsStated = false);
