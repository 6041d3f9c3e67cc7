using System.Globalization;
using System.Xml;
using Pavior.Core;
using Pavior.Scan.Advisories;

namespace Pavior.Scan.Rpm;

/// <summary>Puts the nodes of an <c>updateinfo.xml</c> together to advisories. Form: the writers of it (createrepo_c, Bodhi); nobody wrote a schema.</summary>
internal sealed class UpdateInfoReader(string path, Action<UpdateInfo> take)
{
    /// <summary>Packages and references of one advisory; the kernel's has 2,000.</summary>
    private const int MaxEntries = 200_000;

    /// <summary>Characters of a description that are kept.</summary>
    private const int MaxDescription = 4_096;

    private UpdateInfo? _current;
    private string _element = "";
    private string? _module;

    public void Node(XmlReader node, int line)
    {
        if (node.NodeType == XmlNodeType.Element)
            Start(node, line);
        else if (node.NodeType == XmlNodeType.EndElement)
            End(node.LocalName);
        else if (_current is not null)
            Text(_current, node.Value);
    }

    private void Start(XmlReader node, int line)
    {
        _element = node.LocalName;
        if (_element == "update")
            _current = new UpdateInfo { Line = line, Type = node.GetAttribute("type") ?? "" };
        else if (_current is not null)
            StartWithin(_current, node);
        if (node.IsEmptyElement)
            End(node.LocalName);
    }

    private void StartWithin(UpdateInfo update, XmlReader node)
    {
        switch (node.LocalName)
        {
            case "issued":
                update.Issued = Date(node.GetAttribute("date"));
                break;
            case "updated":
                update.Updated = Date(node.GetAttribute("date"));
                break;
            case "reference":
                ThrowIfTooMany(update);
                if (node.GetAttribute("id") is { } id && id.StartsWith("CVE-", StringComparison.Ordinal))
                    update.Cves.Add(id);
                else if (node.GetAttribute("type") == "self")
                    update.Url ??= node.GetAttribute("href");
                break;
            case "collection":
                _module = null;
                break;
            case "module":
                _module = node.GetAttribute("name") is { Length: > 0 } name && node.GetAttribute("stream") is { Length: > 0 } stream ? $"{name}:{stream}" : null;
                break;
            case "package":
                ThrowIfTooMany(update);
                if (node.GetAttribute("name") is { Length: > 0 } package && node.GetAttribute("version") is { Length: > 0 } version)
                {
                    update.Packages.Add(new UpdateInfoPackage(
                        package, node.GetAttribute("epoch") ?? "", version, node.GetAttribute("release") ?? "", node.GetAttribute("arch") ?? "", _module));
                }

                break;
        }
    }

    private void End(string element)
    {
        if (element == "update" && _current is { } complete)
        {
            _current = null;
            take(complete);
        }

        _element = "";
    }

    private void Text(UpdateInfo update, string text)
    {
        switch (_element)
        {
            case "id":
                update.Id = text.Trim();
                break;
            case "title":
                update.Title = text.Trim();
                break;
            case "severity":
                update.Severity = text.Trim();
                break;
            case "description":
                update.Description = text.Length > MaxDescription ? text[..MaxDescription] : text;
                break;
        }
    }

    private void ThrowIfTooMany(UpdateInfo update)
    {
        if (update.Packages.Count + update.Cves.Count >= MaxEntries)
            throw ParseException.Limit(path, $"more than {MaxEntries} packages and references in one advisory");
    }

    /// <summary><c>2018-01-08 21:35</c>, or seconds since 1970.</summary>
    private static DateTimeOffset? Date(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return FeedDates.Time(text);
    }
}
