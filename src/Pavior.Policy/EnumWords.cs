using System.Text;

namespace Pavior.Policy;

/// <summary>The names of an enumeration as reports spell them: <c>WillNotFix</c> is <c>will-not-fix</c>.</summary>
internal static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Spelled(Enum.GetName(value)!);

    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(Spelled)];

    private static string Spelled(string name)
    {
        var word = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
