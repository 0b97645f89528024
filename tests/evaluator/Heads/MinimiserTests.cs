using UserRep.Evaluator.Heads;

namespace UserRep.Evaluator.Tests.Heads;

public sealed class MinimiserTests
{
    [Fact]
    public void Minimum_OfAnIllConditionedBowl_IsFound()
    {
        // Curvatures from 1 to 400: plain descent would still be on its way.
        var at = Minimiser.Minimise([10, -10, 10], (x, gradient) =>
        {
            var loss = 0.0;
            for (var i = 0; i < 3; i++)
            {
                var (curvature, off) = (Math.Pow(20, i), x[i] - (i + 1));
                loss += curvature * off * off / 2;
                gradient[i] = (float)(curvature * off);
            }
            return loss;
        });
        Assert.Equal([1f, 2, 3], at, (a, b) => Math.Abs(a - b) < 0.05f);
    }

    [Fact]
    public void Minimum_AlreadyThere_Stays() =>
        Assert.Equal([2f], Minimiser.Minimise([2], (x, gradient) =>
        {
            gradient[0] = x[0] - 2;
            return (x[0] - 2) * (x[0] - 2) / 2;
        }));

    [Fact]
    public void Loss_ThatOnlyGrows_IsNeverMadeWorse()
    {
        // A gradient that lies: no step along it helps.
        var at = Minimiser.Minimise([3], (x, gradient) =>
        {
            gradient[0] = 1;
            return -x[0];
        });
        Assert.Equal([3f], at);
    }
}
