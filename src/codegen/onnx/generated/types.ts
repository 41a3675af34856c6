// Made by scripts/generate-protobuf.sh from proto/onnx.proto.
import type * as $protobuf from 'protobufjs';

export declare namespace onnx {
  interface IAttributeProto extends onnx.AttributeProto.$Properties {}

  class AttributeProto {
    constructor(properties?: onnx.AttributeProto.$Properties);
    $unknowns?: Uint8Array[];
    name: string;
    type: onnx.AttributeProto.AttributeType;
    f: number;
    i: number;
    s: Uint8Array;
    ints: number[];
    static encode(message: onnx.AttributeProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.AttributeProto & onnx.AttributeProto.$Shape;
  }

  namespace AttributeProto {
    interface $Properties {
      name?: string | null;
      type?: onnx.AttributeProto.AttributeType | null;
      f?: number | null;
      i?: number | null;
      s?: Uint8Array | null;
      ints?: number[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = onnx.AttributeProto.$Properties;

    enum AttributeType {
      UNDEFINED = 0,
      FLOAT = 1,
      INT = 2,
      STRING = 3,
      FLOATS = 6,
      INTS = 7,
    }
  }

  interface IStringStringEntryProto extends onnx.StringStringEntryProto.$Properties {}

  class StringStringEntryProto {
    constructor(properties?: onnx.StringStringEntryProto.$Properties);
    $unknowns?: Uint8Array[];
    key: string;
    value: string;
    static encode(
      message: onnx.StringStringEntryProto.$Properties,
      writer?: $protobuf.Writer,
    ): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.StringStringEntryProto & onnx.StringStringEntryProto.$Shape;
  }

  namespace StringStringEntryProto {
    interface $Properties {
      key?: string | null;
      value?: string | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = onnx.StringStringEntryProto.$Properties;
  }

  interface ITensorProto extends onnx.TensorProto.$Properties {}

  class TensorProto {
    constructor(properties?: onnx.TensorProto.$Properties);
    $unknowns?: Uint8Array[];
    dims: number[];
    dataType: number;
    name: string;
    rawData: Uint8Array;
    externalData: onnx.StringStringEntryProto.$Properties[];
    dataLocation: onnx.TensorProto.DataLocation;
    static encode(message: onnx.TensorProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.TensorProto & onnx.TensorProto.$Shape;
  }

  namespace TensorProto {
    interface $Properties {
      dims?: number[] | null;
      dataType?: number | null;
      name?: string | null;
      rawData?: Uint8Array | null;
      externalData?: onnx.StringStringEntryProto.$Properties[] | null;
      dataLocation?: onnx.TensorProto.DataLocation | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = onnx.TensorProto.$Properties;

    enum DataType {
      UNDEFINED = 0,
      FLOAT = 1,
      UINT8 = 2,
      INT32 = 6,
      INT64 = 7,
      BOOL = 9,
      FLOAT16 = 10,
      BFLOAT16 = 16,
    }

    enum DataLocation {
      DEFAULT = 0,
      EXTERNAL = 1,
    }
  }

  interface ITensorShapeProto extends onnx.TensorShapeProto.$Properties {}

  class TensorShapeProto {
    constructor(properties?: onnx.TensorShapeProto.$Properties);
    $unknowns?: Uint8Array[];
    dim: onnx.TensorShapeProto.Dimension.$Properties[];
    static encode(message: onnx.TensorShapeProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.TensorShapeProto & onnx.TensorShapeProto.$Shape;
  }

  namespace TensorShapeProto {
    interface $Properties {
      dim?: onnx.TensorShapeProto.Dimension.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      dim?: onnx.TensorShapeProto.Dimension.$Shape[] | null;
      $unknowns?: Uint8Array[];
    };

    interface IDimension extends onnx.TensorShapeProto.Dimension.$Properties {}

    class Dimension {
      constructor(properties?: onnx.TensorShapeProto.Dimension.$Properties);
      $unknowns?: Uint8Array[];
      dimValue?: number | null;
      dimParam?: string | null;
      value?: 'dimValue' | 'dimParam';
      static encode(
        message: onnx.TensorShapeProto.Dimension.$Properties,
        writer?: $protobuf.Writer,
      ): $protobuf.Writer;
      static decode(
        reader: $protobuf.Reader | Uint8Array,
        length?: number,
      ): onnx.TensorShapeProto.Dimension & onnx.TensorShapeProto.Dimension.$Shape;
    }

    namespace Dimension {
      interface $Properties {
        dimValue?: number | null;
        dimParam?: string | null;
        value?: 'dimValue' | 'dimParam';
        $unknowns?: Uint8Array[];
      }
      type $Shape = {
        dimValue?: number | null;
        dimParam?: string | null;
        $unknowns?: Uint8Array[];
      } & (
        | { value?: undefined; dimValue?: null; dimParam?: null }
        | { value?: 'dimValue'; dimValue: number; dimParam?: null }
        | { value?: 'dimParam'; dimValue?: null; dimParam: string }
      );
    }
  }

  interface ITypeProto extends onnx.TypeProto.$Properties {}

  class TypeProto {
    constructor(properties?: onnx.TypeProto.$Properties);
    $unknowns?: Uint8Array[];
    tensorType?: onnx.TypeProto.Tensor.$Properties | null;
    value?: 'tensorType';
    static encode(message: onnx.TypeProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.TypeProto & onnx.TypeProto.$Shape;
  }

  namespace TypeProto {
    interface $Properties {
      tensorType?: onnx.TypeProto.Tensor.$Properties | null;
      value?: 'tensorType';
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      tensorType?: onnx.TypeProto.Tensor.$Shape | null;
      $unknowns?: Uint8Array[];
    } & (
      | { value?: undefined; tensorType?: null }
      | { value?: 'tensorType'; tensorType: onnx.TypeProto.Tensor.$Shape }
    );

    interface ITensor extends onnx.TypeProto.Tensor.$Properties {}

    class Tensor {
      constructor(properties?: onnx.TypeProto.Tensor.$Properties);
      $unknowns?: Uint8Array[];
      elemType: number;
      shape?: onnx.TensorShapeProto.$Properties | null;
      static encode(message: onnx.TypeProto.Tensor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
      static decode(
        reader: $protobuf.Reader | Uint8Array,
        length?: number,
      ): onnx.TypeProto.Tensor & onnx.TypeProto.Tensor.$Shape;
    }

    namespace Tensor {
      interface $Properties {
        elemType?: number | null;
        shape?: onnx.TensorShapeProto.$Properties | null;
        $unknowns?: Uint8Array[];
      }
      type $Shape = {
        elemType?: number | null;
        shape?: onnx.TensorShapeProto.$Shape | null;
        $unknowns?: Uint8Array[];
      };
    }
  }

  interface IValueInfoProto extends onnx.ValueInfoProto.$Properties {}

  class ValueInfoProto {
    constructor(properties?: onnx.ValueInfoProto.$Properties);
    $unknowns?: Uint8Array[];
    name: string;
    type?: onnx.TypeProto.$Properties | null;
    static encode(message: onnx.ValueInfoProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.ValueInfoProto & onnx.ValueInfoProto.$Shape;
  }

  namespace ValueInfoProto {
    interface $Properties {
      name?: string | null;
      type?: onnx.TypeProto.$Properties | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      name?: string | null;
      type?: onnx.TypeProto.$Shape | null;
      $unknowns?: Uint8Array[];
    };
  }

  interface INodeProto extends onnx.NodeProto.$Properties {}

  class NodeProto {
    constructor(properties?: onnx.NodeProto.$Properties);
    $unknowns?: Uint8Array[];
    input: string[];
    output: string[];
    name: string;
    opType: string;
    attribute: onnx.AttributeProto.$Properties[];
    static encode(message: onnx.NodeProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.NodeProto & onnx.NodeProto.$Shape;
  }

  namespace NodeProto {
    interface $Properties {
      input?: string[] | null;
      output?: string[] | null;
      name?: string | null;
      opType?: string | null;
      attribute?: onnx.AttributeProto.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = onnx.NodeProto.$Properties;
  }

  interface IGraphProto extends onnx.GraphProto.$Properties {}

  class GraphProto {
    constructor(properties?: onnx.GraphProto.$Properties);
    $unknowns?: Uint8Array[];
    node: onnx.NodeProto.$Properties[];
    name: string;
    initializer: onnx.TensorProto.$Properties[];
    input: onnx.ValueInfoProto.$Properties[];
    output: onnx.ValueInfoProto.$Properties[];
    static encode(message: onnx.GraphProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.GraphProto & onnx.GraphProto.$Shape;
  }

  namespace GraphProto {
    interface $Properties {
      node?: onnx.NodeProto.$Properties[] | null;
      name?: string | null;
      initializer?: onnx.TensorProto.$Properties[] | null;
      input?: onnx.ValueInfoProto.$Properties[] | null;
      output?: onnx.ValueInfoProto.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      node?: onnx.NodeProto.$Shape[] | null;
      name?: string | null;
      initializer?: onnx.TensorProto.$Shape[] | null;
      input?: onnx.ValueInfoProto.$Shape[] | null;
      output?: onnx.ValueInfoProto.$Shape[] | null;
      $unknowns?: Uint8Array[];
    };
  }

  interface IOperatorSetIdProto extends onnx.OperatorSetIdProto.$Properties {}

  class OperatorSetIdProto {
    constructor(properties?: onnx.OperatorSetIdProto.$Properties);
    $unknowns?: Uint8Array[];
    domain: string;
    version: number;
    static encode(message: onnx.OperatorSetIdProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.OperatorSetIdProto & onnx.OperatorSetIdProto.$Shape;
  }

  namespace OperatorSetIdProto {
    interface $Properties {
      domain?: string | null;
      version?: number | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = onnx.OperatorSetIdProto.$Properties;
  }

  interface IModelProto extends onnx.ModelProto.$Properties {}

  class ModelProto {
    constructor(properties?: onnx.ModelProto.$Properties);
    $unknowns?: Uint8Array[];
    irVersion: number;
    opsetImport: onnx.OperatorSetIdProto.$Properties[];
    producerName: string;
    producerVersion: string;
    graph?: onnx.GraphProto.$Properties | null;
    metadataProps: onnx.StringStringEntryProto.$Properties[];
    static encode(message: onnx.ModelProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): onnx.ModelProto & onnx.ModelProto.$Shape;
  }

  namespace ModelProto {
    interface $Properties {
      irVersion?: number | null;
      opsetImport?: onnx.OperatorSetIdProto.$Properties[] | null;
      producerName?: string | null;
      producerVersion?: string | null;
      graph?: onnx.GraphProto.$Properties | null;
      metadataProps?: onnx.StringStringEntryProto.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      irVersion?: number | null;
      opsetImport?: onnx.OperatorSetIdProto.$Shape[] | null;
      producerName?: string | null;
      producerVersion?: string | null;
      graph?: onnx.GraphProto.$Shape | null;
      metadataProps?: onnx.StringStringEntryProto.$Shape[] | null;
      $unknowns?: Uint8Array[];
    };
  }
}
