using Pavior.Reports.Licenses;
using Xunit;

namespace Pavior.Reports.Tests;

public sealed class LicenseExpressionTests
{
    [Theory]
    [InlineData("MIT")]
    [InlineData("GPL-2.0+")]
    [InlineData("mit or apache-2.0")]
    [InlineData("(MIT AND (BSD-3-Clause OR LicenseRef-my-words)) OR GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("DocumentRef-x:LicenseRef-y")]
    public void Expressions_of_the_specification_are_valid(string text) => Assert.True(LicenseExpression.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("Apache License 2.0")]
    [InlineData("MIT OR")]
    [InlineData("(MIT")]
    [InlineData("MIT Apache-2.0")]
    [InlineData("MIT WITH Apache-2.0")]
    [InlineData("LicenseRef-")]
    [InlineData("GPL-2.0+ +")]
    public void Other_words_are_not(string text) => Assert.False(LicenseExpression.IsValid(text));

    [Fact]
    public void Deep_nesting_is_refused_not_followed() => Assert.False(LicenseExpression.IsValid(new string('(', 5_000) + "MIT"));
}
