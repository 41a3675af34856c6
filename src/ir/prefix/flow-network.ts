/** A directed graph whose edges carry at most so much. */
export class FlowNetwork {
  /** Edges in pairs: each stands before the one that goes back, which begins empty. */
  private readonly edges: { readonly to: number; room: number }[] = [];
  private readonly leaving: number[][];

  constructor(nodes: number) {
    this.leaving = Array.from({ length: nodes }, () => []);
  }

  connect(from: number, to: number, capacity: number): void {
    this.leaving[from]?.push(this.edges.push({ to, room: capacity }) - 1);
    this.leaving[to]?.push(this.edges.push({ to: from, room: 0 }) - 1);
  }

  /**
   * Sends as much as can be sent, along shortest ways (Edmonds & Karp 1972).
   * @returns for each node, whether something could still be sent from it to the sink: the edges into these from the others are
   * the smallest cut that is nearest to the sink (Ford & Fulkerson 1956)
   */
  saturate(source: number, sink: number): readonly boolean[] {
    for (let way = this.way(source, sink); way !== undefined; way = this.way(source, sink)) {
      const amount = Math.min(...way.map((edge) => this.room(edge)));
      for (const edge of way) {
        this.give(edge, -amount);
        this.give(edge ^ 1, amount);
      }
    }
    return this.leadingTo(sink);
  }

  /** The edges of a shortest way with room left; undefined where there is none. */
  private way(source: number, sink: number): readonly number[] | undefined {
    const by = new Map<number, number>([[source, -1]]);
    const queue = [source];
    for (const node of queue) {
      if (node === sink) return this.trace(by, sink);
      for (const edge of this.leaving[node] ?? []) {
        const to = this.edges[edge]?.to ?? source;
        if (this.room(edge) <= 0 || by.has(to)) continue;
        by.set(to, edge);
        queue.push(to);
      }
    }
    return undefined;
  }

  private trace(by: ReadonlyMap<number, number>, sink: number): readonly number[] {
    const way: number[] = [];
    for (let edge = by.get(sink) ?? -1; edge >= 0; edge = by.get(this.edges[edge ^ 1]?.to ?? -1) ?? -1)
      way.push(edge);
    return way;
  }

  private leadingTo(sink: number): readonly boolean[] {
    const leads = this.leaving.map(() => false);
    leads[sink] = true;
    const queue = [sink];
    for (const node of queue) {
      // Who can send here is at the other end of an edge that leaves, by the one that goes back.
      for (const edge of this.leaving[node] ?? []) {
        const from = this.edges[edge]?.to ?? sink;
        if (this.room(edge ^ 1) <= 0 || leads[from] === true) continue;
        leads[from] = true;
        queue.push(from);
      }
    }
    return leads;
  }

  private room(edge: number): number {
    return this.edges[edge]?.room ?? 0;
  }

  private give(edge: number, amount: number): void {
    const found = this.edges[edge];
    if (found !== undefined) found.room += amount;
  }
}
