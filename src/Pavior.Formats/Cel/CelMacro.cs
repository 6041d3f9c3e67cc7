namespace Pavior.Formats.Cel;

/// <summary>The macros that run over a list or map.</summary>
internal enum CelMacro
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    TransformList,
    TransformMap,
    TransformMapEntry,
}
