using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Ubuntu;

/// <summary>One file of Ubuntu's tracker: fields in the head, then the state of each source package in each release.</summary>
internal sealed class UbuntuCveFile
{
    /// <summary>Statements about packages; the kernel's files have 3,000.</summary>
    private const int MaxStatements = 200_000;

    /// <summary>Bytes of a description that are looked at.</summary>
    private const int MaxDescription = 4_096;

    /// <summary>Vectors and pages that are kept.</summary>
    private const int MaxListed = 100;

    private readonly string _path;
    private readonly RecordGaps _gaps;
    private readonly Utf8Pool _pool = new();
    private readonly StringBuilder _description = new();
    private readonly Dictionary<string, Severity> _priorities = new(StringComparer.Ordinal);
    private string _field = "";

    private UbuntuCveFile(string path, RecordGaps gaps)
    {
        _path = path;
        _gaps = gaps;
    }

    /// <summary>Empty in a pattern for new files; null when the field is missing, as it is in one file.</summary>
    public string? Id { get; private set; }

    public string Summary => SummaryLine.From(_description.ToString());

    public DateTimeOffset? Published { get; private set; }

    public Severity Priority { get; private set; }

    public List<string> Cvss { get; } = [];

    /// <summary>Ubuntu's own notices among the references.</summary>
    public List<string> Notices { get; } = [];

    public List<UbuntuStatement> Statements { get; } = [];

    public static UbuntuCveFile Parse(string path, ReadOnlySpan<byte> text, RecordGaps gaps)
    {
        var file = new UbuntuCveFile(path, gaps);
        var lines = new Utf8LineReader(text);
        while (lines.Read())
        {
            var line = lines.Current;
            if (line.IsEmpty || line[0] == '#')
                continue;
            if (line[0] is (byte)' ' or (byte)'\t')
                file.Continue(line.Trim(" \t"u8));
            else if (line.IndexOf((byte)':') is > 0 and var colon)
                file.Take(line[..colon].TrimEnd(" \t"u8), line[(colon + 1)..].Trim(" \t"u8), lines.Line);
        }

        return file;
    }

    /// <summary>A package's own priority, in this release or in all, goes before that of the vulnerability.</summary>
    public Severity PriorityOf(UbuntuStatement statement)
    {
        if (_priorities.Count == 0)
            return Severity.Unknown;
        return _priorities.TryGetValue($"{statement.Package}_{statement.Series.Name}", out var priority) || _priorities.TryGetValue(statement.Package, out priority)
            ? priority
            : Severity.Unknown;
    }

    private void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line)
    {
        if (key[0] is >= (byte)'a' and <= (byte)'z')
        {
            TakeStatement(key, value, line);
            return;
        }

        _field = _pool.Get(key);
        if (_field == "Candidate")
            Id = _pool.Get(value);
        else if (_field == "PublicDate")
            Published = TryDate(value);
        else if (_field == "Priority")
            Priority = SeverityOf(FirstWord(value));
        else if (_field.StartsWith("Priority_", StringComparison.Ordinal))
            _priorities[_field["Priority_".Length..]] = SeverityOf(FirstWord(value));
        else
            Continue(value);
    }

    private void Continue(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return;
        if (_field == "Description" && _description.Length < MaxDescription)
            _description.Append(Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxDescription)])).Append(' ');
        else if (_field == "CVSS" && value.IndexOf("CVSS:"u8) is >= 0 and var vector && Cvss.Count < MaxListed)
            AddOnce(Cvss, FirstWord(value[vector..]));
        else if (_field == "References" && value.IndexOf("/USN-"u8) > 0 && Notices.Count < MaxListed)
            AddOnce(Notices, FirstWord(value));
    }

    private void TakeStatement(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int line)
    {
        var end = key.IndexOf((byte)'_');
        // Three of four lines say that a release does not have the package.
        if (end < 1 || value.StartsWith("DNE"u8) || UbuntuReleases.Find(key[..end]) is not { } series)
            return;
        var package = key[(end + 1)..];
        if (package.IsEmpty || UbuntuStatement.TryParse(series, package, value, _pool, out var complete) is not { } statement)
        {
            if (!value.IsEmpty)
                _gaps.AtLine(line, "a status of a package");
            return;
        }

        if (!complete)
            _gaps.AtLine(line, $"the version that mends {statement.Package}");
        else if (Statements.Count == MaxStatements)
            throw ParseException.Limit(_path, $"more than {MaxStatements} statements about packages");
        else
            Statements.Add(statement);
    }

    private void AddOnce(List<string> list, ReadOnlySpan<byte> text)
    {
        if (_pool.Get(text) is var value && !list.Contains(value))
            list.Add(value);
    }

    private static Severity SeverityOf(ReadOnlySpan<byte> priority) => priority switch
    {
        _ when priority.SequenceEqual("critical"u8) => Severity.Critical,
        _ when priority.SequenceEqual("high"u8) => Severity.High,
        _ when priority.SequenceEqual("medium"u8) => Severity.Medium,
        _ when priority.SequenceEqual("low"u8) || priority.SequenceEqual("negligible"u8) => Severity.Low,
        _ => Severity.Unknown,
    };

    private static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)' ', (byte)'\t');
        return end < 0 ? text : text[..end];
    }

    /// <summary><c>2023-10-03 18:15:00 UTC</c>, or the day alone; <c>unknown</c> stands there too.</summary>
    private static DateTimeOffset? TryDate(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 10 or > 32)
            return null;
        return DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(text), ["yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
    }
}
