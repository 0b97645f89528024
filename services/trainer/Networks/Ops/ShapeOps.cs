using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>Columns put side by side and taken apart.</summary>
internal static class ShapeOps
{
    /// <param name="parts">[rows, width] each.</param>
    public static TapeValue Concat(this Tape tape, params IReadOnlyList<TapeValue> parts)
    {
        var output = tape.Graph.Op("Concat", [GraphBuilder.Attribute("axis", 1)], [.. parts.Select(p => p.Name)]);
        return tape.Record(output, [-1, parts.Sum(p => p.Width)], parts, gradient =>
        {
            var offset = 0;
            foreach (var part in parts)
            {
                var start = offset;
                Tape.Push(part, () => Columns(tape.Graph, gradient, start, part.Width));
                offset += part.Width;
            }
        });
    }

    /// <param name="value">[rows, width]</param>
    public static TapeValue Slice(this Tape tape, TapeValue value, int start, int width)
    {
        if (start < 0 || width < 1 || start + width > value.Width)
            throw new ArgumentOutOfRangeException(nameof(start), $"Columns {start} to {start + width} of '{value.Name}', which has {value.Width}.");
        if (width == value.Width)
            return value;
        return tape.Record(Columns(tape.Graph, value.Name, start, width), [-1, width], [value], gradient =>
            // Zeros on both sides: nothing else of the value had a part in this.
            Tape.Push(value, () => tape.Graph.Op("Pad", gradient, tape.Graph.Integers(0, start, 0, value.Width - start - width))));
    }

    private static string Columns(GraphBuilder graph, string value, int start, int width) =>
        graph.Op("Slice", value, graph.Integers(start), graph.Integers(start + width), graph.Integers(1));
}
