using Xunit;

public class DeductibleTests
{
    [Fact]
    public void NothingIsPaidBelowTheDeductible() => Assert.Equal(0, Math.Max(0, 80 - 100));
}
