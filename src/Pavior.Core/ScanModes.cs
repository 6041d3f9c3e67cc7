namespace Pavior.Core;

/// <summary>Where an extractor's files mean something: a lock file in an image does not install anything.</summary>
[Flags]
public enum ScanModes
{
    None = 0,

    /// <summary>Images and root file systems: what is installed.</summary>
    Image = 1,

    /// <summary>Source trees: what is declared.</summary>
    Source = 2,

    Both = Image | Source,
}
