namespace Pavior.Testing;

/// <summary>Whole expected outputs, kept as files beside the tests. <c>UPDATE=1</c> writes them anew.</summary>
public static class Snapshot
{
    /// <summary>Throws with the first differing line when <paramref name="actual"/> is not the text of <paramref name="file"/>.</summary>
    public static void Match(string file, string actual)
    {
        var normalized = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, normalized);
            return;
        }

        if (!File.Exists(file))
            throw new SnapshotMismatchException($"{file} is not there; run the test once with UPDATE=1 and read what it wrote");
        var expected = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (expected == normalized)
            return;
        var want = expected.Split('\n');
        var have = normalized.Split('\n');
        var line = 0;
        while (line < want.Length && line < have.Length && want[line] == have[line])
            line++;
        throw new SnapshotMismatchException(
            $"{file} differs at line {line + 1}\n  expected: {want.ElementAtOrDefault(line) ?? "(end)"}\n  actual:   {have.ElementAtOrDefault(line) ?? "(end)"}");
    }
}
