using System.Globalization;
using System.Text;
using Pavior.Core;
using Pavior.Reports.Sbom;
using Pavior.Reports.Text;

namespace Pavior.Reports.Table;

/// <summary>The view for a person at a terminal: the image, its layers and what each brought, packages by ecosystem, and what could not be seen.</summary>
public sealed class TableReportWriter(TableOptions? options = null) : IReportWriter
{
    private const int ListedPackages = 8;
    private const int ListedGaps = 20;
    private const int CellGap = 2;

    /// <summary>The longest label and a space: a digest and its label just fit into 80 cells.</summary>
    private const int HeadWidth = 9;

    private readonly TableOptions _options = options ?? new TableOptions();

    public string Format => "table";

    private int Width => Math.Max(_options.Width, TableOptions.LeastWidth);

    public void Write(Report report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var style = new Style(_options.Colour);
        WriteHead(text, style, report);
        var assessed = new AssessmentTable(text, style, _options, Width);
        if (report.Assessment is not null)
            assessed.Write(report.Assessment, report.Suppressed.Count);
        WriteLayers(text, style, report);
        if (report.Assessment is null || _options.All)
            WritePackages(text, style, report);
        else
            WriteSummary(text, style, report.Inventory.Packages);
        WriteGaps(text, style, report.Inventory.Gaps);
        if (report.Assessment is not null)
            assessed.WriteDatabase(report.Assessment);
        new VerdictTable(text, style, _options, Width).Write(report);
    }

    private void WriteHead(TextWriter text, Style style, Report report)
    {
        var target = report.Target;
        Line(
            target.Kind switch
            {
                TargetKind.Image => "image",
                TargetKind.RootFileSystem => "root",
                TargetKind.SourceTree => "tree",
                _ => "sbom",
            },
            target.Name);
        Line("digest", target.Digest?.ToString());
        Line("image id", target.ConfigDigest?.ToString());
        Line("platform", target.Platform);
        Line("created", target.Created is { } created ? JsonOutput.Time(created).Replace('T', ' ').Replace("Z", " UTC", StringComparison.Ordinal) : null);
        Line("system", SystemName(report.Inventory.Distribution));
        Line("user", target.Kind == TargetKind.Image ? (string.IsNullOrEmpty(target.User) ? "root (none is set)" : target.User) : null);
        Line("command", target.Command.Count > 0 ? string.Join(' ', target.Command) : null);
        Line("base", target.Base is { } image ? Words.Of(image) : null);

        void Line(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            var label = style.Dim(name) + new string(' ', HeadWidth - name.Length);
            foreach (var line in PlainText.Wrap(PlainText.Line(value), Width - HeadWidth, breakWords: false))
            {
                text.WriteLine(label + line);
                label = new string(' ', HeadWidth);
            }
        }
    }

    private static string? SystemName(Distribution? distribution) =>
        distribution is null ? null
        : distribution.PrettyName.Length > 0 ? distribution.PrettyName
        : $"{distribution.Id} {distribution.VersionId}".TrimEnd();

    private void WriteLayers(TextWriter text, Style style, Report report)
    {
        var layers = report.Target.Layers;
        if (layers.Count == 0)
            return;
        var brought = new int[layers.Count];
        foreach (var package in report.Inventory.Packages)
        {
            if (SbomProperties.LayerOf(package, layers) is { } layer)
                brought[layer.Index]++;
        }

        text.WriteLine();
        text.WriteLine(style.Heading(PlainText.Count(layers.Count, "layer")) + style.Dim(report.Target.Size is var size and > 0 ? $", {PlainText.Size(size)}" : ""));
        var grid = new Grid(
            Width, 2, CellGap, new Column(Right: true, Paint: style.Dim), new Column(Right: true), new Column(Right: true), new Column(Paint: style.Mark), new Column(Shorten: Shorten.AtEnd));
        foreach (var layer in layers)
        {
            grid.Add(
                layer.Index.ToString(CultureInfo.InvariantCulture),
                layer.Size == 0 ? "" : PlainText.Size(layer.Size),
                brought[layer.Index] == 0 ? "" : PlainText.Count(brought[layer.Index], "package"),
                layer.FromBase ? "base" : "",
                Shown(layer));
        }

        grid.Write(text);
    }

    private string Shown(Layer layer)
    {
        var instruction = string.IsNullOrEmpty(layer.Instruction) ? "(no history)" : layer.Instruction;
        return _options.All ? $"{layer.DiffId.Short} {instruction}" : instruction;
    }

    private void WritePackages(TextWriter text, Style style, Report report)
    {
        var packages = report.Inventory.Packages;
        text.WriteLine();
        if (packages.Count == 0)
        {
            text.WriteLine(style.Heading("No packages"));
            return;
        }

        text.WriteLine(style.Heading(Counted(packages)));
        foreach (var line in PlainText.Wrap(Notes(packages), Width - 2))
            text.WriteLine(style.Dim($"  {line}"));
        foreach (var (title, listed) in Ecosystems.Of(packages))
            WriteEcosystem(text, style, title, listed, report.Target.Layers);
    }

    /// <summary>One line where findings are the matter.</summary>
    private void WriteSummary(TextWriter text, Style style, IReadOnlyList<Package> packages)
    {
        text.WriteLine();
        var groups = Ecosystems.Of([.. packages.Where(p => !p.IsApplication)]).Select(g => $"{PlainText.Number(g.Packages.Count)} {Of(g.Title)}{Noted(g.Title)}");
        foreach (var line in PlainText.Wrap($"{Counted(packages)}: {string.Join(", ", groups)} (--all lists them)", Width))
            text.WriteLine(line);

        static string Of(string title) => title == Ecosystems.Programs ? "programs" : title;

        static string Noted(string title) => Ecosystems.Note(title) is { Length: > 0 } note ? $" ({note})" : "";
    }

    /// <summary>What was made is not among what it was made of.</summary>
    private static string Counted(IReadOnlyList<Package> packages)
    {
        var applications = packages.Count(p => p.IsApplication);
        var count = PlainText.Count(packages.Count - applications, "package");
        return applications == 0 ? count : $"{count} and {PlainText.Count(applications, "application")}";
    }

    private void WriteEcosystem(TextWriter text, Style style, string title, IReadOnlyList<Package> packages, IReadOnlyList<Layer> layers)
    {
        text.WriteLine();
        text.WriteLine($"  {style.Heading(title)}{style.Dim($"  {PlainText.Number(packages.Count)}{(Ecosystems.Note(title) is { Length: > 0 } note ? $"  {note}" : "")}")}");
        var shown = _options.All || packages.Count <= ListedPackages + 2 ? packages.Count : ListedPackages;
        var grid = new Grid(
            Width,
            4,
            CellGap,
            new Column(Aligned: 40),
            new Column(Aligned: 24),
            new Column(Aligned: 32, Paint: style.Mark),
            new Column(Paint: style.Dim),
            new Column(Shorten: Shorten.InMiddle, Paint: style.Dim));
        foreach (var package in packages.Take(shown))
            grid.Add(package.Name, package.Version, Marks(package), _options.All ? LayerWord(package, layers) : "", Where(package));
        grid.Write(text);
        if (shown < packages.Count)
            text.WriteLine(style.Dim($"    and {PlainText.Number(packages.Count - shown)} more (--all lists them)"));
    }

    private static string Notes(IReadOnlyList<Package> packages)
    {
        var notes = new List<string>();
        Add(p => p.Relation == Relation.Vendored, "vendored");
        Add(p => p.IsOnlyStated, "said by an SBOM inside only");
        Add(p => p.Relation == Relation.Declared && !p.IsOnlyStated, "declared only");
        Add(p => p.Owner is not null, "owned by system packages");
        Add(p => p.Scope == DependencyScope.Development, "for development");
        Add(p => p.Confidence == Confidence.Low, "uncertain");
        return string.Join(", ", notes);

        void Add(Func<Package, bool> when, string words)
        {
            var count = packages.Count(when);
            if (count > 0)
                notes.Add($"{PlainText.Number(count)} {words}");
        }
    }

    private static string Marks(Package package) => Words.Marks(package, static owner => $"of {owner.Name}");

    /// <summary>Of a package database there is one, and its title says it: the path is worth a column only for packages with files of their own.</summary>
    private static string Where(Package package)
    {
        if (package.Evidence.Count == 0 || (package.Purl.Type is "deb" or "apk" or "rpm" or "alpm" && !package.IsOnlyStated))
            return "";
        var more = package.Evidence.Count > 1 ? $" (+{(package.Evidence.Count - 1).ToString(CultureInfo.InvariantCulture)})" : "";
        return (package.Evidence.FirstOrDefault(e => !e.IsStatement) ?? package.Evidence[0]).Path + more;
    }

    private static string LayerWord(Package package, IReadOnlyList<Layer> layers) =>
        SbomProperties.LayerOf(package, layers) is { } layer ? $"layer {layer.Index.ToString(CultureInfo.InvariantCulture)}" : "";

    private void WriteGaps(TextWriter text, Style style, IReadOnlyList<Gap> gaps)
    {
        text.WriteLine();
        if (gaps.Count == 0)
        {
            text.WriteLine(style.Good("No gaps: everything that a reader exists for was read."));
            return;
        }

        text.WriteLine(style.Warning($"{PlainText.Count(gaps.Count, "gap")}: this list is not complete"));
        var shown = _options.All ? gaps.Count : Math.Min(gaps.Count, ListedGaps);
        foreach (var gap in gaps.Take(shown))
        {
            var layer = gap.Layer is { } index ? $", layer {index.ToString(CultureInfo.InvariantCulture)}" : "";
            text.WriteLine($"  {style.Warning(Words.Of(gap.Kind).Replace('-', ' '))}{style.Dim(layer)}");
            foreach (var line in PlainText.Wrap(PlainText.Line(gap.Reason), Width - 4))
                text.WriteLine($"    {line}");
        }

        if (shown < gaps.Count)
            text.WriteLine(style.Dim($"  and {PlainText.Number(gaps.Count - shown)} more (--all lists them)"));
    }
}
