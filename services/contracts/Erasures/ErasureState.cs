namespace UserRep.Contracts.Erasures;

public enum ErasureState
{
    UnderWay,
    Complete,
}
