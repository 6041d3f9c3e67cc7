using System.Globalization;
using Pavior.Formats.Cel;

namespace Pavior.Formats.Tests.Cel;

/// <summary>One case of CEL's own conformance files, run here.</summary>
internal sealed class ConformanceCase(string file, string section, TextProto test)
{
    public string Name => $"{file}/{section}/{test.Text("name")}";

    public string Expression => test.Text("expr") ?? "";

    /// <summary>Speaks of messages of protocol buffers or optional values, which no host here has.</summary>
    public bool NeedsMessages =>
        Expression.Contains("optional.", StringComparison.Ordinal) ||
        test.Text("container") is { } container && container.Contains("proto", StringComparison.Ordinal)
        || test.All("type_env").Any(t => t.One("function") is not null || IsMessage(t.One("ident")?.One("type")))
        || Expression.Contains("google.protobuf.", StringComparison.Ordinal) && Expression.Contains('{', StringComparison.Ordinal)
        || Expression.Contains("TestAllTypes", StringComparison.Ordinal);

    private static bool IsMessage(TextProto? type) =>
        type is not null && (type.Has("message_type") || type.Has("wrapper") || type.Has("abstract_type") || type.Text("well_known") == "ANY"
            || type.Names.Any(n => type.All(n).Any(IsMessage)));

    /// <summary>Null when it comes out as it should, else what came out.</summary>
    public string? Run()
    {
        var variables = test.All("type_env").Select(t => new CelVariable(t.Text("name")!, TypeOf(t.One("ident")!.One("type")!))).ToList();
        var bindings = test.All("bindings").ToDictionary(b => b.Text("key")!, b => b.One("value")!);
        variables.AddRange(bindings.Keys.Where(k => variables.TrueForAll(v => v.Name != k)).Select(k => new CelVariable(k, CelType.Dyn)));
        var environment = new CelEnvironment([.. variables]) { Container = test.Text("container") ?? "" };
        CelValue value;
        string? type = null;
        try
        {
            var program = CelProgram.Compile(new CelSource("case", Expression), environment, isChecked: test.Text("disable_check") != "true");
            type = program.Type.ToString();
            value = test.Text("check_only") == "true"
                ? CelValue.Null
                : program.Evaluate([.. variables.Select(v => bindings.TryGetValue(v.Name, out var bound) ? ValueOf(bound.One("value")!) : CelValue.Zero(v.Type))]);
        }
        catch (Pavior.Core.ParseException bad)
        {
            return test.Has("eval_error") ? null : bad.Message;
        }

        if (test.Has("eval_error"))
            return value.IsError ? null : $"{value} instead of an error";
        if (test.One("typed_result") is { } typed)
        {
            var expectedType = TypeOf(typed.One("deduced_type")!).ToString();
            if (type != expectedType)
                return $"{type} instead of {expectedType}";
            return typed.One("result") is { } result && test.Text("check_only") != "true" ? Differ(ValueOf(result), value) : null;
        }

        return Differ(test.One("value") is { } expected ? ValueOf(expected) : CelValue.Of(true), value);
    }

    private static string? Differ(CelValue expected, CelValue actual) =>
        Written(expected) == Written(actual) ? null : $"{Written(actual)} instead of {Written(expected)}";

    /// <summary>Maps in order of their keys.</summary>
    private static string Written(CelValue value) => value.Kind switch
    {
        CelKind.Map => $"{{{string.Join(", ", value.Map.Entries.Select(e => $"{Written(e.Key)}: {Written(e.Value)}").Order(StringComparer.Ordinal))}}}",
        CelKind.List => $"[{string.Join(", ", value.Items.Select(Written))}]",
        CelKind.Double => value.Double == 0 ? "0.0" : value.Double.ToString("R", CultureInfo.InvariantCulture) + "d",
        _ => value.ToString(),
    };

    private static CelType TypeOf(TextProto type)
    {
        if (type.Text("primitive") is { } primitive)
        {
            return primitive switch
            {
                "BOOL" => CelType.Bool,
                "INT64" => CelType.Int,
                "UINT64" => CelType.Uint,
                "DOUBLE" => CelType.Double,
                "STRING" => CelType.String,
                _ => CelType.Bytes,
            };
        }

        if (type.Text("well_known") is { } known)
            return known == "TIMESTAMP" ? CelType.Timestamp : known == "DURATION" ? CelType.Duration : CelType.Dyn;
        if (type.One("list_type") is { } list)
            return CelType.List(list.One("elem_type") is { } item ? TypeOf(item) : CelType.Dyn);
        if (type.One("map_type") is { } map)
            return CelType.Map(map.One("key_type") is { } key ? TypeOf(key) : CelType.Dyn, map.One("value_type") is { } value ? TypeOf(value) : CelType.Dyn);
        if (type.Has("null"))
            return CelType.Null;
        return type.Has("type") ? CelType.Type : CelType.Dyn;
    }

    private static CelValue ValueOf(TextProto value)
    {
        var name = value.Names.First();
        var text = value.Text(name) ?? "";
        switch (name)
        {
            case "null_value": return CelValue.Null;
            case "bool_value": return CelValue.Of(text == "true");
            case "int64_value": return CelValue.Of(text.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToInt64(text, 16) : long.Parse(text, CultureInfo.InvariantCulture));
            case "uint64_value": return CelValue.Of(text.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToUInt64(text, 16) : ulong.Parse(text, CultureInfo.InvariantCulture));
            case "double_value": return CelValue.Of(text is "inf" or "Infinity" ? double.PositiveInfinity : text is "-inf" or "-Infinity" ? double.NegativeInfinity : text == "nan" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture));
            case "string_value": return CelValue.Of(text);
            case "bytes_value": return CelValue.Of(TextProto.Bytes(text));
            case "type_value": return CelValue.OfType(text);
            case "list_value": return CelValue.Of((CelValue[])[.. value.One(name)!.All("values").Select(ValueOf)]);
            case "map_value":
                var map = new CelMap();
                foreach (var entry in value.One(name)!.All("entries"))
                    map.TryAdd(ValueOf(entry.One("key")!), ValueOf(entry.One("value")!));
                return CelValue.Of(map);
            case "object_value":
                var any = value.One(name)!;
                var inner = any.One(any.Names.First())!;
                var seconds = long.Parse(inner.Text("seconds") ?? "0", CultureInfo.InvariantCulture);
                var nanos = int.Parse(inner.Text("nanos") ?? "0", CultureInfo.InvariantCulture);
                return any.Names.First().Contains("Duration", StringComparison.Ordinal) ? CelValue.Duration(seconds, nanos) : CelValue.Timestamp(seconds, nanos);
            default: throw new FormatException(name);
        }
    }
}
