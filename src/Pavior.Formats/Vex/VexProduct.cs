namespace Pavior.Formats.Vex;

/// <summary>A product of a statement: the whole of it, or certain parts.</summary>
/// <param name="Component">The product: an image, a distribution, a package.</param>
/// <param name="Subcomponents">The parts of it that are meant; empty when the statement is about the product as a whole.</param>
public sealed record VexProduct(VexComponent Component, IReadOnlyList<VexComponent> Subcomponents);
