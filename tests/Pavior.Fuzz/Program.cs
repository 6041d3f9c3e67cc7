Console.WriteLine($"{Pavior.Fuzz.FuzzTargets.All.Count} targets");
return 0;
