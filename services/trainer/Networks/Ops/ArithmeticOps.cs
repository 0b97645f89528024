using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>Entry by entry, on two values of one shape.</summary>
internal static class ArithmeticOps
{
    public static TapeValue Add(this Tape tape, TapeValue left, TapeValue right) =>
        tape.Record(tape.Binary("Add", left, right), left.Shape, [left, right], gradient =>
        {
            Tape.Push(left, () => gradient);
            Tape.Push(right, () => gradient);
        });

    public static TapeValue Sub(this Tape tape, TapeValue left, TapeValue right) =>
        tape.Record(tape.Binary("Sub", left, right), left.Shape, [left, right], gradient =>
        {
            Tape.Push(left, () => gradient);
            Tape.Push(right, () => tape.Graph.Op("Neg", gradient));
        });

    public static TapeValue Mul(this Tape tape, TapeValue left, TapeValue right) =>
        tape.Record(tape.Binary("Mul", left, right), left.Shape, [left, right], gradient =>
        {
            Tape.Push(left, () => tape.Graph.Op("Mul", gradient, right.Name));
            Tape.Push(right, () => tape.Graph.Op("Mul", gradient, left.Name));
        });

    public static TapeValue Scale(this Tape tape, TapeValue value, float factor) =>
        tape.Record(tape.Graph.Op("Mul", value.Name, tape.Graph.Scalar(factor)), value.Shape, [value], gradient =>
            Tape.Push(value, () => tape.Graph.Op("Mul", gradient, tape.Graph.Scalar(factor))));

    public static TapeValue Exp(this Tape tape, TapeValue value)
    {
        var output = tape.Graph.Op("Exp", value.Name);
        return tape.Record(output, value.Shape, [value], gradient => Tape.Push(value, () => tape.Graph.Op("Mul", gradient, output)));
    }

    private static string Binary(this Tape tape, string type, TapeValue left, TapeValue right) => left.Shape.SequenceEqual(right.Shape)
        ? tape.Graph.Op(type, left.Name, right.Name)
        : throw new ArgumentException($"{type} of '{left.Name}' and '{right.Name}', whose shapes differ.", nameof(right));
}
