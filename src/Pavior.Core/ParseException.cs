namespace Pavior.Core;

/// <summary>A file is not what its name promises. The scan turns it into a <see cref="Gap"/> and goes on.</summary>
public sealed class ParseException : Exception
{
    /// <param name="path">Path inside the target.</param>
    /// <param name="offset">Byte offset where reading stopped; for line-based text pass the line with <see cref="AtLine"/>.</param>
    /// <param name="expected">What should have stood there, as a noun phrase.</param>
    /// <param name="kind">Why it could not be read.</param>
    public ParseException(string path, long offset, string expected, GapKind kind = GapKind.Malformed)
        : base($"{path}, byte {offset}: expected {expected}")
    {
        Path = path;
        Kind = kind;
    }

    private ParseException(string message, string path, GapKind kind)
        : base(message)
    {
        Path = path;
        Kind = kind;
    }

    public string Path { get; }

    public GapKind Kind { get; }

    public static ParseException AtLine(string path, int line, string expected) =>
        new($"{path}, line {line}: expected {expected}", path, GapKind.Malformed);

    /// <param name="path">The file.</param>
    /// <param name="line">From one.</param>
    /// <param name="column">From one.</param>
    /// <param name="expected">What should have stood there, as a noun phrase.</param>
    public static ParseException At(string path, int line, int column, string expected) =>
        new($"{path}, line {line}, column {column}: expected {expected}", path, GapKind.Malformed);

    /// <param name="path">Path inside the target.</param>
    /// <param name="record">Which of the records in the file: its id, and the part of it.</param>
    /// <param name="expected">What should have stood there, as a noun phrase.</param>
    public static ParseException AtRecord(string path, string record, string expected) =>
        new($"{path}, {record}: expected {expected}", path, GapKind.Malformed);

    /// <summary>A named limit was reached; <paramref name="limit"/> says which: "at most 64 MiB".</summary>
    public static ParseException Limit(string path, string limit) =>
        new($"{path}: {limit}", path, GapKind.LimitReached);

    public static ParseException Unsupported(string path, string what) =>
        new($"{path}: {what}", path, GapKind.Unsupported);

    /// <summary>This machine refuses what reading takes: nothing is said about the file, and another time it may do.</summary>
    public static ParseException Unreadable(string path, string what) =>
        new($"{path}: {what}", path, GapKind.Unreadable);

    public Gap AsGap() => new(Path, Kind, Message);
}
