using Pavior.Core;

namespace Pavior.Scan;

/// <summary>Every extractor there is. A test fails for one that is not in this list.</summary>
public static class Extractors
{
    public static IReadOnlyList<IExtractor> All { get; } =
    [
        new Alpine.ApkInstalledExtractor(),
        new Arch.AlpmLocalExtractor(),
        new Debian.ChiselManifestExtractor(),
        new Debian.DpkgFilesExtractor(),
        new Debian.DpkgStatusExtractor(),
        new OperatingSystems.OsReleaseExtractor(),
        new OperatingSystems.PlainReleaseExtractor(),
        new Rpm.BottlerocketInventoryExtractor(),
        new Rpm.RpmDatabaseExtractor(),
        new Rpm.RpmManifestExtractor(),
        new Binaries.ExecutableExtractor(),
        new Binaries.JavaReleaseExtractor(),
        new DotNet.DepsJsonExtractor(),
        new DotNet.DotNetVersionExtractor(),
        new Java.JavaArchive(),
        new Editors.JetBrainsPluginExtractor(),
        new Editors.VsCodeExtensionExtractor(),
        new Editors.VsixExtractor(),
        new MachineLearning.GgufModel(),
        new MachineLearning.SafetensorsModel(),
        new Mcp.McpServerExtractor(),
        new Npm.BunLockExtractor(),
        new Npm.DenoLockExtractor(),
        new Npm.PackageJsonExtractor(),
        new Npm.PackageLockExtractor(),
        new Npm.PnpmLockExtractor(),
        new Npm.YarnLockExtractor(),
        new Php.ComposerInstalledExtractor(),
        new Php.ComposerLockExtractor(),
        new Php.PearRegistryExtractor(),
        new Php.WordPressExtractor(),
        new Python.CondaMeta(),
        new Python.InstalledPython(),
        new Python.PdmLock(),
        new Python.PipfileLock(),
        new Python.PoetryLock(),
        new Python.Pylock(),
        new Python.PythonEgg(),
        new Python.RequirementsFile(),
        new Python.UvLock(),
        new Ruby.GemfileLock(),
        new Ruby.InstalledGems(),
        new Rust.CargoLock(),
        new Sbom.EmbeddedSbom(),
    ];
}
