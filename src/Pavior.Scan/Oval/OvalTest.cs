namespace Pavior.Scan.Oval;

/// <summary>One condition of a definition: a state of an installed package.</summary>
/// <param name="Package">Name of the package; of the package that carries a distribution's release, for a platform.</param>
/// <param name="State">What is asked of it.</param>
/// <param name="Comment">The condition in words.</param>
internal sealed record OvalTest(string Package, OvalState State, string Comment)
{
    /// <summary>True when it is the distribution that is asked for.</summary>
    public bool IsPlatform => Package.EndsWith("-release", StringComparison.Ordinal) && State.Evr is null;

    /// <summary>Module stream that has to be enabled; null for any other condition.</summary>
    public string? Module =>
        Comment.StartsWith("Module ", StringComparison.Ordinal) && Comment.EndsWith(" is enabled", StringComparison.Ordinal)
            ? Comment["Module ".Length..^" is enabled".Length]
            : null;
}
