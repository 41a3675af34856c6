import type { CommandCompletion, Completer } from './completion-table.ts';
import { declarationPattern } from './completion-table.ts';

/** The completion of fish. */
export function fishCompletion(commands: readonly CommandCompletion[]): string {
  return `# netc for fish: put this into ~/.config/fish/completions/netc.fish.

function __netc_names
    for word in (commandline -opc)
        string match -q '*.net' -- $word; and test -r $word; and sed -n "s/$argv[1]/\\\\1$argv[2]/p" $word
    end
end

complete -c netc -f
complete -c netc -n __fish_use_subcommand -l help -d 'show how it is used'
complete -c netc -n __fish_use_subcommand -l version -d 'show the version'
${commands
  .flatMap(({ name, describe, flags, positionals }) => {
    const here = `complete -c netc -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c netc -n __fish_use_subcommand -a ${name} -d ${quoted(describe)}`,
      ...flags.map((flag) =>
        [
          `${here} -l ${flag.name}`,
          flag.alias === undefined ? '' : ` -s ${flag.alias}`,
          flag.value === undefined ? '' : ` -x${argumentsOf(flag.value)}`,
          ` -d ${quoted(flag.describe)}`,
        ].join(''),
      ),
      ...[...new Set(positionals.map(argumentsOf))]
        .filter((words) => words !== '')
        .map((words) => `${here}${words}`),
    ];
  })
  .join('\n')}
`;
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function argumentsOf(completer: Completer): string {
  switch (completer.kind) {
    case 'words':
      return ` -a ${quoted(completer.words.join(' '))}`;
    case 'programs':
      return " -a '(__fish_complete_suffix .net)'";
    case 'files':
      return " -a '(__fish_complete_path)'";
    case 'folders':
      return " -a '(__fish_complete_directories)'";
    case 'runs':
      return " -a '(__fish_complete_directories runs/)'";
    case 'names':
      return ` -a ${quoted(`(__netc_names ${quoted(declarationPattern(completer.declaredBy))}${completer.declaredBy === 'param' ? ' =' : ''})`)}`;
    case 'nothing':
      return '';
  }
}
