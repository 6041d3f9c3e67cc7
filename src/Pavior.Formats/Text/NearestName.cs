namespace Pavior.Formats.Text;

/// <summary>The known name that somebody may have meant by an unknown one.</summary>
public static class NearestName
{
    /// <summary>Characters of a word that is compared with the known ones.</summary>
    private const int MaxWord = 64;

    /// <summary><c> (did you mean severity?)</c>, or nothing when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) => Find(word, known) is { } name ? $" (did you mean {name}?)" : "";

    /// <summary>The nearest by characters to insert, remove, replace or swap, if it takes no more than a third of the word; null when none is.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxWord)
            return null;
        var (name, distance) = known.Where(k => k.Length <= MaxWord).Select(k => (Name: k, Distance: Distance(word, k))).OrderBy(n => n.Distance).FirstOrDefault();
        return name is not null && distance <= Math.Max(1, word.Length / 3) ? name : null;
    }

    /// <summary>Optimal string alignment.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
