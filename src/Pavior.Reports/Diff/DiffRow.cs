using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Diff;

/// <summary>One line of a difference as people read it, whatever the format: a sign, the package, and what changed of it.</summary>
/// <param name="Sign"><c>+</c> added, <c>-</c> removed, <c>~</c> changed.</param>
/// <param name="Version">One version, or from one to another.</param>
/// <param name="Notes">What else changed, or what sets the package apart.</param>
internal sealed record DiffRow(char Sign, Package Package, string Version, string Notes)
{
    /// <summary>Every difference by ecosystem, and within one by name.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<DiffRow> Rows)> Of(ReportDiff diff, bool moves) =>
        Ecosystems.Grouped(
            diff.Removed.Select(p => Alone('-', p))
                .Concat(diff.Added.Select(p => Alone('+', p)))
                .Concat((moves ? diff.Changed.Concat(diff.Moved) : diff.Changed).Select(Change)),
            static row => row.Package);

    /// <summary><c>+2 -1 ~3</c>.</summary>
    public static string Counts(IReadOnlyList<DiffRow> rows) => string.Join(
        ' ',
        "+-~".Select(sign => (Sign: sign, Count: rows.Count(r => r.Sign == sign))).Where(c => c.Count > 0).Select(c => $"{c.Sign}{PlainText.Number(c.Count)}"));

    /// <summary>The sum that a reader can check.</summary>
    public static string Total(ReportDiff diff)
    {
        var sum = $"{PlainText.Number(diff.Before.Inventory.Packages.Count)} + {PlainText.Number(diff.Added.Count)} added - {PlainText.Number(diff.Removed.Count)} removed"
            + $" = {PlainText.Number(diff.After.Inventory.Packages.Count)}; {PlainText.Number(diff.Changed.Count)} changed";
        return diff.Moved.Count == 0 ? sum : $"{sum}, {PlainText.Number(diff.Moved.Count)} only moved";
    }

    private static DiffRow Alone(char sign, Package package) =>
        new(sign, package, PackageChange.FullVersion(package), Words.Marks(package, static owner => $"of {owner.Name}"));

    private static DiffRow Change(PackageChange change)
    {
        var version = change.Differences.FirstOrDefault(d => d.What == "version");
        return new DiffRow(
            '~',
            change.After,
            version is null ? PackageChange.FullVersion(change.After) : $"{Or(version.Before)} → {Or(version.After)}",
            string.Join(", ", change.Differences.Where(d => d.What != "version").Select(d => $"{d.What} {Or(d.Before)} → {Or(d.After)}")));
    }

    private static string Or(string text) => text.Length == 0 ? "none" : text;
}
