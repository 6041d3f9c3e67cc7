using Pavior.Formats.Oci;
using Pavior.Scan.Images;
using Xunit;

namespace Pavior.Scan.Tests.Images;

public sealed class InstructionsTests
{
    [Theory]
    [InlineData("RUN |1 NPM_TOKEN=s3cret /bin/sh -c npm ci # buildkit", "RUN npm ci")]
    [InlineData("|2 NPM_TOKEN=s3cret A=b /bin/sh -c npm ci", "RUN npm ci")]
    [InlineData("RUN |1 NPM_TOKEN=s3cret /bin/bash -o pipefail -c npm ci # buildkit", "RUN /bin/bash -o pipefail -c npm ci")]
    [InlineData("RUN |2 NPM_TOKEN=s3cret A= /bin/bash -c A=1 npm ci # buildkit", "RUN /bin/bash -c A=1 npm ci")]
    [InlineData("RUN |1 NPM_TOKEN=s3cret [\"npm\", \"ci\"] # buildkit", "RUN [\"npm\", \"ci\"]")]
    [InlineData("RUN |0 npm ci # buildkit", "RUN npm ci")]
    [InlineData("|1 NPM_TOKEN=s3cret /busybox/ash -c npm ci", "/busybox/ash -c npm ci")]
    public void Build_arguments_are_dropped_whatever_the_shell(string line, string readable) => Assert.Equal(readable, Readable(line));

    [Theory]
    [InlineData("RUN |1 KEY=s3cret with s3cret words /bin/bash -c npm ci", "RUN /bin/bash -c npm ci")]
    [InlineData("RUN |1 KEY=-----BEGIN KEY-----\ns3cret\nA=s3cret\n-----END KEY----- /bin/zsh -c npm ci", "RUN /bin/zsh -c npm ci")]
    [InlineData("RUN |2 FLAGS=-O2 -g KEY=s3cret /bin/sh -c npm ci", "RUN npm ci")]
    [InlineData("RUN |x A=s3cret B=s3cret npm ci", "RUN …")]
    [InlineData("RUN |99 A=s3cret B=s3cret npm ci", "RUN …")]
    [InlineData("RUN |99999999999999999999 A=s3cret B=s3cret", "RUN …")]
    [InlineData("RUN |1 KEY=my s3cret words /app/tool --fast", "RUN …")]
    [InlineData("|1 KEY=my s3cret words /app/tool --fast", "RUN …")]
    [InlineData("RUN |1 KEY=a [\"s3cret\"] b", "RUN …")]
    [InlineData("RUN |1 KEY=a [\"s3cret\"] [\"npm\",\"ci\"]", "RUN [\"npm\",\"ci\"]")]
    [InlineData("RUN |", "RUN")]
    [InlineData("|", "")]
    public void In_doubt_more_is_dropped_and_no_value_is_kept(string line, string readable) => Assert.Equal(readable, Readable(line));

    private static string? Readable(string line) => Instructions.Readable(new OciHistory(line, EmptyLayer: false, Comment: null));
}
