namespace Pavior.Formats.Cel;

/// <summary>Equality and order of values, by the language definition: numbers by value, all else within one kind.</summary>
internal static class CelEquality
{
    public static bool Equal(CelValue left, CelValue right, CelRun run)
    {
        run.Charge(1);
        if (CelNumbers.IsNumber(left) && CelNumbers.IsNumber(right))
            return CelNumbers.Compare(left, right) == 0;
        if (left.Kind != right.Kind)
            return false;
        switch (left.Kind)
        {
            case CelKind.Null:
                return true;
            case CelKind.Bool:
                return left.IsTrue == right.IsTrue;
            case CelKind.String:
                run.ChargeText(Math.Min(left.String.Length, right.String.Length));
                return string.Equals(left.String, right.String, StringComparison.Ordinal);
            case CelKind.Bytes:
                run.ChargeText(Math.Min(left.Bytes.Length, right.Bytes.Length));
                return left.Bytes.AsSpan().SequenceEqual(right.Bytes);
            case CelKind.Timestamp or CelKind.Duration:
                return left.Seconds == right.Seconds && left.Nanos == right.Nanos;
            case CelKind.List:
                return EqualItems(left.Items, right.Items, run);
            case CelKind.Map:
                return EqualEntries(left.Map, right.Map, run);
            case CelKind.Object:
                return left.Instance.Equals(right.Instance);
            case CelKind.Type:
                return left.TypeName == right.TypeName;
            default:
                return false;
        }
    }

    /// <summary>Below zero when the left one is less; null for NaN; no answer (false) for what has no order.</summary>
    public static bool TryCompare(CelValue left, CelValue right, CelRun run, out int? order)
    {
        order = null;
        if (CelNumbers.IsNumber(left) && CelNumbers.IsNumber(right))
        {
            order = CelNumbers.Compare(left, right);
            return true;
        }

        if (left.Kind != right.Kind)
            return false;
        switch (left.Kind)
        {
            case CelKind.Bool:
                order = left.IsTrue.CompareTo(right.IsTrue);
                return true;
            case CelKind.String:
                run.ChargeText(Math.Min(left.String.Length, right.String.Length));
                order = CompareText(left.String, right.String);
                return true;
            case CelKind.Bytes:
                run.ChargeText(Math.Min(left.Bytes.Length, right.Bytes.Length));
                order = left.Bytes.AsSpan().SequenceCompareTo(right.Bytes);
                return true;
            case CelKind.Timestamp or CelKind.Duration:
                order = (left.Seconds, left.Nanos).CompareTo((right.Seconds, right.Nanos));
                return true;
            default:
                return false;
        }
    }

    /// <summary>By code point: surrogates stand above all other characters of 16 bits.</summary>
    private static int CompareText(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        return (char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]));
    }

    private static bool EqualItems(IReadOnlyList<CelValue> left, IReadOnlyList<CelValue> right, CelRun run)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i], run))
                return false;
        }

        return true;
    }

    private static bool EqualEntries(CelMap left, CelMap right, CelRun run)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (key, value) in left.Entries)
        {
            if (!right.TryGet(key, out var other) || !Equal(value, other.Value, run))
                return false;
        }

        return true;
    }
}
