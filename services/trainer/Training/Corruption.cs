using UserRep.Features.Schema;

namespace UserRep.Trainer.Training;

/// <summary>
/// Hides parts of a row from the encoder. A hidden block looks exactly like one with nothing to say: zeros, and its flag
/// lowered. So the encoder learns to guess it the way it must when a user really has none.
/// </summary>
internal sealed class Corruption
{
    private readonly FeatureBlock[] _blocks;
    private readonly int[] _flagOf;
    private readonly float[] _loweredFlags;
    private readonly ulong _blockLimit;
    private readonly uint _entryLimit;

    public Corruption(FeatureLayout layout, IReadOnlyList<float> means, IReadOnlyList<float> scales, double blockNoise, double entryNoise)
    {
        _blocks = [.. layout.Blocks.Where(b => b.Kind != FeatureBlockKind.Flags)];
        var flags = layout.Blocks[^1];
        _flagOf = new int[_blocks.Length];
        _loweredFlags = new float[_blocks.Length];
        var flag = flags.Offset;
        for (var b = 0; b < _blocks.Length; b++)
        {
            _flagOf[b] = FeatureLayout.HasFlag(_blocks[b]) ? flag++ : -1;
            if (_flagOf[b] >= 0)
                _loweredFlags[b] = -means[_flagOf[b]] * scales[_flagOf[b]];
        }
        _blockLimit = (ulong)(blockNoise * uint.MaxValue);
        _entryLimit = (uint)(entryNoise * 256 + 0.5);
    }

    public void Apply(Span<float> row, StableRandom random)
    {
        HideEntries(row, random);
        for (var b = 0; b < _blocks.Length; b++)
        {
            if (random.NextBits() >> 32 >= _blockLimit)
                continue;
            row.Slice(_blocks[b].Offset, _blocks[b].Width).Clear();
            if (_flagOf[b] >= 0)
                row[_flagOf[b]] = _loweredFlags[b];
        }
    }

    /// <summary>One byte of noise per entry: eight entries a draw, at a granularity of 1/256.</summary>
    private void HideEntries(Span<float> row, StableRandom random)
    {
        if (_entryLimit == 0)
            return;
        for (var i = 0; i < row.Length;)
        {
            var bits = random.NextBits();
            for (var end = Math.Min(i + 8, row.Length); i < end; i++, bits >>= 8)
            {
                if ((bits & 0xFF) < _entryLimit)
                    row[i] = 0;
            }
        }
    }
}
