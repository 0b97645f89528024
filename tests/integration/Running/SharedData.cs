using System.IO.Compression;

namespace UserRep.Integration.Tests.Running;

internal static class SharedData
{
    /// <summary>A file of the shared data sets, or a skip that says which is missing.</summary>
    public static string File(string relative)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "data", relative);
        Assert.SkipUnless(System.IO.File.Exists(path), $"the shared data set {relative} is not here");
        return path;
    }

    /// <summary>The first students of OULAD's sample, with the files that its mapping joins: the whole would be most of a minute of replay.</summary>
    /// <returns>The events' file, and the messages that come of it: one a row, and a profile for every student.</returns>
    public static (string File, long Messages) OuladSample(string folder, int students)
    {
        Directory.CreateDirectory(folder);
        foreach (var joined in new[] { "items.csv.gz", "enrolments.csv.gz" })
            System.IO.File.Copy(File($"oulad/{joined}"), Path.Combine(folder, joined));
        var events = Path.Combine(folder, "events.csv.gz");
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(File("oulad/sample_AAA_2013J.csv.gz")), CompressionMode.Decompress));
        using var writer = new StreamWriter(new GZipStream(System.IO.File.Create(events), CompressionLevel.Fastest));
        writer.WriteLine(reader.ReadLine());
        var (seen, rows) = (new HashSet<string>(), 0L);
        while (reader.ReadLine() is { } row)
        {
            // code_module, code_presentation, id_student, ...
            var student = row.Split(',')[2];
            if (!seen.Contains(student) && seen.Count == students)
                continue;
            seen.Add(student);
            writer.WriteLine(row);
            rows++;
        }
        return (events, rows + seen.Count);
    }
}
