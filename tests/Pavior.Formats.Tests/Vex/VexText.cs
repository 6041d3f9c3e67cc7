using System.Globalization;
using System.Text;
using Pavior.Formats.Vex;

namespace Pavior.Formats.Tests.Vex;

/// <summary>All that was read of a document, a line for each thing, so that an expectation can be read as well.</summary>
internal static class VexText
{
    public static string Of(VexDocument document)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{document.Format} {document.Id} version {document.Version}\n");
        text.Append(CultureInfo.InvariantCulture, $"by {document.Author} ({document.AuthorRole}) at {Time(document.Timestamp)} with {document.Tooling}\n");
        foreach (var statement in document.Statements)
            Append(text, statement);
        foreach (var gap in document.Gaps)
            text.Append(CultureInfo.InvariantCulture, $"gap: {gap.Reason}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, VexStatement statement)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nline {statement.Line}: {statement.Vulnerability} ");
        text.Append($"[{string.Join(", ", statement.Aliases)}] {statement.Status} {statement.Justification} {statement.OwnWord}".TrimEnd());
        text.Append(CultureInfo.InvariantCulture, $" since {Time(statement.Timestamp)}\n");
        Append(text, "id", statement.Id);
        Append(text, "notes", statement.StatusNotes);
        Append(text, "impact", statement.ImpactStatement);
        foreach (var action in statement.Actions)
            Append(text, "action", $"{action.Kind} {action.Text} {action.Url} {Time(action.Timestamp)}".TrimEnd());
        Append(text, "action statement", statement.ActionStatement);
        foreach (var product in statement.Products)
        {
            Append(text, "product", Names(product.Component));
            foreach (var part in product.Subcomponents)
                Append(text, "  part", Names(part));
        }
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(CultureInfo.InvariantCulture, $"  {label}: {value}\n");
    }

    private static string Names(VexComponent component)
    {
        IEnumerable<string?> names =
        [
            component.Id,
            component.Name is null ? null : $"\"{component.Name}\"",
            .. component.Purls.Select(p => p.ToString()),
            .. component.Cpes,
            .. component.Hashes.Select(h => $"{h.Algorithm}:{h.Value}"),
            .. component.Versions.Select(v => $"{(v.IsRange ? "range" : "version")} {v.Text} {(v.IsAffected is { } affected ? affected ? "affected" : "unaffected" : "unknown")}"),
            component.PartOf is { } outer ? $"in ({Names(outer)})" : null,
        ];
        return string.Join(" | ", names.OfType<string>());
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
