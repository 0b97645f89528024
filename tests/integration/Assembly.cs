// Each of these tests runs a whole mesh; two at once would only share the same two cores.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
