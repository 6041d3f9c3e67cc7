using Pavior.Core;
using Pavior.Scan.Registry;
using Xunit;

namespace Pavior.Scan.Tests.Registry;

/// <summary>Opens images at scripted servers, with deadlines that suit tests.</summary>
internal static class RegistryTesting
{
    public static RegistryLimits Quick { get; } = new()
    {
        Connect = TimeSpan.FromSeconds(5),
        Headers = TimeSpan.FromSeconds(3),
        Body = TimeSpan.FromMilliseconds(800),
        FirstPause = TimeSpan.FromMilliseconds(1),
        Resumes = 2,
    };

    public static CredentialSearch NoCredentials { get; } = new(_ => null, "/nonexistent");

    public static async Task<ImageContent> OpenAsync(
        string reference, IEnumerable<string> plainHttp, CredentialSearch? search = null, SourceOptions? options = null, RegistryLimits? limits = null) =>
        (ImageContent)await new RegistrySource(search ?? NoCredentials, limits ?? Quick, TimeProvider.System).OpenAsync(
            reference, (options ?? new SourceOptions()) with { PlainHttp = [.. plainHttp] }, TestContext.Current.CancellationToken);

    public static async Task<byte[]> LayerAsync(ImageContent image, int index = 0)
    {
        await using var stream = await image.Layers[index].OpenAsync(TestContext.Current.CancellationToken);
        using var all = new MemoryStream();
        await Task.Run(() => stream.CopyTo(all, 10_000));
        return all.ToArray();
    }

    /// <summary>The message of the <see cref="SourceException"/> that opening throws.</summary>
    public static async Task<string> RefusalAsync(Func<ScriptedRequest, ScriptedAnswer> answer, string reference = "app:1", CredentialSearch? search = null)
    {
        await using var server = new ScriptedServer(answer);
        var refused = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await using var image = await OpenAsync($"{server.Host}/{reference}", [server.Host], search);
            await LayerAsync(image);
        });
        return refused.Message.Replace(server.Host, "HOST", StringComparison.Ordinal);
    }
}
