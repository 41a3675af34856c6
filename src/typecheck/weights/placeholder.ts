/**
 * What stands for a number in a table of names: `{n}`, or `{n-1}` where the other side counts from another number.
 * Groups: the name, the sign, and how far the count is off.
 */
export const placeholder = /\{([A-Za-z_]\w*)(?:([+-])(\d+))?\}/g;
