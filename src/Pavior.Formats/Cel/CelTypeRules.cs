using Pavior.Formats.Text;

namespace Pavior.Formats.Cel;

/// <summary>What calls and macros give, where the overload alone does not tell: lists and maps hand on the type of what is in them.</summary>
internal static class CelTypeRules
{
    /// <summary>Null where the types can never be equal, so that the question is a mistake.</summary>
    public static CelType? Result(string function, CelType[] types, CelOverload[] fitting)
    {
        switch (function)
        {
            case "_==_" or "_!=_":
                return CelType.Fits(types[0], types[1]) ? CelType.Bool : null;
            case "@in" when types[1].Kind is CelKind.List or CelKind.Map:
                return CelType.Fits(types[0], types[1].Parameters[0]) ? CelType.Bool : null;
            case "_[_]" when types[0].Kind is CelKind.List or CelKind.Map:
                return types[0].Kind == CelKind.List || CelType.Fits(types[0].Parameters[0], types[1]) ? types[0].Parameters[^1] : null;
            case "_+_" when types[0].Kind == CelKind.List && types[1].Kind == CelKind.List:
                return CelType.Join(types[0], types[1]);
            case "dyn":
                return CelType.Dyn;
        }

        var result = fitting[0].Result;
        return Array.TrueForAll(fitting, o => o.Result.Kind == result.Kind) ? result : CelType.Dyn;
    }

    /// <summary>The types of a macro's variables: items; with two of them, index and item, or key and value.</summary>
    public static (CelType First, CelType Second) Variables(CelType range, bool two) => range.Kind switch
    {
        CelKind.List => two ? (CelType.Int, range.Parameters[0]) : (range.Parameters[0], CelType.Dyn),
        CelKind.Map => (range.Parameters[0], range.Parameters[1]),
        _ => (CelType.Dyn, CelType.Dyn),
    };

    public static CelType Result(CelMacro macro, CelType range, CelType first, CelType? result) => macro switch
    {
        CelMacro.Filter => CelType.List(first),
        CelMacro.Map or CelMacro.TransformList => CelType.List(result!),
        CelMacro.TransformMap => CelType.Map(range.Kind == CelKind.List ? CelType.Int : first, result!),
        CelMacro.TransformMapEntry => result!.Kind == CelKind.Map ? result : CelType.Map(CelType.Dyn, CelType.Dyn),
        _ => CelType.Bool,
    };

    /// <summary>What was expected where a text of few words is compared with another one; null when all is well.</summary>
    public static string? UnknownWord(CelSyntax.Call call, CelType[] types)
    {
        if (call.Function is not ("_==_" or "_!=_" or "@in"))
            return null;
        var (left, right) = (call.Arguments[0], call.Arguments[1]);
        return call.Function == "@in"
            ? types[0].Words is { } one && right is CelSyntax.Items items ? items.Values.Select(i => Unknown(one, i)).FirstOrDefault(u => u is not null)
                : types[1].Kind == CelKind.List && types[1].Parameters[0].Words is { } listed ? Unknown(listed, left) : null
            : types[0].Words is { } words ? Unknown(words, right)
            : types[1].Words is { } others ? Unknown(others, left)
            : null;
    }

    private static string? Unknown(IReadOnlyList<string> words, CelSyntax node) =>
        node is CelSyntax.Constant { Value: { Kind: CelKind.String } value } && !words.Contains(value.String)
            ? $"one of {string.Join(", ", words)}, not {value}{NearestName.Hint(value.String, words)}"
            : null;
}
