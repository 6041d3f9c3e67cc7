namespace Pavior.Scan.Oval;

/// <summary>What a test asks of an installed package (rpminfo_state): each part that is there has to be true.</summary>
/// <param name="Evr">Epoch, version and release to compare with.</param>
/// <param name="EvrOperation">How: <c>less than</c>.</param>
/// <param name="Version">Version to compare with: how the release of a distribution is told.</param>
/// <param name="Architecture">Pattern of architectures.</param>
/// <param name="HasSignature">Asks who signed the package, which says nothing about what is in it.</param>
/// <param name="HasOther">Asks for something else: a build for a special purpose.</param>
internal sealed record OvalState(string? Evr, string EvrOperation, string? Version, string? Architecture, bool HasSignature, bool HasOther);
