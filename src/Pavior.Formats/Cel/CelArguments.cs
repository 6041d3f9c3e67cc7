using System.Runtime.CompilerServices;

namespace Pavior.Formats.Cel;

/// <summary>The arguments of one call, without memory of their own.</summary>
[InlineArray(Most)]
internal struct CelArguments
{
    /// <summary>Of any function of the library, its target counted.</summary>
    public const int Most = 4;

    private CelValue _first;
}
