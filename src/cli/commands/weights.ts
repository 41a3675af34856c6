import { badArguments } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../../runtime/problem.ts';
import { command } from '../command.ts';
import { jsonOption, settingOption, settingsOf } from '../options.ts';

const options = { ...jsonOption, ...settingOption } as const;

/** What each action wants behind it. */
const wants = {
  inspect: ['FILE'],
  match: ['FILE', 'PROGRAM.net'],
  add: ['NAME', 'FILE'],
  list: [],
} as const;

type Action = keyof typeof wants;

const actions = ['inspect', 'match', 'add', 'list'] as const satisfies readonly Action[];

/** `netc weights`: files of weights of other programs. */
export const weightsCommand = command({
  usage: 'weights <task> [arguments..]',
  describe: 'look into files of weights, hold them beside a model, keep published ones',
  examples: [
    ['netc weights inspect vgg16.h5', 'its arrays: names, shapes, dtypes'],
    ['netc weights match vgg16.h5 pets.net', 'what of it fits where the program begins with weights'],
    ['netc weights match resnet18.safetensors pets.net:Pets', 'for one of the models of the file'],
    ['netc weights add imagenet/vgg16 FILE', 'keep a published file that was got in another way'],
    ['netc weights list', 'what is published, and what of it is here'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('task', { choices: actions, demandOption: true, describe: 'what to do' })
      .positional('arguments', {
        type: 'string',
        array: true,
        default: [],
        describe: 'inspect FILE, match FILE PROGRAM.net[:MODEL], add NAME FILE',
      })
      .options(options),
  run: async ({ task, arguments: given, json, set }, terminal) => {
    requireCount(task, given);
    const [first = '', second = ''] = given;
    const weights = await import('../weights.ts');
    switch (task) {
      case 'inspect':
        return weights.inspectInTerminal(first, json, terminal);
      case 'match':
        return weights.matchInTerminal(first, second, settingsOf(set), json, terminal);
      case 'add':
        return weights.addInTerminal(first, second, json, terminal);
      case 'list':
        return weights.listInTerminal(json, terminal);
    }
  },
});

/** @throws Problem NET7032 where there is not one argument for each that is wanted */
function requireCount(task: Action, given: readonly string[]): void {
  const wanted = wants[task];
  if (given.length === wanted.length) return;
  const behind = ['netc weights', task, ...wanted].join(' ');
  const reason = `It is written ${behind}`;
  throw new Problem(badArguments(undefined, { command: 'netc weights', reason }));
}
