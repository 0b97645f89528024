using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>Inverted dropout. The mask is an input, so a seed names it; outside training the value passes as it is.</summary>
internal static class DropoutOp
{
    /// <param name="rate">Share of entries dropped; 0 adds nothing to the graph.</param>
    public static TapeValue Dropout(this Tape tape, TapeValue value, string name, double rate)
    {
        if (rate <= 0)
            return value;
        var dropped = tape.Mul(value, tape.Noise(new RandomInput(name, 1 - rate), value.Shape));
        tape.Bypass(dropped, value);
        return dropped;
    }
}
