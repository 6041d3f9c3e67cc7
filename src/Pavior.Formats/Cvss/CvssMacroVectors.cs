namespace Pavior.Formats.Cvss;

/// <summary>
/// The 270 scores that CVSS 4.0 assigns to its macro-vectors, in tenths, as FIRST published them beside the specification
/// (cvss-v4-calculator, Copyright FIRST, Red Hat, and contributors, BSD-2-Clause).
/// </summary>
internal static class CvssMacroVectors
{
    /// <summary>No macro-vector has such digits.</summary>
    public const int None = -1;

    private const int PerPair = 45;
    private const int PerThird = 18;

    /// <summary>
    /// A block for each pair of the first two digits. Its lines are the third digit; on a line the fourth, fifth and sixth digit count up.
    /// Where the third digit is 2, the sixth can only be 1.
    /// </summary>
    private static ReadOnlySpan<byte> Tenths =>
    [
        100, 99, 98, 95, 95, 92, 100, 96, 93, 87, 91, 81, 93, 90, 89, 80, 81, 68,
        98, 95, 95, 92, 90, 84, 93, 92, 89, 81, 81, 65, 88, 80, 78, 70, 69, 48,
        92, 82, 72, 79, 69, 50, 69, 55, 27,

        99, 97, 95, 92, 92, 85, 95, 91, 90, 83, 84, 71, 92, 81, 82, 71, 72, 53,
        95, 93, 92, 85, 85, 73, 92, 82, 80, 72, 70, 59, 84, 70, 71, 52, 50, 30,
        86, 75, 52, 71, 52, 29, 63, 29, 17,

        98, 95, 94, 87, 91, 81, 94, 89, 86, 74, 77, 64, 87, 75, 74, 63, 63, 49,
        94, 89, 88, 77, 76, 67, 86, 76, 74, 58, 59, 50, 72, 57, 57, 52, 52, 25,
        83, 70, 54, 65, 58, 26, 53, 21, 13,

        95, 90, 88, 76, 76, 70, 90, 77, 75, 62, 61, 53, 77, 66, 68, 59, 52, 30,
        89, 78, 76, 67, 62, 58, 74, 59, 57, 57, 47, 23, 61, 52, 57, 29, 24, 16,
        71, 59, 30, 58, 26, 15, 23, 13, 6,

        93, 87, 86, 72, 75, 58, 86, 74, 74, 61, 56, 34, 70, 54, 52, 40, 40, 22,
        85, 75, 74, 55, 62, 51, 72, 57, 55, 41, 46, 19, 53, 36, 34, 19, 19, 8,
        64, 51, 20, 47, 21, 11, 24, 9, 4,

        88, 75, 73, 53, 60, 50, 73, 55, 59, 40, 41, 20, 54, 43, 45, 22, 20, 11,
        75, 55, 58, 45, 40, 21, 61, 51, 48, 18, 20, 9, 46, 18, 17, 7, 8, 2,
        53, 24, 14, 24, 12, 5, 10, 3, 1,
    ];

    /// <summary>Tenths of the score of a macro-vector; <see cref="None"/> when there is none with these digits.</summary>
    public static int ScoreOf(CvssMacroVector digits)
    {
        var (one, two, three, four, five, six) = digits;
        if (one > 2 || two > 1 || three > 2 || four > 2 || five > 2 || six > 1 || (three == 2 && six == 0))
            return None;
        var place = three == 2 ? (four * 3) + five : (four * 6) + (five * 2) + six;
        return Tenths[(((one * 2) + two) * PerPair) + (three * PerThird) + place];
    }
}
