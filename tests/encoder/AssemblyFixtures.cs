using UserRep.Encoder.Tests;

[assembly: AssemblyFixture(typeof(TinyBundles))]
