import { divisionByZero, wrongOperands } from '../../diagnostics/catalogue/names.ts';
import type { Binary, BinaryOperator, Unary } from '../../parser/ast.ts';
import { add, dimensionsEqual, floorDivide, multiply, scale, subtract } from '../shape/arithmetic.ts';
import type { Dimension } from '../shape/dimension.ts';
import type { Elaboration } from './elaboration.ts';
import type { NumberValue, Value } from './value.ts';
import { describe, poison } from './value.ts';

type Report = Pick<Elaboration, 'report' | 'undecided' | 'questions'>;

/** `a + b` and the like on compile-time values; tensors are not for here. */
export function applyBinary(node: Binary, left: Value, right: Value, context: Report): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison;
  switch (node.operator) {
    case '==':
    case '!=': {
      const equal = valuesEqual(left, right, context);
      if (equal === undefined) return undecided(context);
      return { kind: 'boolean', value: equal === (node.operator === '==') };
    }
    case 'and':
    case 'or':
      return logical(node, left, right, context);
    default:
      return numeric(node, node.operator, left, right, context);
  }
}

export function applyUnary(node: Unary, operand: Value, context: Report): Value {
  if (operand.kind === 'poison') return poison;
  if (node.operator === '-' && operand.kind === 'number') {
    return { ...operand, value: scale(operand.value, -1) };
  }
  if (node.operator === 'not' && operand.kind === 'boolean') return { ...operand, value: !operand.value };
  const expected = node.operator === '-' ? 'a number' : 'true or false';
  context.report(
    wrongOperands(node.operand.span, { operator: node.operator, expected, given: describe(operand) }),
  );
  return poison;
}

function logical(node: Binary, left: Value, right: Value, context: Report): Value {
  if (left.kind === 'boolean' && right.kind === 'boolean') {
    const value = node.operator === 'and' ? left.value && right.value : left.value || right.value;
    return { kind: 'boolean', value };
  }
  return wrong(node, left.kind === 'boolean' ? right : left, 'true or false', context);
}

function numeric(
  node: Binary,
  operator: Exclude<BinaryOperator, '==' | '!=' | 'and' | 'or'>,
  left: Value,
  right: Value,
  context: Report,
): Value {
  if (left.kind !== 'number' || right.kind !== 'number') {
    const joins = operator === '+' || operator === '*';
    const expected = joins ? 'two numbers, or two tensors' : 'two numbers';
    return wrong(node, left.kind === 'number' ? right : left, expected, context);
  }
  const integer = left.integer && right.integer;
  const unit = left.unit === right.unit ? left.unit : 'none';
  const whole = (value: Dimension): NumberValue => ({ kind: 'number', value, integer, unit });
  switch (operator) {
    case '+':
      return whole(add(left.value, right.value));
    case '-':
      return whole(subtract(left.value, right.value));
    case '*':
      return { ...whole(multiply(left.value, right.value)), unit: 'none' };
    case '/':
      return divide(node, left, right, context);
    default:
      return compare(operator, left, right, context);
  }
}

/** Two whole numbers give a whole one where the division leaves no rest. */
function divide(node: Binary, left: NumberValue, right: NumberValue, context: Report): Value {
  if (right.value === 0) {
    context.report(divisionByZero(node.right.span, { operator: node.operator }));
    return poison;
  }
  if (typeof right.value !== 'number') return divideSymbols(node, left, right, context);
  if (typeof left.value === 'number') {
    const value = left.value / right.value;
    return {
      kind: 'number',
      value,
      integer: left.integer && right.integer && Number.isInteger(value),
      unit: 'none',
    };
  }
  const divisor = right.value;
  const exact = [left.value.constant, ...left.value.terms.map((term) => term.coefficient)].every(
    (part) => part % divisor === 0,
  );
  if (!exact) return divideSymbols(node, left, right, context);
  const terms = left.value.terms.map((term) => ({ ...term, coefficient: term.coefficient / divisor }));
  return { ...left, value: { constant: left.value.constant / divisor, terms } };
}

/** Where symbols are divided, a rest makes a fraction, which is no whole number; without one the quotient is known. */
function divideSymbols(node: Binary, left: NumberValue, right: NumberValue, context: Report): Value {
  const { questions } = context;
  if (questions === undefined || !left.integer || !right.integer) return undecided(context);
  questions.restrict(right.value, 1);
  const whole = floorDivide(left.value, right.value);
  if (dimensionsEqual(multiply(whole, right.value), left.value))
    return { ...left, value: whole, unit: 'none' };
  if (questions.divides(left.value, right.value) === undefined) return poison;
  const value = questions.fresh(`fraction${node.span.start}`);
  return { kind: 'number', value, integer: false, unit: 'none' };
}

/** Whole numbers are compared by the sign of their difference. */
function compareSymbols(
  operator: '<' | '<=' | '>' | '>=',
  left: NumberValue,
  right: NumberValue,
  context: Report,
): Value {
  if (context.questions === undefined || !left.integer || !right.integer) return undecided(context);
  const [a, b] = operator === '<' || operator === '>=' ? [left, right] : [right, left];
  const below = context.questions.isNegative(subtract(a.value, b.value));
  if (below === undefined) return poison;
  return { kind: 'boolean', value: below === (operator === '<' || operator === '>') };
}

function compare(
  operator: '<' | '<=' | '>' | '>=',
  left: NumberValue,
  right: NumberValue,
  context: Report,
): Value {
  const difference = subtract(left.value, right.value);
  if (typeof difference !== 'number') return compareSymbols(operator, left, right, context);
  const value =
    operator === '<'
      ? difference < 0
      : operator === '<='
        ? difference <= 0
        : operator === '>'
          ? difference > 0
          : difference >= 0;
  return { kind: 'boolean', value };
}

/** Whether two values are the same; undefined where symbolic sizes leave it open. */
function valuesEqual(left: Value, right: Value, context: Report): boolean | undefined {
  if (left.kind === 'number' && right.kind === 'number') {
    if (dimensionsEqual(left.value, right.value)) return true;
    const difference = subtract(left.value, right.value);
    if (typeof difference === 'number') return false;
    return left.integer && right.integer ? context.questions?.isZero(difference) : undefined;
  }
  if (left.kind === 'size' && right.kind === 'size') {
    return left.height === right.height && left.width === right.width;
  }
  if (left.kind === 'word' && right.kind === 'word') return left.name === right.name;
  if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind;
  if ('value' in left && 'value' in right) return left.kind === right.kind && left.value === right.value;
  return false;
}

function undecided(context: Report): Value {
  context.undecided = true;
  return poison;
}

function wrong(node: Binary, given: Value, expected: string, context: Report): Value {
  context.report(
    wrongOperands(node.operatorSpan, { operator: node.operator, expected, given: describe(given) }),
  );
  return poison;
}
