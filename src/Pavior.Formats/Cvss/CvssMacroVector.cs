namespace Pavior.Formats.Cvss;

/// <summary>The six digits that stand for all vectors of about the same severity (CVSS 4.0, section 8.2); 0 is the worst.</summary>
/// <param name="One">How near the attacker has to be: AV, PR, UI.</param>
/// <param name="Two">What has to come together: AC, AT.</param>
/// <param name="Three">Impact on the vulnerable system: VC, VI, VA.</param>
/// <param name="Four">Impact on what depends on it: SC, SI, SA.</param>
/// <param name="Five">Exploit maturity: E.</param>
/// <param name="Six">Whether an impact meets a requirement of the environment: CR, IR, AR.</param>
internal readonly record struct CvssMacroVector(int One, int Two, int Three, int Four, int Five, int Six);
