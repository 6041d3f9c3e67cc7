using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Pavior.Reports;

/// <summary>How all JSON reports are written: indented, readable beyond ASCII, flushed as it grows, and never stopped by ill-formed text.</summary>
internal static class JsonOutput
{
    private const int FlushAt = 64 * 1024;

    public static Utf8JsonWriter Open(Stream output) => new(output, new JsonWriterOptions
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Ends the document with a line end and hands everything to the stream.</summary>
    public static void Close(Utf8JsonWriter json, Stream output)
    {
        json.Flush();
        output.Write("\n"u8);
    }

    extension(Utf8JsonWriter json)
    {
        /// <summary>Gives the bytes written so far to the stream once they are many; memory stays bounded whatever the report's size.</summary>
        public void FlushIfLarge()
        {
            if (json.BytesPending > FlushAt)
                json.Flush();
        }

        /// <summary>Nothing for null or empty.</summary>
        public void Text(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                json.WriteString(name, WellFormed(value));
        }

        public void TextName(string name) => json.WritePropertyName(WellFormed(name));

        public void TextValue(string value) => json.WriteStringValue(WellFormed(value));

        public void TextValue(ReadOnlySpan<byte> utf8)
        {
            if (Utf8.IsValid(utf8))
                json.WriteStringValue(utf8);
            else
                json.WriteStringValue(Encoding.UTF8.GetString(utf8));
        }

        public void NumberIfAny(string name, int? value)
        {
            if (value is { } number)
                json.WriteNumber(name, number);
        }

        public void Texts(string name, IReadOnlyList<string> values)
        {
            if (values.Count == 0)
                return;
            json.WriteStartArray(name);
            foreach (var value in values)
                json.TextValue(value);
            json.WriteEndArray();
        }

        public void Map(string name, IEnumerable<KeyValuePair<string, string>> values)
        {
            var open = false;
            foreach (var (key, value) in values)
            {
                if (!open)
                    json.WriteStartObject(name);
                open = true;
                json.WriteString(WellFormed(key), WellFormed(value));
            }

            if (open)
                json.WriteEndObject();
        }
    }

    /// <summary>RFC 3339 in UTC, whole seconds.</summary>
    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lone surrogates become U+FFFD: names in packages are not always text.</summary>
    private static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return text;
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            sound.Append(rune.ToString());
        return sound.ToString();
    }
}
