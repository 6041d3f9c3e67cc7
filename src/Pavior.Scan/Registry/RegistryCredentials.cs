using System.Text;

namespace Pavior.Scan.Registry;

/// <summary>What proves who asks. Nothing of it is ever printed.</summary>
internal sealed class RegistryCredentials
{
    private RegistryCredentials(string user, string secret, CredentialKind kind)
    {
        User = user;
        Secret = secret;
        Kind = kind;
    }

    public string User { get; }

    public string Secret { get; }

    public CredentialKind Kind { get; }

    public static RegistryCredentials Password(string user, string password) => new(user, password, CredentialKind.Password);

    /// <summary>A refresh token of OAuth 2, exchanged at the token server.</summary>
    public static RegistryCredentials Identity(string token) => new("", token, CredentialKind.IdentityToken);

    /// <summary>A bearer token that the registry takes as it is.</summary>
    public static RegistryCredentials Bearer(string token) => new("", token, CredentialKind.RegistryToken);

    /// <summary>The value of an <c>Authorization: Basic</c> header.</summary>
    public string BasicValue() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));

    public override string ToString() => $"{Kind}";
}
