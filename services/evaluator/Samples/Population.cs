namespace UserRep.Evaluator.Samples;

/// <summary>Samples that share a question, e.g. users active before a cut, or new users before their first interaction.</summary>
internal sealed class Population(string name, IReadOnlyList<Cut> cuts, Sample[] samples)
{
    public string Name => name;

    public IReadOnlyList<Cut> Cuts => cuts;

    public Sample[] Samples => samples;
}
