using System.Security.Cryptography;
using Pavior.Core;

namespace Pavior.Policy;

/// <summary>A policy as it was read from <c>pavior.yaml</c>: gates by stage, and waivers. The same file serves every stage.</summary>
public sealed class PolicyFile
{
    /// <summary>The name of the file that is looked for.</summary>
    public const string FileName = "pavior.yaml";

    internal PolicyFile(PolicyInfo info, IReadOnlyDictionary<string, Gate> gates, IReadOnlyList<Waiver> waivers)
    {
        Info = info;
        Gates = gates;
        Waivers = waivers;
    }

    /// <summary>Where a policy may be asked, in the order in which software comes by.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["ide", "build", "admission", "runtime"];

    /// <summary>What counts where nobody wrote a policy.</summary>
    public static PolicyFile BuiltIn => Embedded.Policy;

    public PolicyInfo Info { get; }

    /// <summary>By stage; empty for a policy that only has waivers.</summary>
    public IReadOnlyDictionary<string, Gate> Gates { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Waiver> Waivers { get; }

    /// <param name="path">As it is to be named.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="ParseException">It is no policy: place and expectation are in the message.</exception>
    public static PolicyFile Read(string path, ReadOnlySpan<byte> bytes) => PolicyReader.Read(path, bytes);

    /// <summary>The gate of a stage. A policy without any gates lets everything through that it does not waive anyway.</summary>
    /// <exception cref="SourceException">It has gates, but none for this stage: that nothing is asked there must be said, not guessed.</exception>
    public Gate GateOf(string stage) =>
        Gates.TryGetValue(stage, out var gate) ? gate
        : Gates.Count == 0 ? Gate.Open
        : throw new SourceException($"{Info.Name}: no gate for the stage {stage}; there are {string.Join(", ", Gates.Keys)}");

    private static byte[] BuiltInText()
    {
        using var stream = typeof(PolicyFile).Assembly.GetManifestResourceStream("built-in.yaml")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static Digest DigestOf(ReadOnlySpan<byte> bytes) => Digest.Sha256(SHA256.HashData(bytes));

    /// <summary>Read when somebody asks for it: naming the stages must cost nothing.</summary>
    private static class Embedded
    {
        public static readonly PolicyFile Policy = PolicyReader.Read(PolicyInfo.BuiltInName, BuiltInText());
    }
}
