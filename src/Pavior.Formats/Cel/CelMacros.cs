namespace Pavior.Formats.Cel;

/// <summary>Recognises the macros that look like functions of a list or map (CEL language definition, "Macros", and the two-variable extension).</summary>
internal static class CelMacros
{
    /// <summary>Null for what is an ordinary function.</summary>
    /// <exception cref="Core.ParseException">What should be the name of a variable is none.</exception>
    public static CelSyntax? Expand(CelSource source, CelToken name, CelSyntax range, IReadOnlyList<CelSyntax> arguments)
    {
        var (macro, variables) = (name.Text, arguments.Count) switch
        {
            ("all", 2) => (CelMacro.All, 1),
            ("all", 3) => (CelMacro.All, 2),
            ("exists", 2) => (CelMacro.Exists, 1),
            ("exists", 3) => (CelMacro.Exists, 2),
            ("exists_one" or "existsOne", 2) => (CelMacro.ExistsOne, 1),
            ("existsOne", 3) => (CelMacro.ExistsOne, 2),
            ("map", 2 or 3) => (CelMacro.Map, 1),
            ("filter", 2) => (CelMacro.Filter, 1),
            ("transformList", 3 or 4) => (CelMacro.TransformList, 2),
            ("transformMap", 3 or 4) => (CelMacro.TransformMap, 2),
            ("transformMapEntry", 3 or 4) => (CelMacro.TransformMapEntry, 2),
            _ => ((CelMacro?)null, 0),
        };
        if (macro is not { } known)
            return null;
        var first = Variable(source, arguments[0]);
        var second = variables == 2 ? Variable(source, arguments[1]) : null;
        if (first == second)
            throw source.Expected(arguments[1].Offset, "two names that differ");
        var rest = arguments.Skip(variables).ToArray();
        var asks = known is CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne or CelMacro.Filter;
        return new CelSyntax.Comprehension(
            name.Start,
            Math.Max(range.Depth, rest.Max(r => r.Depth)) + 1,
            known,
            range,
            first,
            second,
            asks || rest.Length == 2 ? rest[0] : null,
            asks ? null : rest[^1]);
    }

    private static string Variable(CelSource source, CelSyntax argument) =>
        argument is CelSyntax.Name { IsAbsolute: false } name ? name.Text : throw source.Expected(argument.Offset, "the name of a variable");
}
