using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Pavior.Formats.Json;

/// <summary>Reads members that may be missing or of another kind than expected, without exceptions.</summary>
public static class JsonElementReading
{
    /// <summary>A string member of an object; null when there is none, when it is no string, or when this is no object.</summary>
    public static string? TextOf(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetMember(name, out var member) ? member.AsText() : null;

    /// <summary>
    /// Bytes of a string that is given whole; of a longer one only the start is, as it is written: it is longer than any value that
    /// is taken for a name or version, and nobody needs the rest to refuse it.
    /// </summary>
    public const int MaxText = 256 * 1024;

    /// <summary>The value of a string; null for any other kind.</summary>
    public static string? AsText(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return raw.Length <= MaxText ? value.GetString() : Encoding.UTF8.GetString(raw[1..MaxText]);
    }

    /// <summary>True for a member that is <c>true</c>.</summary>
    public static bool IsTrue(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetMember(name, out var member) && member.ValueKind == JsonValueKind.True;

    /// <summary>False for anything but a whole number of 64 bits.</summary>
    public static bool TryGetNumber(this JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }

    /// <summary>False when there is no such member or this is no object.</summary>
    public static bool TryGetMember(this JsonElement value, ReadOnlySpan<byte> name, out JsonElement member)
    {
        member = default;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out member);
    }

    /// <summary>The members of an object member; none when it is missing or no object.</summary>
    public static JsonElement.ObjectEnumerator MembersOf(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetMember(name, out var member) ? member.Members() : default;

    public static JsonElement.ObjectEnumerator Members(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    /// <summary>The items of an array member; none when it is missing or no array.</summary>
    public static JsonElement.ArrayEnumerator ItemsOf(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetMember(name, out var member) ? member.Items() : default;

    public static JsonElement.ArrayEnumerator Items(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
