namespace UserRep.Command.Completion;

/// <summary>Each hands the line up to the cursor to <c>userrep [suggest:POSITION] LINE</c> and offers what that prints, a line each.</summary>
internal static class ShellScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string For(string shell) => (shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => Pwsh,
    }).ReplaceLineEndings("\n");

    /// <summary>File names are offered where the command has nothing to say.</summary>
    private const string Bash = """
        # userrep: completion for bash
        _userrep_complete() {
            local line="${COMP_LINE:0:$COMP_POINT}" IFS=$'\n'
            line="${line#*[[:space:]]}"
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _userrep_complete userrep

        """;

    private const string Zsh = """
        # userrep: completion for zsh
        _userrep_complete() {
            local line="${LBUFFER#*[[:space:]]}"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _userrep_complete userrep

        """;

    private const string Fish = """
        # userrep: completion for fish
        function __userrep_complete
            set -l line (string replace -r '^\s*\S+\s' '' -- (commandline -cp))
            userrep "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c userrep -a '(__userrep_complete)'

        """;

    private const string Pwsh = """
        # userrep: completion for PowerShell
        Register-ArgumentCompleter -Native -CommandName userrep -ScriptBlock {
            param($word, $ast, $cursor)
            $line = $ast.ToString().PadRight($cursor).Substring(0, $cursor) -replace '^\s*\S+\s', ''
            userrep "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
