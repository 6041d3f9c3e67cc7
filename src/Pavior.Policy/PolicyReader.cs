using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Cel;
using Pavior.Formats.Yaml;

namespace Pavior.Policy;

/// <summary>Reads <c>pavior.yaml</c>. Every key is known or a mistake, every mistake has its line and column, and every condition is checked here.</summary>
internal sealed class PolicyReader
{
    /// <summary>Bytes of the file.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Rules of one gate.</summary>
    private const int MaxRules = 1_000;

    /// <summary>Waivers of one policy.</summary>
    private const int MaxWaivers = 10_000;

    /// <summary>Patterns of paths of one waiver.</summary>
    private const int MaxPaths = 100;

    /// <summary>Characters of a pattern of paths or packages.</summary>
    private const int MaxPattern = 500;

    /// <summary>Characters of a reason, an owner or a message.</summary>
    private const int MaxText = 2_000;

    /// <summary>Characters of the id of a rule or vulnerability.</summary>
    private const int MaxId = 200;

    private readonly string _path;
    private readonly string[] _lines;

    private PolicyReader(string path, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _lines = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n');
    }

    public static PolicyFile Read(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw ParseException.Limit(path, $"{bytes.Length} bytes, more than the limit of {MaxBytes}");
        var document = YamlStream.ParseSingle(path, bytes);
        if (document.DuplicateKeys is [var twice, ..])
            throw ParseException.At(path, twice.Later.Line, twice.Later.Column, $"each key once, and {PolicyNode.Shown(twice.Name)} stands in line {twice.Earlier.Line} already");
        var reader = new PolicyReader(path, bytes);
        var (gates, waivers) = reader.Read(new PolicyNode(path, document.Root, "the policy"));
        return new PolicyFile(new PolicyInfo(path, PolicyFile.DigestOf(bytes)), gates, waivers);
    }

    private (IReadOnlyDictionary<string, Gate> Gates, IReadOnlyList<Waiver> Waivers) Read(PolicyNode root)
    {
        root.Keys("version", "gates", "waivers");
        var version = root.Required("version");
        if (version.Node is not YamlScalar scalar || !scalar.TryGetInteger(out var number) || number != 1)
            throw version.Expected("1, the version of the policy's format");
        var gates = new OrderedDictionary<string, Gate>(StringComparer.Ordinal);
        if (root.Optional("gates") is { } all)
        {
            all.Keys([.. PolicyFile.Stages]);
            foreach (var (stage, gate) in all.Entries())
                gates[stage] = ReadGate(gate);
        }

        return (gates, [.. root.Optional("waivers")?.Items(MaxWaivers).Select(ReadWaiver) ?? []]);
    }

    private Gate ReadGate(PolicyNode node)
    {
        node.Keys("rules", "acceptGaps");
        var rules = new List<PolicyRule>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in node.Optional("rules")?.Items(MaxRules) ?? [])
        {
            var rule = ReadRule(item);
            if (!lines.TryAdd(rule.Id, item.Node.Line))
                throw item.Required("id").Expected($"an id that no other rule of the gate has, and {rule.Id} stands in line {lines[rule.Id]}");
            rules.Add(rule);
        }

        var accept = node.Optional("acceptGaps") is { } gaps ? Condition(gaps, PolicyVocabulary.Gap) : null;
        return new Gate(rules, accept);
    }

    private PolicyRule ReadRule(PolicyNode node)
    {
        node.Keys("id", "decision", "when", "message");
        var id = node.Required("id").Text(MaxId);
        if (!char.IsAsciiLetter(id[0]) || id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw node.Required("id").Expected("an id of small letters, digits and hyphens, such as known-exploited");
        var decision = node.Required("decision").OneOf(("deny", Decision.Deny), ("warn", Decision.Warn));
        var when = node.Required("when");
        var program = Condition(when, PolicyVocabulary.Rule);
        var asked = program.Uses.Where(u => u is "finding" or "pkg" or "gap").ToArray();
        if (asked.Length > 1)
            throw when.Expected($"one of {string.Join(", ", asked)}, since a rule is asked of each of one kind; findings, packages and gaps are the lists of them");
        var scope = asked switch
        {
            ["finding"] => RuleScope.Finding,
            ["pkg"] => RuleScope.Package,
            ["gap"] => RuleScope.Gap,
            _ => RuleScope.Report,
        };
        var message = node.Optional("message")?.Text(MaxText) ?? string.Join(' ', when.Text(CelProgram.MaxLength).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new PolicyRule(id, decision, program, scope, message.Length <= MaxText ? message : message[..MaxText]);
    }

    private CelProgram Condition(PolicyNode node, CelEnvironment environment)
    {
        var text = node.Text(CelProgram.MaxLength);
        var program = CelProgram.Compile(Source((YamlScalar)node.Node, text), environment);
        return program.Type.Kind is CelKind.Bool or CelKind.Dyn ? program : throw node.Expected($"a condition that is true or false, not a {program.Type}");
    }

    /// <summary>Where the expression stands: known to the character unless YAML writes it in another way than it is read.</summary>
    private CelSource Source(YamlScalar scalar, string text)
    {
        var (line, column) = (scalar.Line, scalar.Column);
        if (scalar.Style == YamlScalarStyle.Literal)
        {
            var first = text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? text[..end] : text;
            var margin = line < _lines.Length ? _lines[line].IndexOf(first, StringComparison.Ordinal) : -1;
            return new CelSource(_path, text, line + 1, Math.Max(margin, 0) + 1, Math.Max(margin, 0) + 1, IsExact: margin >= 0);
        }

        var quote = scalar.Style is YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted ? 1 : 0;
        var isAsRead = scalar.Definition is null && line <= _lines.Length && column - 1 + quote <= _lines[line - 1].Length
            && _lines[line - 1].AsSpan(column - 1 + quote).StartsWith(text, StringComparison.Ordinal);
        return new CelSource(_path, text, line, column + (isAsRead ? quote : 0), 1, isAsRead);
    }

    private Waiver ReadWaiver(PolicyNode node)
    {
        node.Keys("id", "package", "paths", "stages", "owner", "reason", "expires", "justification");
        var id = node.Optional("id")?.Text(MaxId);
        var package = node.Optional("package");
        if (id is null && package is null)
            throw node.Expected("an id, a package or both in a waiver");
        return new Waiver
        {
            Id = id,
            Package = package is null ? null : PurlPattern.Parse(package.Text(MaxPattern)) ?? throw package.Expected("a package URL, such as pkg:npm/lodash or pkg:deb/debian/*"),
            Paths = [.. node.Optional("paths")?.Items(MaxPaths).Select(p => new PathPattern(p.Text(MaxPattern))) ?? []],
            Stages = [.. node.Optional("stages")?.Items(PolicyFile.Stages.Count).Select(s => s.OneOf([.. PolicyFile.Stages.Select(n => (n, n))])) ?? []],
            Owner = node.Required("owner").Text(MaxText),
            Reason = node.Required("reason").Text(MaxText),
            Expires = Day(node.Required("expires")),
            Justification = node.Optional("justification")?.OneOf(
                ("component_not_present", VexJustification.ComponentNotPresent),
                ("vulnerable_code_not_present", VexJustification.VulnerableCodeNotPresent),
                ("vulnerable_code_not_in_execute_path", VexJustification.VulnerableCodeNotInExecutePath),
                ("vulnerable_code_cannot_be_controlled_by_adversary", VexJustification.VulnerableCodeCannotBeControlledByAdversary),
                ("inline_mitigations_already_exist", VexJustification.InlineMitigationsAlreadyExist)),
            Source = $"{_path}, line {node.Node.Line}",
        };
    }

    private static DateOnly Day(PolicyNode node) =>
        DateOnly.TryParseExact(node.Text(MaxId), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw node.Expected("a day, such as 2026-12-31");
}
