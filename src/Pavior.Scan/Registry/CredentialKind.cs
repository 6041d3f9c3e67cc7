namespace Pavior.Scan.Registry;

/// <summary>How credentials are used.</summary>
internal enum CredentialKind
{
    Password,
    IdentityToken,
    RegistryToken,
}
