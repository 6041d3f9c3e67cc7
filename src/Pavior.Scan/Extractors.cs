using Pavior.Core;

namespace Pavior.Scan;

/// <summary>Every extractor there is. A test fails for one that is not in this list.</summary>
public static class Extractors
{
    public static IReadOnlyList<IExtractor> All { get; } =
    [
        new Java.ExplodedArchive(),
        new Java.GradleCatalog(),
        new Java.GradleLock(),
        new Java.GradleVerification(),
        new Java.JavaArchive(),
        new Java.JvmRelease(),
        new Java.MavenPom(),
        new Java.SbtLock(),
        new Npm.BunLockExtractor(),
        new Npm.DenoLockExtractor(),
        new Npm.PackageJsonExtractor(),
        new Npm.PackageLockExtractor(),
        new Npm.PnpmLockExtractor(),
        new Npm.YarnLockExtractor(),
        new MachineLearning.GgufModel(),
        new MachineLearning.SafetensorsModel(),
        new Python.CondaMeta(),
        new Python.InstalledPython(),
        new Python.PdmLock(),
        new Python.PipfileLock(),
        new Python.PoetryLock(),
        new Python.Pylock(),
        new Python.RequirementsFile(),
        new Python.UvLock(),
        new Ruby.GemfileLock(),
        new Ruby.InstalledGems(),
        new Rust.CargoLock(),
    ];
}
