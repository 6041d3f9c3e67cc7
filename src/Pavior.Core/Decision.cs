namespace Pavior.Core;

/// <summary>The three answers of a policy, in rising order.</summary>
public enum Decision
{
    Allow,
    Warn,
    Deny,
}
