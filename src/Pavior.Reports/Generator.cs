using System.Reflection;

namespace Pavior.Reports;

/// <summary>The program that writes, as reports name it.</summary>
public static class Generator
{
    public const string Name = "pavior";

    public static string Version { get; } =
        typeof(Generator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
