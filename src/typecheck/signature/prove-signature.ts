import type { Diagnostic, ShapeStep } from '../../diagnostics/diagnostic.ts';
import type { BlockDeclaration } from '../../parser/ast.ts';
import type { Environment } from '../elaborate/environment.ts';
import { subtract } from '../shape/arithmetic.ts';
import { printShape } from '../shape/print.ts';
import type { CounterExample } from './counter-example.ts';
import { contradicts, counterExample } from './counter-example.ts';
import type { Exploration, Way } from './explore-block.ts';
import { exploreBlock } from './explore-block.ts';

/** What there is to say about a signature. */
export type Verdict =
  /** It holds for every size and every whole number, wherever the body can be computed at all. */
  | { readonly kind: 'proved' }
  | {
      readonly kind: 'refuted';
      readonly example: CounterExample;
      /** Over symbols. */
      readonly claimed: string;
      readonly computed: string | undefined;
      readonly chain: readonly ShapeStep[];
    }
  /** Something is wrong that does not depend on sizes. */
  | { readonly kind: 'broken'; readonly diagnostics: readonly Diagnostic[] }
  /** Neither a proof nor a counter-example was found. */
  | { readonly kind: 'open' };

/** Proves the claim of a block's signature over symbols, or finds numbers for which it fails. */
export function proveSignature(declaration: BlockDeclaration, environment: Environment): Verdict {
  const exploration = exploreBlock(declaration, environment);
  const { ways } = exploration;
  const ofClaim = ways.find((way) => way.ofClaim.length > 0)?.ofClaim;
  if (ofClaim !== undefined) return { kind: 'broken', diagnostics: ofClaim };
  const always = brokenAlways(exploration);
  if (always !== undefined) return { kind: 'broken', diagnostics: always };
  // A plain mismatch first: it makes the clearest counter-example.
  const doubtful = ways.filter((way) => !isProved(way)).toSorted((a, b) => rank(a) - rank(b));
  for (const way of doubtful) {
    const example = counterExample(declaration, environment, exploration, way);
    if (example === undefined) continue;
    const computed = way.output === undefined ? undefined : printShape(way.output);
    return { kind: 'refuted', example, claimed: way.claimedText, computed, chain: way.chain };
  }
  const reached = ways.some((way) => way.diagnostics.length === 0);
  return exploration.complete && doubtful.length === 0 && reached ? { kind: 'proved' } : { kind: 'open' };
}

function rank({ output, assumptions }: Way): number {
  return (output === undefined ? 1_000 : 0) + assumptions.replaced.size;
}

/** What is said on every way, where all that is guessed is how parameters are used. */
function brokenAlways({ ways, complete, roles }: Exploration): readonly Diagnostic[] | undefined {
  const guessed = [...roles.values()].some(
    (role) => role.kind === 'fixed' || (role.kind === 'whole' && role.guessed),
  );
  const [first] = ways;
  const all = ways.every(({ diagnostics, undecided }) => diagnostics.length > 0 && !undecided);
  return complete && all && !guessed ? first?.diagnostics : undefined;
}

/** Whether the claim holds on this way, or the body refuses what comes this way. */
function isProved(way: Way): boolean {
  const { assumptions, output, claimed, diagnostics, undecided } = way;
  if (diagnostics.some(({ severity }) => severity === 'error')) return !contradicts(way);
  if (undecided || output === undefined || output.length !== claimed?.length) return false;
  return claimed.every(
    (size, axis) => size === undefined || assumptions.isZero(subtract(size, output[axis] ?? -1)) === true,
  );
}
