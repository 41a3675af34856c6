import type { Expression } from '../../parser/ast.ts';
import { isChoiceSetting } from '../../typecheck/train/choices.ts';
import type { Realm } from './callables.ts';
import type { Spot } from './spot.ts';
import { around } from './spot.ts';

/** What kind of things names stand for at a spot: layers, steps of augmentation, losses, … */
export function realmOf(spot: Spot): Realm {
  switch (spot.declaration.kind) {
    case 'augment':
      return 'augment';
    case 'data':
      return around(spot, 'setting') === undefined ? 'data' : 'column';
    case 'train':
      return realmOfSetting(around(spot, 'setting')?.key.text);
    case 'model':
    case 'block':
    case 'let':
      return 'flow';
    default:
      return 'other';
  }
}

/** What names stand for in the value of a train's setting. */
export function realmOfSetting(key = ''): Realm {
  if (key === 'augment' || key === 'mix') return 'augment';
  return key === 'optimizer' || key === 'minimize' || key === 'metrics' || isChoiceSetting(key)
    ? key
    : 'other';
}

/** The name that an expression calls, or is. */
export function calleeName(expression: Expression): string | undefined {
  if (expression.kind === 'reference') return expression.name;
  return expression.kind === 'call' && expression.callee.kind === 'reference'
    ? expression.callee.name
    : undefined;
}
