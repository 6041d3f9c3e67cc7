using Pavior.Scan.Advisories;
using Pavior.Scan.Advisories.Update;
using Pavior.Scan.Registry;
using Pavior.Scan.Tests.Registry;
using Pavior.Testing;
using Xunit;

namespace Pavior.Scan.Tests.Advisories.Update;

/// <summary>A database in a folder of its own, and a server with something of every publisher.</summary>
public abstract class UpdateTesting : IAsyncDisposable
{
    private protected UpdateTesting() => Publishers.Fill(Server);

    private protected TemporaryFolder Folder { get; } = new();

    private protected FeedServer Server { get; } = new();

    private protected string Database => Path.Combine(Folder.Path, "pavior", "vulnerabilities.db");

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static string Say(UpdateOutcome outcome) => string.Join(", ", outcome.Feeds.Select(f => $"{f.Id} {f.State} {f.Records}"));

    private protected string Feeds()
    {
        using var database = VulnerabilityDatabase.Open(Database);
        database.Verify();
        return string.Join(' ', database.Info.Feeds.Select(f => f.Id));
    }

    private protected Task<UpdateOutcome> UpdateAsync(
        string feeds,
        bool acceptsLess = false,
        Action<string>? progress = null,
        CancellationToken? cancellation = null,
        Uri? mirror = null,
        Action<string>? step = null,
        RegistryLimits? limits = null) =>
        new DatabaseUpdate(
            Database,
            new UpdateOptions { Feeds = feeds.Split(' '), Mirror = mirror ?? Server.Address, AcceptsLess = acceptsLess },
            FeedPublishers.All,
            limits ?? RegistryTesting.Quick,
            TimeProvider.System,
            progress ?? (_ => { })) { Step = step ?? (_ => { }) }.RunAsync(cancellation ?? Cancellation);
}
