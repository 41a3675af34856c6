import {
  declarationPattern,
  type CommandCompletion,
  type Completer,
  type FlagCompletion,
} from './completion-table.ts';

const names = ['train', 'model', 'phase', 'param'] as const;

/** The completion of zsh. */
export function zshCompletion(commands: readonly CommandCompletion[]): string {
  return `#compdef netc
# netc for zsh: put this as _netc into a folder of $fpath, or eval "$(netc completion zsh)" behind compinit.

# Names that the program on the command line declares.
_netc_names() {
  local word
  local -a found
  for word in $words; do
    [[ $word == *.net && -r $word ]] && found+=(\${(f)"$(sed -n "s/$1/\\\\1/p" $word)"})
  done
  compadd "\${@:2}" -a found
}

${names.map((name) => `_netc_${name}() { _netc_names '${declarationPattern(name)}'${name === 'param' ? " -S ''  -q" : ''} }`).join('\n')}
_netc_programs() { _files -g '*.net(-.)' }
_netc_runs() { _alternative 'runs:run:_path_files -W runs -P runs/ -/' 'folders:folder:_files -/' }

_netc() {
  local context state line
  _arguments -C '--help[show how it is used]' '--version[show the version]' '1:command:->command' '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, describe }) => `        ${quoted(`${name}:${describe}`)}`).join('\n')}
      )
      _describe command commands ;;
    arguments)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}

# Read by \`eval\` it is a definition; found by its file's name it is called at once.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _netc "$@"; else compdef _netc netc; fi
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function commandCase({ name, positionals, repeated, flags }: CommandCompletion): string {
  const places = positionals.map((completer, index) => {
    const place = repeated && index === positionals.length - 1 ? '*' : String(index + 1);
    return quoted(`${place}:argument:${action(completer)}`);
  });
  return `        ${name}) _arguments ${[...flags.flatMap(flagSpecs), ...places].join(' ')} ;;`;
}

function flagSpecs({ name, alias, describe, value }: FlagCompletion): readonly string[] {
  const text = describe.replaceAll(/[[\]\\:]/g, (character) => `\\\\${character}`);
  const behind = value === undefined ? '' : `:${name}:${action(value)}`;
  return [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])].map((flag) =>
    quoted(`${flag}[${text}]${behind}`),
  );
}

function action(completer: Completer): string {
  switch (completer.kind) {
    case 'words':
      return `(${completer.words.join(' ')})`;
    case 'programs':
      return '_netc_programs';
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'runs':
      return '_netc_runs';
    case 'names':
      return `_netc_${completer.declaredBy}`;
    case 'nothing':
      return ' ';
  }
}
