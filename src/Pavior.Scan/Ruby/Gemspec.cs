using Pavior.Core;

namespace Pavior.Scan.Ruby;

/// <summary>
/// What a gem specification assigns in so many words. RubyGems generates the files it installs, so that all of it is literal;
/// a hand-written one may compute its version, which is null then.
/// </summary>
internal sealed class Gemspec
{
    /// <summary>Texts of one assignment, and dependencies of one kind, that are kept; real specifications stay below 200.</summary>
    private const int MaxValues = 10_000;

    private readonly List<string> _runtime = [];
    private readonly List<string> _undistinguished = [];
    private readonly HashSet<string> _development = new(StringComparer.Ordinal);

    private Gemspec()
    {
    }

    public string? Name { get; private set; }

    public string? Version { get; private set; }

    public string? Platform { get; private set; }

    public IReadOnlyList<string> Licenses { get; private set; } = [];

    public IReadOnlyList<string> Authors { get; private set; } = [];

    /// <summary>Generated files name each dependency once for new and once for old RubyGems, where development ones are not told apart.</summary>
    public IReadOnlyList<string> Requires =>
        [.. _runtime.Concat(_undistinguished.Where(d => !_development.Contains(d))).Distinct()];

    /// <exception cref="ParseException">More texts or dependencies than any specification has.</exception>
    public static Gemspec Parse(string text, string path)
    {
        var spec = new Gemspec();
        var lexer = new RubyLexer(text);
        spec.ReadStubLine(text);
        while (lexer.MoveNext())
        {
            // receiver.member = value, or receiver.member(value
            if (lexer.Kind != RubyTokenKind.Symbol || lexer.Text != "." || !lexer.MoveNext() || lexer.Kind != RubyTokenKind.Word)
                continue;
            var member = lexer.Text;
            if (member.StartsWith("add_", StringComparison.Ordinal))
                spec.ReadDependency(member, ref lexer, path);
            else if (lexer.MoveNext() && lexer.Text == "=" && lexer.Kind == RubyTokenKind.Symbol)
                spec.Assign(member, Values(ref lexer, path));
        }

        return spec;
    }

    /// <summary><c># stub: name version platform paths</c>, which RubyGems itself reads instead of the rest.</summary>
    private void ReadStubLine(string text)
    {
        const string Marker = "# stub: ";
        var lines = text.AsSpan();
        for (var i = 0; i < 3; i++)
        {
            var end = lines.IndexOf('\n');
            var line = (end < 0 ? lines : lines[..end]).TrimEnd('\r');
            if (line.StartsWith(Marker))
            {
                var parts = line[Marker.Length..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length >= 3)
                    (Name, Version, Platform) = (parts[0], parts[1], parts[2]);
                return;
            }

            if (end < 0)
                return;
            lines = lines[(end + 1)..];
        }
    }

    private void ReadDependency(string member, ref RubyLexer lexer, string path)
    {
        while (lexer.MoveNext() && lexer.Kind == RubyTokenKind.Symbol && lexer.Text == "(")
        {
        }

        if (lexer.Kind != RubyTokenKind.Text || !IsName(lexer.Text))
            return;
        if (_runtime.Count + _undistinguished.Count + _development.Count >= 3 * MaxValues)
            throw ParseException.Limit(path, $"line {lexer.Line}: more than {3 * MaxValues} dependencies");
        switch (member)
        {
            case "add_runtime_dependency": _runtime.Add(lexer.Text); break;
            case "add_development_dependency": _development.Add(lexer.Text); break;
            case "add_dependency": _undistinguished.Add(lexer.Text); break;
        }
    }

    private void Assign(string member, List<string> values)
    {
        if (values.Count == 0)
            return;
        switch (member)
        {
            case "name": Name = values[0]; break;
            case "version": Version = values[0]; break;
            case "platform": Platform ??= values[0]; break;
            case "license" or "licenses": Licenses = values; break;
            case "author" or "authors": Authors = values; break;
        }
    }

    /// <summary>
    /// The string literals of one value up to the end of its line: one string, or an array over one or more lines.
    /// None after a second equals sign, which compares instead.
    /// </summary>
    private static List<string> Values(ref RubyLexer lexer, string path)
    {
        var values = new List<string>();
        var depth = 0;
        while (lexer.MoveNext() && (depth > 0 || lexer.Kind != RubyTokenKind.LineEnd))
        {
            if (lexer.Kind == RubyTokenKind.Symbol && lexer.Text is "=" or "~")
                return [];
            if (values.Count >= MaxValues)
                throw ParseException.Limit(path, $"line {lexer.Line}: more than {MaxValues} texts in one value");
            if (lexer.Kind == RubyTokenKind.Text)
                values.Add(lexer.Text);
            else if (lexer.Kind == RubyTokenKind.Words)
                values.AddRange(lexer.Text.Split((char[]?)null, MaxValues, StringSplitOptions.RemoveEmptyEntries));
            else if (lexer.Kind == RubyTokenKind.Symbol)
                depth += lexer.Text switch { "[" or "(" => 1, "]" or ")" => -1, _ => 0 };
        }

        return values;
    }

    /// <summary>The pattern RubyGems holds names to.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                return false;
        }

        return true;
    }

    /// <summary>Versions begin with a digit and hold letters, digits, dots and dashes.</summary>
    public static bool IsVersion(ReadOnlySpan<char> version) => IsName(version) && char.IsAsciiDigit(version[0]) && !version.Contains('_');
}
