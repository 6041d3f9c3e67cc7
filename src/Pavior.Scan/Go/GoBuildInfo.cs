namespace Pavior.Scan.Go;

/// <summary>What the Go linker wrote into a program: the toolchain and, in module mode, the modules it was built from.</summary>
/// <param name="GoVersion">As the toolchain calls itself: <c>go1.22.3</c>, <c>go1.25.6 X:jsonv2</c>, <c>devel go1.23-ab12</c>.</param>
/// <param name="MainPackage">Import path of the main package; empty outside module mode.</param>
/// <param name="Main">The module of the main package; null when it was built from files outside a module.</param>
/// <param name="Dependencies">Every other module that code was linked from.</param>
/// <param name="Settings">Build settings: <c>vcs.revision</c>, <c>-ldflags</c>, <c>GOOS</c>; since Go 1.18.</param>
internal sealed record GoBuildInfo(
    string GoVersion,
    string MainPackage,
    GoModule? Main,
    IReadOnlyList<GoModule> Dependencies,
    IReadOnlyDictionary<string, string> Settings);
