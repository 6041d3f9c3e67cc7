using Pavior.Fuzz;

// Pavior.Fuzz                       every target, a fixed number of inputs: what ./test runs, the same each time
// Pavior.Fuzz SECONDS [NAME] [SEED] the targets whose name holds NAME, for so long each
// Pavior.Fuzz NAME FILE             one input again
if (args is [var one, var file] && File.Exists(file))
{
    FuzzTargets.All.Single(t => t.Name == one).Run(File.ReadAllBytes(file));
    return 0;
}

var timed = args.Length > 0 && int.TryParse(args[0], out _);
var seconds = timed ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 20;
var name = timed ? args.ElementAtOrDefault(1) ?? "" : "";
var seed = timed && args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 1;
var targets = FuzzTargets.All.Where(t => t.Name.Contains(name, StringComparison.Ordinal)).ToArray();
var failed = 0;
foreach (var target in targets)
{
    var run = new FuzzRun(target, seed);
    var broken = run.Run(TimeSpan.FromSeconds(seconds), timed ? int.MaxValue : 3000);
    failed += broken is null ? 0 : 1;
    Console.WriteLine(broken is null ? $"{target.Name}: {run.Inputs} inputs" : $"{target.Name}: {broken}");
}

Console.WriteLine($"Total: {targets.Length}, Errors: 0, Failed: {failed}, Skipped: 0");
return failed == 0 && targets.Length > 0 ? 0 : 1;
