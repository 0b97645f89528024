namespace UserRep.Trainer.EventFiles;

/// <summary>Who is behind each user.</summary>
internal sealed class Persons
{
    private readonly Names _users = new();
    private readonly Names _persons = new();
    private readonly List<int> _personOf = [];

    /// <summary>A user's first person counts.</summary>
    /// <returns>False if the user is known to be another's.</returns>
    public bool TrySet(ReadOnlySpan<char> user, ReadOnlySpan<char> person)
    {
        var number = _users.Number(user);
        if (number == _personOf.Count)
            _personOf.Add(_persons.Number(person));
        return person.SequenceEqual(_persons[_personOf[number]]);
    }

    public string Of(string user) => _users.Find(user) is >= 0 and var number ? _persons[_personOf[number]] : user;
}
