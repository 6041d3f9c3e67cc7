namespace Pavior.Core;

/// <summary>An opened target: what it is, and the way to its bytes.</summary>
public abstract class TargetContent(Target target) : IAsyncDisposable
{
    public Target Target { get; } = target;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
