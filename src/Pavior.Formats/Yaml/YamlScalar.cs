using System.Globalization;

namespace Pavior.Formats.Yaml;

/// <summary>One value. What a plain one means follows the core schema of YAML 1.2 (section 10.3).</summary>
public sealed class YamlScalar : YamlNode
{
    internal YamlScalar(string value, YamlScalarStyle style, YamlSpan span, string? anchor, YamlNode? definition = null)
        : base(span, anchor, definition)
    {
        Value = value;
        Style = style;
    }

    /// <summary>The text, with escapes and folds resolved; empty for a value left out.</summary>
    public string Value { get; }

    public YamlScalarStyle Style { get; }

    /// <summary>True for a value left out, <c>~</c> and <c>null</c>, unless quoted.</summary>
    public bool IsNull => Style == YamlScalarStyle.Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>False for anything but an unquoted <c>true</c> or <c>false</c>: <c>yes</c> and <c>on</c> are text.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = Value is "true" or "True" or "TRUE";
        return Style == YamlScalarStyle.Plain && (value || Value is "false" or "False" or "FALSE");
    }

    /// <summary>False for anything but an unquoted decimal, <c>0o</c> octal or <c>0x</c> hexadecimal integer of 64 bits.</summary>
    public bool TryGetInteger(out long value)
    {
        value = 0;
        if (Style != YamlScalarStyle.Plain || Value.Length == 0)
            return false;
        if (Value.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        if (Value.StartsWith("0o", StringComparison.Ordinal))
            return TryGetOctal(Value.AsSpan(2), out value);
        return long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    internal override YamlNode AliasAt(YamlSpan span) => new YamlScalar(Value, Style, span, anchor: null, definition: this);

    private static bool TryGetOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits.Length is 0 or > 20)
            return false;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue >> 3)
                return false;
            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }
}
