import { AttributeProto, type Attribute } from './messages.ts';

/** Attributes of a node, by their names; texts are modes. */
export type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** The messages of attributes. Whole numbers are `INT`: no op of ours has an attribute that is a fraction. */
export function attributeMessages(attributes: Attributes): readonly Attribute[] {
  const { AttributeType } = AttributeProto;
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string')
      return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
    if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
    return { name, type: AttributeType.INTS, ints: [...value] };
  });
}
