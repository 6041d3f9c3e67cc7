using Pavior.Core;
using Pavior.Formats.Patterns;
using Pavior.Formats.Text;

namespace Pavior.Formats.Cel;

/// <summary>
/// Resolves the names of an expression, finds out what each part of it is, and makes it ready to run. What cannot be right is refused here,
/// so that a slip of the pen shows when a policy is loaded and not when it should have said no.
/// </summary>
internal sealed class CelChecker(CelSource source, CelEnvironment environment, bool isChecked)
{
    private static readonly Dictionary<string, string> TypeNames = new(StringComparer.Ordinal)
    {
        ["bool"] = "bool", ["int"] = "int", ["uint"] = "uint", ["double"] = "double", ["string"] = "string", ["bytes"] = "bytes", ["list"] = "list",
        ["map"] = "map", ["null_type"] = "null_type", ["type"] = "type",
        ["google.protobuf.Timestamp"] = "google.protobuf.Timestamp", ["google.protobuf.Duration"] = "google.protobuf.Duration",
    };

    private readonly List<(string Name, CelType Type)> _scope = [];
    private readonly SortedSet<string> _uses = new(StringComparer.Ordinal);

    /// <summary>Variables of macros that are in use at once.</summary>
    public int Locals { get; private set; }

    public IReadOnlyList<string> Uses => [.. _uses];

    public (CelCode Code, CelType Type) Check(CelSyntax node) => node switch
    {
        CelSyntax.Constant constant => (new CelCode.Constant(constant.Value), CelType.Of(constant.Value.Kind)),
        CelSyntax.Name name => Named(name),
        CelSyntax.Select select => Select(select),
        CelSyntax.Call call => Call(call),
        CelSyntax.Logic logic => Logic(logic),
        CelSyntax.Choice choice => Choice(choice),
        CelSyntax.Items items => Items(items),
        CelSyntax.Entries entries => Entries(entries),
        CelSyntax.Comprehension comprehension => Comprehension(comprehension),
        CelSyntax.Message message => Wrong(message.Offset, $"a value: there is no type {message.TypeName} to make"),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    /// <summary>Where nothing is checked, what is wrong becomes an error when it runs.</summary>
    private (CelCode Code, CelType Type) Wrong(int offset, string expected) =>
        isChecked ? throw source.Expected(offset, expected) : (new CelCode.Constant(CelValue.Fail($"expected {expected}")), CelType.Dyn);

    private void Need(bool isRight, int offset, string expected)
    {
        if (isChecked && !isRight)
            throw source.Expected(offset, expected);
    }

    private (CelCode Code, CelType Type) Named(CelSyntax.Name name) =>
        Resolve(name.Text, name.IsAbsolute) ?? Wrong(name.Offset, $"a name that is known, not {name.Text}{NearestName.Hint(name.Text, Known())}");

    private IEnumerable<string> Known() => _scope.Select(s => s.Name).Concat(environment.Variables.Select(v => v.Name));

    /// <summary>A variable of a macro, then those of the environment from the container outwards, then the name of a type.</summary>
    private (CelCode Code, CelType Type)? Resolve(string name, bool isAbsolute)
    {
        for (var i = _scope.Count - 1; i >= 0 && !isAbsolute; i--)
        {
            if (_scope[i].Name == name)
                return (new CelCode.Local(i), _scope[i].Type);
        }

        foreach (var qualified in isAbsolute ? [name] : Qualified(name))
        {
            for (var i = 0; i < environment.Variables.Count; i++)
            {
                var variable = environment.Variables[i];
                if (variable.Name != qualified)
                    continue;
                _uses.Add(qualified);
                return (new CelCode.Variable(i), variable.Type);
            }

            if (TypeNames.TryGetValue(qualified, out var type))
                return (new CelCode.Constant(CelValue.OfType(type)), CelType.Type);
        }

        return null;
    }

    private IEnumerable<string> Qualified(string name)
    {
        for (var outer = environment.Container; outer.Length > 0; outer = outer.LastIndexOf('.') is var dot and > 0 ? outer[..dot] : "")
            yield return $"{outer}.{name}";
        yield return name;
    }

    private (CelCode Code, CelType Type) Select(CelSyntax.Select select)
    {
        // The longest dotted name that is one: a.b.c may be a variable "a.b" with a field c.
        if (!select.IsTest && Dotted(select) is var (name, isAbsolute) && !IsLocal(name, isAbsolute) && Resolve(name, isAbsolute) is { } known)
            return known;
        var (operand, type) = Check(select.Operand);
        var code = new CelCode.Field(operand, select.Field, select.IsTest);
        switch (type.Kind)
        {
            case CelKind.Object:
                if (!type.Object!.TryGet(select.Field, out var field))
                    return Wrong(select.Offset, $"a field of {type.Name}, not {select.Field}{NearestName.Hint(select.Field, type.Object.Fields.Select(f => f.Name))}");
                return (code, select.IsTest ? CelType.Bool : field.Type);
            case CelKind.Map:
                Need(CelType.Fits(type.Parameters[0], CelType.String), select.Offset, $"a map whose keys are texts, not {type}");
                return (code, select.IsTest ? CelType.Bool : type.Parameters[1]);
            case CelKind.Dyn:
                return (code, select.IsTest ? CelType.Bool : CelType.Dyn);
            default:
                return Wrong(select.Offset, $"an object or map before .{select.Field}, not a {type}");
        }
    }

    private static (string Name, bool IsAbsolute)? Dotted(CelSyntax node) => node switch
    {
        CelSyntax.Name name => (name.Text, name.IsAbsolute),
        CelSyntax.Select { IsTest: false } select when Dotted(select.Operand) is var (outer, isAbsolute) => ($"{outer}.{select.Field}", isAbsolute),
        _ => null,
    };

    /// <summary>A variable of a macro hides the dotted names that begin with it.</summary>
    private bool IsLocal(string name, bool isAbsolute)
    {
        var first = name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? name[..dot] : name;
        return !isAbsolute && _scope.Exists(s => s.Name == first);
    }

    private (CelCode Code, CelType Type) Call(CelSyntax.Call call)
    {
        var nodes = call.Target is null ? call.Arguments : [call.Target, .. call.Arguments];
        if (!CelLibrary.TryGet(call.Function, out var function))
            return Wrong(call.Offset, $"a function that is known, not {call.Function}{NearestName.Hint(call.Function, CelLibrary.Callable)}");
        var arguments = new (CelCode Code, CelType Type)[nodes.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Check(nodes[i]);
        var types = Array.ConvertAll(arguments, a => a.Type);
        var possible = function.Overloads.Where(o => o.IsMember == (call.Target is not null) && o.Parameters.Length == types.Length).ToArray();
        if (possible.Length == 0)
            return Wrong(call.Offset, $"{CelLibrary.Shown(call.Function)} as {string.Join(" or ", function.Overloads.Select(o => Written(function.Name, o)).Distinct(StringComparer.Ordinal))}");
        var fitting = possible.Where(o => o.Parameters.Zip(types, CelType.Fits).All(f => f)).ToArray();
        if (fitting.Length == 0)
            return Wrong(call.Offset, $"{CelLibrary.Shown(call.Function)} of what goes together, not of ({string.Join(", ", types.AsEnumerable())})");
        var result = CelTypeRules.Result(call.Function, types, fitting) ?? Wrong(call.Offset, $"two that can be equal, not {types[0]} and {types[^1]}").Type;
        if (CelTypeRules.UnknownWord(call, types) is { } word)
            Need(false, call.Offset, word);
        return (Code(call, function, arguments), result);
    }

    /// <summary>A pattern that stands in the expression is read once, and here if it is none.</summary>
    private CelCode Code(CelSyntax.Call call, CelLibraryFunction function, (CelCode Code, CelType Type)[] arguments)
    {
        if (call.Function == "matches" && arguments[1].Code is CelCode.Constant { Value: { Kind: CelKind.String } pattern })
        {
            try
            {
                return new CelCode.Match(arguments[0].Code, LinearPattern.Parse(pattern.String));
            }
            catch (ParseException bad)
            {
                return Wrong(call.Offset, $"a pattern with the syntax of RE2 ({bad.Message})").Code;
            }
        }

        return new CelCode.Call(function, Array.ConvertAll(arguments, a => a.Code));
    }

    private static string Written(string name, CelOverload overload)
    {
        var types = overload.Parameters.Select(p => p.ToString());
        return overload.IsMember ? $"{overload.Parameters[0]}.{name}({string.Join(", ", types.Skip(1))})" : $"{CelLibrary.Shown(name)}({string.Join(", ", types)})";
    }

    private (CelCode Code, CelType Type) Logic(CelSyntax.Logic logic)
    {
        var operands = new CelCode[logic.Operands.Count];
        for (var i = 0; i < operands.Length; i++)
        {
            (operands[i], var type) = Check(logic.Operands[i]);
            Need(CelType.Fits(type, CelType.Bool), logic.Operands[i].Offset, $"a bool at {(logic.IsAnd ? "&&" : "||")}, not a {type}");
        }

        return (new CelCode.Logic(logic.IsAnd, operands), CelType.Bool);
    }

    private (CelCode Code, CelType Type) Choice(CelSyntax.Choice choice)
    {
        var (condition, type) = Check(choice.Condition);
        Need(CelType.Fits(type, CelType.Bool), choice.Condition.Offset, $"a bool before ?, not a {type}");
        var (then, left) = Check(choice.Then);
        var (other, right) = Check(choice.Else);
        Need(CelType.Fits(left, right), choice.Offset, $"two of one type at ?:, not {left} and {right}");
        return (new CelCode.Choice(condition, then, other), CelType.Join(left, right));
    }

    private (CelCode Code, CelType Type) Items(CelSyntax.Items items)
    {
        var codes = new CelCode[items.Values.Count];
        CelType? all = null;
        for (var i = 0; i < codes.Length; i++)
        {
            (codes[i], var type) = Check(items.Values[i]);
            all = all is null ? type : CelType.Join(all, type);
        }

        return (new CelCode.Items(codes), CelType.List(all ?? CelType.Dyn));
    }

    private (CelCode Code, CelType Type) Entries(CelSyntax.Entries entries)
    {
        var codes = new (CelCode Key, CelCode Value)[entries.Pairs.Count];
        CelType? keys = null, values = null;
        for (var i = 0; i < codes.Length; i++)
        {
            (codes[i].Key, var key) = Check(entries.Pairs[i].Key);
            (codes[i].Value, var value) = Check(entries.Pairs[i].Value);
            Need(key.Kind is CelKind.Dyn or CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.String, entries.Pairs[i].Key.Offset, $"a key that is a text, whole number or bool, not a {key}");
            keys = keys is null ? key : CelType.Join(keys, key);
            values = values is null ? value : CelType.Join(values, value);
        }

        return (new CelCode.Entries(codes), CelType.Map(keys ?? CelType.Dyn, values ?? CelType.Dyn));
    }

    private (CelCode Code, CelType Type) Comprehension(CelSyntax.Comprehension node)
    {
        var (range, type) = Check(node.Range);
        if (type.Kind is not (CelKind.List or CelKind.Map or CelKind.Dyn))
            return Wrong(node.Range.Offset, $"a list or map to go over, not a {type}");
        var (first, second) = CelTypeRules.Variables(type, node.Second is not null);
        var at = _scope.Count;
        _scope.Add((node.First, first));
        if (node.Second is { } name)
            _scope.Add((name, second));
        Locals = Math.Max(Locals, _scope.Count);
        var condition = node.Condition is { } asked ? Check(asked) : ((CelCode Code, CelType Type)?)null;
        var result = node.Result is { } computed ? Check(computed) : ((CelCode Code, CelType Type)?)null;
        _scope.RemoveRange(at, _scope.Count - at);
        if (condition is { } known)
            Need(CelType.Fits(known.Type, CelType.Bool), node.Condition!.Offset, $"a condition that is a bool, not a {known.Type}");
        return (
            new CelComprehension(node.Macro, range, at, node.Second is null ? null : at + 1, condition?.Code, result?.Code),
            CelTypeRules.Result(node.Macro, type, first, result?.Type));
    }
}
