import { define } from '../define.ts';

/** NET6xxx: advice about training well. */

/** `3.2 million`, `52,000`. */
function amount(count: number): string {
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)} million` : count.toLocaleString('en-US');
}

export const denseWithoutDropout = define<{
  readonly path: string;
  readonly weights: number;
  readonly share: number;
}>({
  code: 'NET6001',
  severity: 'advice',
  title: ({ path, share }) =>
    `${path} has ${Math.round(share * 100)}% of the weights and no dropout before it`,
  label: ({ weights }) => `${amount(weights)} weights`,
  hint: () => 'So many weights learn photos by heart: put dropout(0.5) -> before it.',
});

export const flattenWherePooling = define<{
  readonly path: string;
  readonly flattened: number;
  readonly pooled: number;
}>({
  code: 'NET6002',
  severity: 'advice',
  title: ({ path, flattened, pooled }) =>
    `global_avgpool instead of flatten would leave ${path} ${amount(pooled)} weights of ${amount(flattened)}`,
  label: () => 'keeps every position',
  hint: () =>
    'Where it does not matter at which position something is seen, replace flatten by global_avgpool.',
});
