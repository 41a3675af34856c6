const thorough = process.env['NETC_THOROUGH'] !== undefined;

/** How many programs a random test tries: usually few, and many with `NETC_THOROUGH=1`, as continuous integration has it. */
export const runs = (usual: number, many: number): number => (thorough ? many : usual);

/** Milliseconds that a random test may take. */
export const patience = thorough ? 1_200_000 : 120_000;
