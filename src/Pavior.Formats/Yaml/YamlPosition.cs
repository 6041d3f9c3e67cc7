namespace Pavior.Formats.Yaml;

/// <summary>A place in a YAML text. Both numbers count from one; a column counts UTF-16 units.</summary>
public readonly record struct YamlPosition(int Line, int Column) : IComparable<YamlPosition>
{
    public int CompareTo(YamlPosition other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    public static bool operator <(YamlPosition left, YamlPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(YamlPosition left, YamlPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(YamlPosition left, YamlPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(YamlPosition left, YamlPosition right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Line}:{Column}";
}
