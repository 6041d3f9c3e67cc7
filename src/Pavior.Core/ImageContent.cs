namespace Pavior.Core;

/// <summary>An image: its layers from the bottom up, each openable on its own and in any order.</summary>
public abstract class ImageContent(Target target) : TargetContent(target)
{
    /// <summary>One for each of <see cref="Target.Layers"/>, in that order.</summary>
    public abstract IReadOnlyList<LayerContent> Layers { get; }

    /// <summary>What could not be seen of the form in which the image is stored, as of an archive around it.</summary>
    public virtual IReadOnlyList<Gap> Gaps => [];
}
