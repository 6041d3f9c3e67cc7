using System.Runtime.InteropServices;

namespace Pavior.Cli;

/// <summary>
/// The one library beside libc that the program needs: .NET computes digests with it. The runtime looks for it when the first digest is computed
/// and ends the process when there is none, so whoever needs digests asks here first.
/// </summary>
internal static class OpenSsl
{
    public const string Missing =
        "digests are computed by OpenSSL, whose library libssl.so.3 is not on this machine: install the package libssl3"
        + " (libssl3t64 on Debian 13 and Ubuntu 24.04, openssl-libs on Fedora and RHEL)";

    /// <summary>What .NET's own loader tries, in its order (opensslshim.c).</summary>
    private static readonly string[] Versions = ["3", "1.1", "1.0.2", "1.0.0", "10"];

    /// <summary>True when the runtime's loader will find a library; it stays loaded, so the runtime gets the same one at no further cost.</summary>
    public static bool IsPresent()
    {
        var asked = Environment.GetEnvironmentVariable("CLR_OPENSSL_VERSION_OVERRIDE");
        return (!string.IsNullOrEmpty(asked) && IsPresent(asked)) || Array.Exists(Versions, IsPresent);
    }

    private static bool IsPresent(string version) => NativeLibrary.TryLoad($"libssl.so.{version}", out _);
}
