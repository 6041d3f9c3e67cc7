namespace Pavior.Formats.Oci;

/// <summary>One line of an image's history.</summary>
/// <param name="CreatedBy">The command, as the builder wrote it.</param>
/// <param name="EmptyLayer">True when it only changed the configuration.</param>
/// <param name="Comment">What the builder added.</param>
public sealed record OciHistory(string CreatedBy, bool EmptyLayer, string? Comment);
