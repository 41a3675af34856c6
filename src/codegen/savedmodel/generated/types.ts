// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.
import type * as $protobuf from 'protobufjs';

export declare namespace tensorflow {
  enum DataType {
    DT_INVALID = 0,
    DT_FLOAT = 1,
    DT_INT32 = 3,
    DT_UINT8 = 4,
    DT_STRING = 7,
    DT_INT64 = 9,
    DT_BOOL = 10,
    DT_BFLOAT16 = 14,
    DT_HALF = 19,
    DT_RESOURCE = 20,
  }

  interface ITensorShapeProto extends tensorflow.TensorShapeProto.$Properties {}

  class TensorShapeProto {
    constructor(properties?: tensorflow.TensorShapeProto.$Properties);
    $unknowns?: Uint8Array[];
    dim: tensorflow.TensorShapeProto.Dim.$Properties[];
    static encode(
      message: tensorflow.TensorShapeProto.$Properties,
      writer?: $protobuf.Writer,
    ): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.TensorShapeProto & tensorflow.TensorShapeProto.$Shape;
  }

  namespace TensorShapeProto {
    interface $Properties {
      dim?: tensorflow.TensorShapeProto.Dim.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = tensorflow.TensorShapeProto.$Properties;

    interface IDim extends tensorflow.TensorShapeProto.Dim.$Properties {}

    class Dim {
      constructor(properties?: tensorflow.TensorShapeProto.Dim.$Properties);
      $unknowns?: Uint8Array[];
      size: number;
      static encode(
        message: tensorflow.TensorShapeProto.Dim.$Properties,
        writer?: $protobuf.Writer,
      ): $protobuf.Writer;
      static decode(
        reader: $protobuf.Reader | Uint8Array,
        length?: number,
      ): tensorflow.TensorShapeProto.Dim & tensorflow.TensorShapeProto.Dim.$Shape;
    }

    namespace Dim {
      interface $Properties {
        size?: number | null;
        $unknowns?: Uint8Array[];
      }
      type $Shape = tensorflow.TensorShapeProto.Dim.$Properties;
    }
  }

  interface ITensorProto extends tensorflow.TensorProto.$Properties {}

  class TensorProto {
    constructor(properties?: tensorflow.TensorProto.$Properties);
    $unknowns?: Uint8Array[];
    dtype: tensorflow.DataType;
    tensorShape?: tensorflow.TensorShapeProto.$Properties | null;
    tensorContent: Uint8Array;
    stringVal: Uint8Array[];
    static encode(message: tensorflow.TensorProto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.TensorProto & tensorflow.TensorProto.$Shape;
  }

  namespace TensorProto {
    interface $Properties {
      dtype?: tensorflow.DataType | null;
      tensorShape?: tensorflow.TensorShapeProto.$Properties | null;
      tensorContent?: Uint8Array | null;
      stringVal?: Uint8Array[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = tensorflow.TensorProto.$Properties;
  }

  interface IAttrValue extends tensorflow.AttrValue.$Properties {}

  class AttrValue {
    constructor(properties?: tensorflow.AttrValue.$Properties);
    $unknowns?: Uint8Array[];
    list?: tensorflow.AttrValue.ListValue.$Properties | null;
    s?: Uint8Array | null;
    i?: number | null;
    f?: number | null;
    b?: boolean | null;
    type?: tensorflow.DataType | null;
    shape?: tensorflow.TensorShapeProto.$Properties | null;
    tensor?: tensorflow.TensorProto.$Properties | null;
    value?: 'list' | 's' | 'i' | 'f' | 'b' | 'type' | 'shape' | 'tensor';
    static encode(message: tensorflow.AttrValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.AttrValue & tensorflow.AttrValue.$Shape;
  }

  namespace AttrValue {
    interface $Properties {
      list?: tensorflow.AttrValue.ListValue.$Properties | null;
      s?: Uint8Array | null;
      i?: number | null;
      f?: number | null;
      b?: boolean | null;
      type?: tensorflow.DataType | null;
      shape?: tensorflow.TensorShapeProto.$Properties | null;
      tensor?: tensorflow.TensorProto.$Properties | null;
      value?: 'list' | 's' | 'i' | 'f' | 'b' | 'type' | 'shape' | 'tensor';
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      list?: tensorflow.AttrValue.ListValue.$Shape | null;
      s?: Uint8Array | null;
      i?: number | null;
      f?: number | null;
      b?: boolean | null;
      type?: tensorflow.DataType | null;
      shape?: tensorflow.TensorShapeProto.$Shape | null;
      tensor?: tensorflow.TensorProto.$Shape | null;
      $unknowns?: Uint8Array[];
    } & (
      | {
          value?: undefined;
          list?: null;
          s?: null;
          i?: null;
          f?: null;
          b?: null;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'list';
          list: tensorflow.AttrValue.ListValue.$Shape;
          s?: null;
          i?: null;
          f?: null;
          b?: null;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 's';
          list?: null;
          s: Uint8Array;
          i?: null;
          f?: null;
          b?: null;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'i';
          list?: null;
          s?: null;
          i: number;
          f?: null;
          b?: null;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'f';
          list?: null;
          s?: null;
          i?: null;
          f: number;
          b?: null;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'b';
          list?: null;
          s?: null;
          i?: null;
          f?: null;
          b: boolean;
          type?: null;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'type';
          list?: null;
          s?: null;
          i?: null;
          f?: null;
          b?: null;
          type: tensorflow.DataType;
          shape?: null;
          tensor?: null;
        }
      | {
          value?: 'shape';
          list?: null;
          s?: null;
          i?: null;
          f?: null;
          b?: null;
          type?: null;
          shape: tensorflow.TensorShapeProto.$Shape;
          tensor?: null;
        }
      | {
          value?: 'tensor';
          list?: null;
          s?: null;
          i?: null;
          f?: null;
          b?: null;
          type?: null;
          shape?: null;
          tensor: tensorflow.TensorProto.$Shape;
        }
    );

    interface IListValue extends tensorflow.AttrValue.ListValue.$Properties {}

    class ListValue {
      constructor(properties?: tensorflow.AttrValue.ListValue.$Properties);
      $unknowns?: Uint8Array[];
      i: number[];
      type: tensorflow.DataType[];
      static encode(
        message: tensorflow.AttrValue.ListValue.$Properties,
        writer?: $protobuf.Writer,
      ): $protobuf.Writer;
      static decode(
        reader: $protobuf.Reader | Uint8Array,
        length?: number,
      ): tensorflow.AttrValue.ListValue & tensorflow.AttrValue.ListValue.$Shape;
    }

    namespace ListValue {
      interface $Properties {
        i?: number[] | null;
        type?: tensorflow.DataType[] | null;
        $unknowns?: Uint8Array[];
      }
      type $Shape = tensorflow.AttrValue.ListValue.$Properties;
    }
  }

  interface INodeDef extends tensorflow.NodeDef.$Properties {}

  class NodeDef {
    constructor(properties?: tensorflow.NodeDef.$Properties);
    $unknowns?: Uint8Array[];
    name: string;
    op: string;
    input: string[];
    attr: { [k: string]: tensorflow.AttrValue.$Properties };
    static encode(message: tensorflow.NodeDef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.NodeDef & tensorflow.NodeDef.$Shape;
  }

  namespace NodeDef {
    interface $Properties {
      name?: string | null;
      op?: string | null;
      input?: string[] | null;
      attr?: { [k: string]: tensorflow.AttrValue.$Properties } | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      name?: string | null;
      op?: string | null;
      input?: string[] | null;
      attr?: { [k: string]: tensorflow.AttrValue.$Shape } | null;
      $unknowns?: Uint8Array[];
    };
  }

  interface IVersionDef extends tensorflow.VersionDef.$Properties {}

  class VersionDef {
    constructor(properties?: tensorflow.VersionDef.$Properties);
    $unknowns?: Uint8Array[];
    producer: number;
    static encode(message: tensorflow.VersionDef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.VersionDef & tensorflow.VersionDef.$Shape;
  }

  namespace VersionDef {
    interface $Properties {
      producer?: number | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = tensorflow.VersionDef.$Properties;
  }

  interface IGraphDef extends tensorflow.GraphDef.$Properties {}

  class GraphDef {
    constructor(properties?: tensorflow.GraphDef.$Properties);
    $unknowns?: Uint8Array[];
    node: tensorflow.NodeDef.$Properties[];
    versions?: tensorflow.VersionDef.$Properties | null;
    static encode(message: tensorflow.GraphDef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.GraphDef & tensorflow.GraphDef.$Shape;
  }

  namespace GraphDef {
    interface $Properties {
      node?: tensorflow.NodeDef.$Properties[] | null;
      versions?: tensorflow.VersionDef.$Properties | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      node?: tensorflow.NodeDef.$Shape[] | null;
      versions?: tensorflow.VersionDef.$Shape | null;
      $unknowns?: Uint8Array[];
    };
  }

  interface ITensorInfo extends tensorflow.TensorInfo.$Properties {}

  class TensorInfo {
    constructor(properties?: tensorflow.TensorInfo.$Properties);
    $unknowns?: Uint8Array[];
    name: string;
    dtype: tensorflow.DataType;
    tensorShape?: tensorflow.TensorShapeProto.$Properties | null;
    static encode(message: tensorflow.TensorInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.TensorInfo & tensorflow.TensorInfo.$Shape;
  }

  namespace TensorInfo {
    interface $Properties {
      name?: string | null;
      dtype?: tensorflow.DataType | null;
      tensorShape?: tensorflow.TensorShapeProto.$Properties | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = tensorflow.TensorInfo.$Properties;
  }

  interface ISignatureDef extends tensorflow.SignatureDef.$Properties {}

  class SignatureDef {
    constructor(properties?: tensorflow.SignatureDef.$Properties);
    $unknowns?: Uint8Array[];
    inputs: { [k: string]: tensorflow.TensorInfo.$Properties };
    outputs: { [k: string]: tensorflow.TensorInfo.$Properties };
    methodName: string;
    static encode(message: tensorflow.SignatureDef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.SignatureDef & tensorflow.SignatureDef.$Shape;
  }

  namespace SignatureDef {
    interface $Properties {
      inputs?: { [k: string]: tensorflow.TensorInfo.$Properties } | null;
      outputs?: { [k: string]: tensorflow.TensorInfo.$Properties } | null;
      methodName?: string | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = tensorflow.SignatureDef.$Properties;
  }

  interface IMetaGraphDef extends tensorflow.MetaGraphDef.$Properties {}

  class MetaGraphDef {
    constructor(properties?: tensorflow.MetaGraphDef.$Properties);
    $unknowns?: Uint8Array[];
    metaInfoDef?: tensorflow.MetaGraphDef.MetaInfoDef.$Properties | null;
    graphDef?: tensorflow.GraphDef.$Properties | null;
    signatureDef: { [k: string]: tensorflow.SignatureDef.$Properties };
    static encode(message: tensorflow.MetaGraphDef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.MetaGraphDef & tensorflow.MetaGraphDef.$Shape;
  }

  namespace MetaGraphDef {
    interface $Properties {
      metaInfoDef?: tensorflow.MetaGraphDef.MetaInfoDef.$Properties | null;
      graphDef?: tensorflow.GraphDef.$Properties | null;
      signatureDef?: { [k: string]: tensorflow.SignatureDef.$Properties } | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      metaInfoDef?: tensorflow.MetaGraphDef.MetaInfoDef.$Shape | null;
      graphDef?: tensorflow.GraphDef.$Shape | null;
      signatureDef?: { [k: string]: tensorflow.SignatureDef.$Shape } | null;
      $unknowns?: Uint8Array[];
    };

    interface IMetaInfoDef extends tensorflow.MetaGraphDef.MetaInfoDef.$Properties {}

    class MetaInfoDef {
      constructor(properties?: tensorflow.MetaGraphDef.MetaInfoDef.$Properties);
      $unknowns?: Uint8Array[];
      tags: string[];
      static encode(
        message: tensorflow.MetaGraphDef.MetaInfoDef.$Properties,
        writer?: $protobuf.Writer,
      ): $protobuf.Writer;
      static decode(
        reader: $protobuf.Reader | Uint8Array,
        length?: number,
      ): tensorflow.MetaGraphDef.MetaInfoDef & tensorflow.MetaGraphDef.MetaInfoDef.$Shape;
    }

    namespace MetaInfoDef {
      interface $Properties {
        tags?: string[] | null;
        $unknowns?: Uint8Array[];
      }
      type $Shape = tensorflow.MetaGraphDef.MetaInfoDef.$Properties;
    }
  }

  interface ISavedModel extends tensorflow.SavedModel.$Properties {}

  class SavedModel {
    constructor(properties?: tensorflow.SavedModel.$Properties);
    $unknowns?: Uint8Array[];
    savedModelSchemaVersion: number;
    metaGraphs: tensorflow.MetaGraphDef.$Properties[];
    static encode(message: tensorflow.SavedModel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
    static decode(
      reader: $protobuf.Reader | Uint8Array,
      length?: number,
    ): tensorflow.SavedModel & tensorflow.SavedModel.$Shape;
  }

  namespace SavedModel {
    interface $Properties {
      savedModelSchemaVersion?: number | null;
      metaGraphs?: tensorflow.MetaGraphDef.$Properties[] | null;
      $unknowns?: Uint8Array[];
    }
    type $Shape = {
      savedModelSchemaVersion?: number | null;
      metaGraphs?: tensorflow.MetaGraphDef.$Shape[] | null;
      $unknowns?: Uint8Array[];
    };
  }
}
