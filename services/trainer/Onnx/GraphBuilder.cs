using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace UserRep.Trainer.Onnx;

/// <summary>Writes an ONNX graph node by node; every value is a float tensor unless said otherwise.</summary>
internal sealed class GraphBuilder
{
    /// <summary>The first opset with LayerNormalization; old enough for any runtime in use.</summary>
    public const int Opset = 17;

    /// <summary>The IR version that opset 17 came with.</summary>
    private const int IrVersion = 8;

    public const string BatchDimension = "batch";

    private readonly GraphProto _graph = new() { Name = "userrep" };
    private readonly Dictionary<float, string> _scalars = [];
    private int _values;

    /// <param name="shape">-1 stands for the batch.</param>
    public string Input(string name, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Info(name, shape));
        return name;
    }

    /// <summary>An input of int64.</summary>
    public string IndexInput(string name, params ReadOnlySpan<long> shape)
    {
        _graph.Input.Add(Info(name, shape, TensorProto.Types.DataType.Int64));
        return name;
    }

    /// <param name="shape">-1 stands for the batch.</param>
    public void Output(string name, params ReadOnlySpan<long> shape) => _graph.Output.Add(Info(name, shape));

    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        _graph.Initializer.Add(Tensor(name, values, shape));
        return name;
    }

    /// <summary>A fixed vector of int64: axes, shapes, indices.</summary>
    public string Integers(params ReadOnlySpan<long> values)
    {
        var tensor = new TensorProto { Name = NewName("integers"), DataType = (int)TensorProto.Types.DataType.Int64, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.Add(values.Length);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    public string Scalar(float value)
    {
        if (!_scalars.TryGetValue(value, out var name))
            _scalars[value] = name = Constant(NewName("scalar"), [value]);
        return name;
    }

    /// <summary>Adds a node with one output and gives that output's name.</summary>
    public string Op(string type, params ReadOnlySpan<string> inputs) => Named(NewName(type), type, [], inputs);

    public string Op(string type, AttributeProto[] attributes, params ReadOnlySpan<string> inputs) => Named(NewName(type), type, attributes, inputs);

    public string Named(string output, string type, AttributeProto[] attributes, params ReadOnlySpan<string> inputs)
    {
        Node(type, attributes, [output], inputs);
        return output;
    }

    public void Node(string type, AttributeProto[] attributes, string[] outputs, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = type, Name = "node_" + outputs[0] };
        foreach (var input in inputs)
            node.Input.Add(input);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
    }

    public string NewName(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{_values++}");

    public ModelProto Build() => Wrap(_graph);

    public static ModelProto Wrap(GraphProto graph)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "userrep", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        return model;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Attribute(string name, long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    public static TensorProto Tensor(string name, ReadOnlySpan<float> values, ReadOnlySpan<long> shape) =>
        Tensor(name, MemoryMarshal.AsBytes(values), shape, TensorProto.Types.DataType.Float);

    /// <param name="values">Little-endian.</param>
    public static TensorProto Tensor(string name, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape, TensorProto.Types.DataType element)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)element, RawData = ByteString.CopyFrom(values) };
        foreach (var dimension in shape)
            tensor.Dims.Add(dimension);
        return tensor;
    }

    private static ValueInfoProto Info(string name, ReadOnlySpan<long> shape, TensorProto.Types.DataType element = TensorProto.Types.DataType.Float)
    {
        var type = new TypeProto.Types.Tensor { ElemType = (int)element, Shape = new TensorShapeProto() };
        foreach (var dimension in shape)
            type.Shape.Dim.Add(dimension < 0 ? new TensorShapeProto.Types.Dimension { DimParam = BatchDimension } : new TensorShapeProto.Types.Dimension { DimValue = dimension });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
