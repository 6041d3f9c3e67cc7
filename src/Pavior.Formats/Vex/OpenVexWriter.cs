using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>
/// Writes a document as OpenVEX 0.2.0; the same document always gives the same bytes. What OpenVEX has no words for is left out rather than widened:
/// a part of a part (a package of a module), versions that are a range, and components that have no name outside their document.
/// </summary>
public static class OpenVexWriter
{
    private const string Context = "https://openvex.dev/ns/v0.2.0";
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="document">
    /// A document without an id gets one by its content, in the namespace that the specification sets aside for this. OpenVEX admits no document
    /// without statements, so there should be one.
    /// </param>
    /// <param name="output">Takes UTF-8 and a line end.</param>
    /// <exception cref="ArgumentException">The document has no time, or no author: nothing here reads a clock or a name.</exception>
    public static void Write(VexDocument document, Stream output)
    {
        if (document.Timestamp is null)
            throw new ArgumentException("a VEX document needs a time", nameof(document));
        if (string.IsNullOrEmpty(document.Author))
            throw new ArgumentException("a VEX document needs an author", nameof(document));
        if (document.Id.Length == 0)
            document = document with { Id = IdOf(document) };
        WriteTo(document, output);
    }

    private static string IdOf(VexDocument document)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            WriteTo(document, hashing);
        return "https://openvex.dev/docs/public/vex-" + Convert.ToHexStringLower(hash.Hash!);
    }

    private static void WriteTo(VexDocument document, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", Context);
            json.WriteString("@id", Sound(OpenVexNames.Iri(document.Id, "document")));
            json.WriteString("author", Sound(document.Author!));
            Text(json, "role", document.AuthorRole);
            json.WriteString("timestamp", Time(document.Timestamp!.Value));
            json.WriteNumber("version", int.TryParse(document.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? Math.Max(version, 1) : 1);
            Text(json, "tooling", document.Tooling);
            json.WriteStartArray("statements");
            foreach (var statement in document.Statements)
                WriteStatement(json, statement, document.Timestamp.Value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteStatement(Utf8JsonWriter json, VexStatement statement, DateTimeOffset issued)
    {
        var products = OpenVexNames.Products(statement.Products);
        if (products.Count == 0)
            return;
        json.WriteStartObject();
        if (statement.Id is { Length: > 0 } id)
            json.WriteString("@id", Sound(OpenVexNames.Iri(id, "statement")));
        WriteVulnerability(json, statement);
        if (statement.Timestamp is { } time && time != issued)
            json.WriteString("timestamp", Time(time));
        json.WriteStartArray("products");
        foreach (var (product, subcomponents) in products)
            WriteProduct(json, product, subcomponents);
        json.WriteEndArray();
        json.WriteString("status", VexWords.Word(statement.Status));
        Text(json, "status_notes", statement.StatusNotes);
        if (statement.Status == VexStatus.NotAffected)
            WriteJustification(json, statement);
        else if (statement.Status == VexStatus.Affected)
            WriteAction(json, statement);
        json.WriteEndObject();
        if (json.BytesPending > FlushAt)
            json.Flush();
    }

    private static void WriteVulnerability(Utf8JsonWriter json, VexStatement statement)
    {
        json.WriteStartObject("vulnerability");
        json.WriteString("name", Sound(statement.Vulnerability));
        if (statement.Aliases.Count > 0)
        {
            json.WriteStartArray("aliases");
            foreach (var alias in statement.Aliases.Distinct(StringComparer.Ordinal))
                json.WriteStringValue(Sound(alias));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteJustification(Utf8JsonWriter json, VexStatement statement)
    {
        if (statement.Justification is { } justification)
            json.WriteString("justification", VexWords.Word(justification));
        if (!string.IsNullOrEmpty(statement.ImpactStatement))
            json.WriteString("impact_statement", Sound(statement.ImpactStatement));
        else if (statement.Justification is null)
            json.WriteString("impact_statement", Sound(statement.OwnWord ?? "No impact statement provided"));
    }

    private static void WriteAction(Utf8JsonWriter json, VexStatement statement)
    {
        var text = statement.ActionStatement;
        json.WriteString("action_statement", text is null ? "No action statement provided" : Sound(text));
        if (text is not null && statement.Actions.First(a => a.Text == text).Timestamp is { } time)
            json.WriteString("action_statement_timestamp", Time(time));
    }

    private static void WriteProduct(Utf8JsonWriter json, OpenVexName product, IReadOnlyList<OpenVexName> subcomponents)
    {
        json.WriteStartObject();
        WriteNames(json, product);
        if (subcomponents.Count > 0)
        {
            json.WriteStartArray("subcomponents");
            foreach (var subcomponent in subcomponents)
            {
                json.WriteStartObject();
                WriteNames(json, subcomponent);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, OpenVexName name)
    {
        Text(json, "@id", name.Id);
        if (name.HasIdentifiers)
        {
            json.WriteStartObject("identifiers");
            Text(json, "purl", name.Purl);
            Text(json, "cpe22", name.Cpe22);
            Text(json, "cpe23", name.Cpe23);
            json.WriteEndObject();
        }

        if (name.Hashes.Count == 0)
            return;
        json.WriteStartObject("hashes");
        foreach (var hash in name.Hashes)
            json.WriteString(hash.Algorithm, Sound(hash.Value));
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, Sound(value));
    }

    /// <summary>RFC 3339 in UTC; fractions only where there are some.</summary>
    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lone surrogates become U+FFFD, since the writer refuses them.</summary>
    private static string Sound(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return text;
        var sound = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            sound.Append(rune.ToString());
        return sound.ToString();
    }
}
