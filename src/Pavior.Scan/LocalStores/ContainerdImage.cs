using Pavior.Core;

namespace Pavior.Scan.LocalStores;

/// <summary>One image of containerd's metadata.</summary>
/// <param name="Namespace">containerd's namespace: <c>default</c>, <c>k8s.io</c>, <c>moby</c>.</param>
/// <param name="Name">Full reference.</param>
/// <param name="MediaType">Of the manifest or index.</param>
/// <param name="Digest">Of the manifest or index.</param>
internal sealed record ContainerdImage(string Namespace, string Name, string MediaType, Digest Digest);
