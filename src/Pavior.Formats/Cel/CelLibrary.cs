using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Pavior.Formats.Cel;

/// <summary>All functions and operators there are: the standard definitions of CEL, and its strings extension.</summary>
internal static class CelLibrary
{
    private static readonly FrozenDictionary<string, CelLibraryFunction> ByName =
        ((IEnumerable<CelLibraryFunction>)[.. CelOperators.All, .. CelConversions.All, .. CelTexts.All, .. CelTimes.All]).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static bool TryGet(string name, [NotNullWhen(true)] out CelLibraryFunction? function) => ByName.TryGetValue(name, out function);

    /// <summary>Names that an expression may call, for messages.</summary>
    public static IEnumerable<string> Callable => ByName.Keys.Where(k => char.IsAsciiLetter(k[0]));

    /// <summary>An operator as it is written.</summary>
    public static string Shown(string name) => name switch
    {
        "_[_]" => "[]",
        "-_" => "-",
        "!_" => "!",
        _ => name.Trim('_', '@'),
    };

    public static CelOverload Global(CelType result, params CelType[] parameters) => new(false, result, parameters);

    public static CelOverload Member(CelType result, params CelType[] parameters) => new(true, result, parameters);
}
