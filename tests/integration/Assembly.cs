// Each of these tests runs a whole mesh; two at once would only share the same two cores.
[assembly: Xunit.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
