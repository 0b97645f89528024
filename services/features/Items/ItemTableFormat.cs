namespace UserRep.Features.Items;

/// <summary>
/// Layout of <c>items.bin</c>, little-endian: a 64-byte header (magic, format, count, total dimension, modality count,
/// then the byte offsets of presence, rows and names), hashes ascending (8 bytes each), presence bits per modality
/// (1 byte each), rows of all modalities side by side (float32, 64-byte aligned), then count+1 name offsets and the ids in UTF-8.
/// </summary>
internal static class ItemTableFormat
{
    public const uint Magic = 0x54495255; // "URIT"
    public const int Version = 1;
    public const int HeaderBytes = 64;
    public const int MaxModalities = 8;

    public static long Align(long offset) => (offset + 63) & ~63L;
}
