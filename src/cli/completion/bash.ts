import { declarationPattern, type CommandCompletion, type Completer } from './completion-table.ts';

const names = ['train', 'model', 'phase', 'param'] as const;

/** The completion of bash, 3.2 and later. */
export function bashCompletion(commands: readonly CommandCompletion[]): string {
  return `# netc for bash: eval "$(netc completion bash)", or put this into a file of bash-completion.

# Names that the program on the command line declares.
_netc_names() {
  local word
  for word in "\${COMP_WORDS[@]}"; do
    case "$word" in
      *.net) [ -r "$word" ] && sed -n "s/$1/\\\\1$2/p" "$word" ;;
    esac
  done
}

# Folders, and files that end as given.
_netc_files() {
  compgen -d -- "$cur"
  if [ -n "$1" ]; then compgen -f -X "!*$1" -- "$cur"; else compgen -f -- "$cur"; fi
}

_netc_complete() {
  case "$1" in
    programs) _netc_files .net ;;
    files) _netc_files '' ;;
    folders) compgen -d -- "$cur" ;;
    runs) compgen -d -- "$cur"; case "$cur" in runs/*) ;; *) compgen -d -- "runs/$cur" ;; esac ;;
${names
  .map(
    (name) =>
      `    ${name}) compgen -W "$(_netc_names '${declarationPattern(name)}' '${name === 'param' ? '=' : ''}')" -- "$cur" ;;`,
  )
  .join('\n')}
    nothing) ;;
    *) compgen -W "$1" -- "$cur" ;;
  esac
}

# What stands where a value of a flag is wanted; fails where none is.
_netc_value() {
  case "$command $1" in
${commands.flatMap(valueCases).join('\n')}
    *) return 1 ;;
  esac
}

_netc_flags() {
  case "$command" in
${commands.map(({ name, flags }) => `    ${name}) echo '${flags.map((flag) => `--${flag.name}`).join(' ')}' ;;`).join('\n')}
    *) echo '--help --version' ;;
  esac
}

_netc_positional() {
  case "$command $1" in
${commands.flatMap(positionalCases).join('\n')}
  esac
}

_netc() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" previous='' command='' place=0 index word found IFS=$'\\n'
  [ "$COMP_CWORD" -gt 0 ] && previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  # \`--flag=value\` comes in three words.
  if [ "$cur" = '=' ]; then
    cur=''
  elif [ "$previous" = '=' ]; then
    previous="\${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in
      -*) _netc_value "$word" > /dev/null && ((index++)) && [ "\${COMP_WORDS[index]}" = '=' ] && ((index++)) ;;
      *) if [ -z "$command" ]; then command="$word"; else ((place++)); fi ;;
    esac
  done
  if [ -n "$command" ] && found=$(_netc_value "$previous"); then
    found=$(_netc_complete "$found")
  elif [ "\${cur#-}" != "$cur" ]; then
    found=$(IFS=' '; compgen -W "$(_netc_flags)" -- "$cur")
  elif [ -z "$command" ]; then
    found=$(IFS=' '; compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$cur")
  else
    found=$(_netc_complete "$(_netc_positional "$place")")
  fi
  COMPREPLY=($(printf '%s\\n' "$found" | sort -u))
  # Folders get their slash, and names with blanks their backslashes.
  type compopt > /dev/null 2>&1 && compopt -o filenames 2> /dev/null
  case "$found" in *=) type compopt > /dev/null 2>&1 && compopt -o nospace 2> /dev/null ;; esac
  return 0
}

complete -F _netc netc
`;
}

/** What \`_netc_complete\` takes for a completer; words stand for themselves, one a line. */
function code(completer: Completer): string {
  switch (completer.kind) {
    case 'words':
      return `$'${completer.words.join('\\n')}'`;
    case 'names':
      return completer.declaredBy;
    default:
      return completer.kind;
  }
}

function valueCases({ name, flags }: CommandCompletion): readonly string[] {
  return flags.flatMap(({ name: flag, alias, value }) => {
    if (value === undefined) return [];
    const patterns = [`'${name} --${flag}'`, ...(alias === undefined ? [] : [`'${name} -${alias}'`])];
    return [`    ${patterns.join(' | ')}) echo ${code(value)} ;;`];
  });
}

function positionalCases({ name, positionals, repeated }: CommandCompletion): readonly string[] {
  return positionals.map((completer, index) => {
    const rest = repeated && index === positionals.length - 1;
    return `    '${name} '${rest ? '*' : `'${index}'`}) echo ${code(completer)} ;;`;
  });
}
