using System.Globalization;
using Pavior.Core;
using Pavior.Fuzz;

// Pavior.Fuzz                       every target, a fixed number of inputs: what ./test runs, the same each time
// Pavior.Fuzz SECONDS [NAME] [SEED] the targets whose name holds NAME, for so long each
// Pavior.Fuzz NAME FILE             one input again
return args switch
{
    [] => RunAll(20, 3000, "", 1),
    [var seconds] when Number(seconds) is { } time => RunAll(time, int.MaxValue, "", 1),
    [var seconds, var name] when Number(seconds) is { } time => RunAll(time, int.MaxValue, name, 1),
    [var seconds, var name, var seed] when Number(seconds) is { } time && Number(seed) is { } start => RunAll(time, int.MaxValue, name, start),
    [var name, var file] => Replay(name, file),
    _ => Refuse("expected nothing, SECONDS [NAME] [SEED], or NAME FILE"),
};

static int RunAll(int seconds, int maxInputs, string name, int seed)
{
    var targets = FuzzTargets.All.Where(t => t.Name.Contains(name, StringComparison.Ordinal)).ToArray();
    if (targets.Length == 0)
        return Refuse($"no target has \"{name}\" in its name; there are {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}");
    var failed = 0;
    foreach (var target in targets)
    {
        var run = new FuzzRun(target, seed);
        var broken = run.Run(TimeSpan.FromSeconds(seconds), maxInputs);
        failed += broken is null ? 0 : 1;
        Console.WriteLine(broken is null ? $"{target.Name}: {run.Inputs} inputs" : $"{target.Name}: {broken}");
    }

    string[] missing = name.Length > 0 ? [] : [.. FuzzCoverage.Missing()];
    foreach (var extractor in missing)
        Console.WriteLine(extractor);
    failed += missing.Length;
    Console.WriteLine($"Total: {targets.Length + missing.Length}, Errors: 0, Failed: {failed}, Skipped: 0");
    return failed == 0 ? 0 : 1;
}

static int Replay(string name, string file)
{
    var target = FuzzTargets.All.FirstOrDefault(t => t.Name == name);
    if (target is null)
        return Refuse($"no target is called \"{name}\"; there are {string.Join(", ", FuzzTargets.All.Select(t => t.Name))}");
    if (!File.Exists(file))
        return Refuse($"{file}: no such file");
    try
    {
        target.Run(File.ReadAllBytes(file));
        Console.WriteLine($"{name}: read");
        return 0;
    }
    catch (ParseException refused)
    {
        Console.WriteLine($"{name}: refused as it should be: {refused.Message}");
        return 0;
    }
    catch (Exception bug) when (bug is not OutOfMemoryException)
    {
        Console.WriteLine($"{name}: {bug}");
        return 1;
    }
}

static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

static int Refuse(string why)
{
    Console.Error.WriteLine($"Pavior.Fuzz: {why}");
    return 2;
}
