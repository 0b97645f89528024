// Each collection runs a whole mesh, on ports that it found free: one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
