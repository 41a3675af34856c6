// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.
// @ts-nocheck
import $protobuf from 'protobufjs/minimal.js';

// Common aliases
const $Reader = $protobuf.Reader,
  $Writer = $protobuf.Writer,
  $util = $protobuf.util;
const $Object = $util.global.Object,
  $undefined = $util.global.undefined,
  $Error = $util.global.Error,
  $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots['default'] || ($protobuf.roots['default'] = {});

export const tensorflow = ($root.tensorflow = (() => {
  const tensorflow = {};

  tensorflow.DataType = (function () {
    const valuesById = $Object.create(null),
      values = $Object.create(valuesById);
    values[(valuesById[0] = 'DT_INVALID')] = 0;
    values[(valuesById[1] = 'DT_FLOAT')] = 1;
    values[(valuesById[3] = 'DT_INT32')] = 3;
    values[(valuesById[4] = 'DT_UINT8')] = 4;
    values[(valuesById[7] = 'DT_STRING')] = 7;
    values[(valuesById[9] = 'DT_INT64')] = 9;
    values[(valuesById[10] = 'DT_BOOL')] = 10;
    values[(valuesById[14] = 'DT_BFLOAT16')] = 14;
    values[(valuesById[19] = 'DT_HALF')] = 19;
    values[(valuesById[20] = 'DT_RESOURCE')] = 20;
    return values;
  })();

  tensorflow.TensorShapeProto = (function () {
    const TensorShapeProto = function (properties) {
      this.dim = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    TensorShapeProto.prototype.dim = $util.emptyArray;

    TensorShapeProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.dim != null && message.dim.length)
        for (let i = 0; i < message.dim.length; ++i)
          $root.tensorflow.TensorShapeProto.Dim.encode(
            message.dim[i],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    TensorShapeProto.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.TensorShapeProto();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 2: {
            if (wireType !== 2) break;
            if (!(message.dim && message.dim.length)) message.dim = [];
            message.dim.push(
              $root.tensorflow.TensorShapeProto.Dim.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    TensorShapeProto.Dim = (function () {
      const Dim = function (properties) {
        if (properties)
          for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
            if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
      };

      Dim.prototype.size = $util.Long ? $util.Long.fromBits(0, 0, false) : 0;

      Dim.encode = function (message, writer, _depth) {
        if (!writer) writer = $Writer.create();
        if (_depth === $undefined) _depth = 0;
        if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
        if (
          message.size != null &&
          $Object.hasOwnProperty.call(message, 'size') &&
          (typeof message.size === 'object' ? message.size.low || message.size.high : message.size !== 0)
        )
          writer.uint32(/* id 1, wireType 0 =*/ 8).int64(message.size);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
          for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
        return writer;
      };

      Dim.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
        if (_depth === $undefined) _depth = 0;
        if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
        let end, message, value;
        if (length === $undefined) end = reader.len;
        else {
          end = reader.pos + length;
          if (end > reader.len) throw $RangeError('index out of range');
          length = reader.len;
          reader.len = end;
        }
        message = _target || new $root.tensorflow.TensorShapeProto.Dim();
        while (reader.pos < end) {
          let start = reader.pos;
          let tag = reader.tag();
          if (tag === _end) {
            _end = $undefined;
            break;
          }
          let wireType = tag & 7;
          switch ((tag >>>= 3)) {
            case 1: {
              if (wireType !== 0) break;
              if (typeof (value = reader.int64()) === 'object' ? value.low || value.high : value !== 0)
                message.size = value;
              else delete message.size;
              continue;
            }
          }
          reader.skipType(wireType, _depth, tag);
          if (!reader.discardUnknown) {
            $util.makeProp(message, '$unknowns', false);
            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
          }
        }
        if (length !== $undefined) {
          if (reader.pos !== end) throw $RangeError('index out of range');
          reader.len = length;
        }
        if (_end !== $undefined) throw $Error('missing end group');
        return message;
      };

      return Dim;
    })();

    return TensorShapeProto;
  })();

  tensorflow.TensorProto = (function () {
    const TensorProto = function (properties) {
      this.stringVal = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    TensorProto.prototype.dtype = 0;

    TensorProto.prototype.tensorShape = null;

    TensorProto.prototype.tensorContent = $util.newBuffer([]);

    TensorProto.prototype.stringVal = $util.emptyArray;

    TensorProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.dtype != null && $Object.hasOwnProperty.call(message, 'dtype') && message.dtype !== 0)
        writer.uint32(/* id 1, wireType 0 =*/ 8).int32(message.dtype);
      if (message.tensorShape != null && $Object.hasOwnProperty.call(message, 'tensorShape'))
        $root.tensorflow.TensorShapeProto.encode(
          message.tensorShape,
          writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
          _depth + 1,
        ).ldelim();
      if (
        message.tensorContent != null &&
        $Object.hasOwnProperty.call(message, 'tensorContent') &&
        message.tensorContent.length
      )
        writer.uint32(/* id 4, wireType 2 =*/ 34).bytes(message.tensorContent);
      if (message.stringVal != null && message.stringVal.length)
        for (let i = 0; i < message.stringVal.length; ++i)
          writer.uint32(/* id 8, wireType 2 =*/ 66).bytes(message.stringVal[i]);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    TensorProto.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.TensorProto();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.dtype = value;
            else delete message.dtype;
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            message.tensorShape = $root.tensorflow.TensorShapeProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.tensorShape,
            );
            continue;
          }
          case 4: {
            if (wireType !== 2) break;
            if ((value = reader.bytes()).length) message.tensorContent = value;
            else delete message.tensorContent;
            continue;
          }
          case 8: {
            if (wireType !== 2) break;
            if (!(message.stringVal && message.stringVal.length)) message.stringVal = [];
            message.stringVal.push(reader.bytes());
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return TensorProto;
  })();

  tensorflow.AttrValue = (function () {
    const AttrValue = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    AttrValue.prototype.list = null;

    AttrValue.prototype.s = null;

    AttrValue.prototype.i = null;

    AttrValue.prototype.f = null;

    AttrValue.prototype.b = null;

    AttrValue.prototype.type = null;

    AttrValue.prototype.shape = null;

    AttrValue.prototype.tensor = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    $Object.defineProperty(AttrValue.prototype, 'value', {
      get: $util.oneOfGetter(($oneOfFields = ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor'])),
      set: $util.oneOfSetter($oneOfFields),
    });

    AttrValue.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.list != null && $Object.hasOwnProperty.call(message, 'list'))
        $root.tensorflow.AttrValue.ListValue.encode(
          message.list,
          writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
          _depth + 1,
        ).ldelim();
      if (message.s != null && $Object.hasOwnProperty.call(message, 's'))
        writer.uint32(/* id 2, wireType 2 =*/ 18).bytes(message.s);
      if (message.i != null && $Object.hasOwnProperty.call(message, 'i'))
        writer.uint32(/* id 3, wireType 0 =*/ 24).int64(message.i);
      if (message.f != null && $Object.hasOwnProperty.call(message, 'f'))
        writer.uint32(/* id 4, wireType 5 =*/ 37).float(message.f);
      if (message.b != null && $Object.hasOwnProperty.call(message, 'b'))
        writer.uint32(/* id 5, wireType 0 =*/ 40).bool(message.b);
      if (message.type != null && $Object.hasOwnProperty.call(message, 'type'))
        writer.uint32(/* id 6, wireType 0 =*/ 48).int32(message.type);
      if (message.shape != null && $Object.hasOwnProperty.call(message, 'shape'))
        $root.tensorflow.TensorShapeProto.encode(
          message.shape,
          writer.uint32(/* id 7, wireType 2 =*/ 58).fork(),
          _depth + 1,
        ).ldelim();
      if (message.tensor != null && $Object.hasOwnProperty.call(message, 'tensor'))
        $root.tensorflow.TensorProto.encode(
          message.tensor,
          writer.uint32(/* id 8, wireType 2 =*/ 66).fork(),
          _depth + 1,
        ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    AttrValue.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.AttrValue();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            message.list = $root.tensorflow.AttrValue.ListValue.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.list,
            );
            message.value = 'list';
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            message.s = reader.bytes();
            message.value = 's';
            continue;
          }
          case 3: {
            if (wireType !== 0) break;
            message.i = reader.int64();
            message.value = 'i';
            continue;
          }
          case 4: {
            if (wireType !== 5) break;
            message.f = reader.float();
            message.value = 'f';
            continue;
          }
          case 5: {
            if (wireType !== 0) break;
            message.b = reader.bool();
            message.value = 'b';
            continue;
          }
          case 6: {
            if (wireType !== 0) break;
            message.type = reader.int32();
            message.value = 'type';
            continue;
          }
          case 7: {
            if (wireType !== 2) break;
            message.shape = $root.tensorflow.TensorShapeProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.shape,
            );
            message.value = 'shape';
            continue;
          }
          case 8: {
            if (wireType !== 2) break;
            message.tensor = $root.tensorflow.TensorProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.tensor,
            );
            message.value = 'tensor';
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    AttrValue.ListValue = (function () {
      const ListValue = function (properties) {
        this.i = [];
        this.type = [];
        if (properties)
          for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
            if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
      };

      ListValue.prototype.i = $util.emptyArray;

      ListValue.prototype.type = $util.emptyArray;

      ListValue.encode = function (message, writer, _depth) {
        if (!writer) writer = $Writer.create();
        if (_depth === $undefined) _depth = 0;
        if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
        if (message.i != null && message.i.length)
          writer.uint32(/* id 3, wireType 2 =*/ 26).int64s(message.i);
        if (message.type != null && message.type.length)
          writer.uint32(/* id 6, wireType 2 =*/ 50).int32s(message.type);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
          for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
        return writer;
      };

      ListValue.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
        if (_depth === $undefined) _depth = 0;
        if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
        let end, message, value;
        if (length === $undefined) end = reader.len;
        else {
          end = reader.pos + length;
          if (end > reader.len) throw $RangeError('index out of range');
          length = reader.len;
          reader.len = end;
        }
        message = _target || new $root.tensorflow.AttrValue.ListValue();
        while (reader.pos < end) {
          let start = reader.pos;
          let tag = reader.tag();
          if (tag === _end) {
            _end = $undefined;
            break;
          }
          let wireType = tag & 7;
          switch ((tag >>>= 3)) {
            case 3: {
              if (wireType === 2) {
                if (!(message.i && message.i.length)) message.i = [];
                reader.int64s(message.i);
                continue;
              }
              if (wireType !== 0) break;
              if (!(message.i && message.i.length)) message.i = [];
              message.i.push(reader.int64());
              continue;
            }
            case 6: {
              if (wireType === 2) {
                if (!(message.type && message.type.length)) message.type = [];
                reader.int32s(message.type);
                continue;
              }
              if (wireType !== 0) break;
              if (!(message.type && message.type.length)) message.type = [];
              message.type.push(reader.int32());
              continue;
            }
          }
          reader.skipType(wireType, _depth, tag);
          if (!reader.discardUnknown) {
            $util.makeProp(message, '$unknowns', false);
            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
          }
        }
        if (length !== $undefined) {
          if (reader.pos !== end) throw $RangeError('index out of range');
          reader.len = length;
        }
        if (_end !== $undefined) throw $Error('missing end group');
        return message;
      };

      return ListValue;
    })();

    return AttrValue;
  })();

  tensorflow.NodeDef = (function () {
    const NodeDef = function (properties) {
      this.input = [];
      this.attr = {};
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    NodeDef.prototype.name = '';

    NodeDef.prototype.op = '';

    NodeDef.prototype.input = $util.emptyArray;

    NodeDef.prototype.attr = $util.emptyObject;

    NodeDef.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.name);
      if (message.op != null && $Object.hasOwnProperty.call(message, 'op') && message.op !== '')
        writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.op);
      if (message.input != null && message.input.length)
        for (let i = 0; i < message.input.length; ++i)
          writer.uint32(/* id 3, wireType 2 =*/ 26).string(message.input[i]);
      if (message.attr != null && $Object.hasOwnProperty.call(message, 'attr'))
        for (let keys = $Object.keys(message.attr), i = 0; i < keys.length; ++i) {
          writer.uint32(/* id 5, wireType 2 =*/ 42).fork().uint32(/* id 1, wireType 2 =*/ 10).string(keys[i]);
          $root.tensorflow.AttrValue.encode(
            message.attr[keys[i]],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          )
            .ldelim()
            .ldelim();
        }
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    NodeDef.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, key, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.NodeDef();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.name = value;
            else delete message.name;
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.op = value;
            else delete message.op;
            continue;
          }
          case 3: {
            if (wireType !== 2) break;
            if (!(message.input && message.input.length)) message.input = [];
            message.input.push(reader.stringVerify());
            continue;
          }
          case 5: {
            if (wireType !== 2) break;
            if (message.attr === $util.emptyObject) message.attr = {};
            let end2 = reader.size() + reader.pos;
            if (end2 > reader.len) throw $RangeError('index out of range');
            reader.len = end2;
            key = '';
            value = null;
            while (reader.pos < end2) {
              let tag2 = reader.tag();
              wireType = tag2 & 7;
              switch ((tag2 >>>= 3)) {
                case 1:
                  if (wireType !== 2) break;
                  key = reader.stringVerify();
                  continue;
                case 2:
                  if (wireType !== 2) break;
                  value = $root.tensorflow.AttrValue.decode(
                    reader,
                    reader.size(),
                    $undefined,
                    _depth + 1,
                    value,
                  );
                  continue;
              }
              reader.skipType(wireType, _depth, tag2);
            }
            if (reader.pos !== end2) throw $RangeError('index out of range');
            reader.len = end;
            if (key === '__proto__') $util.makeProp(message.attr, key);
            message.attr[key] = value || new $root.tensorflow.AttrValue();
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return NodeDef;
  })();

  tensorflow.VersionDef = (function () {
    const VersionDef = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    VersionDef.prototype.producer = 0;

    VersionDef.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (
        message.producer != null &&
        $Object.hasOwnProperty.call(message, 'producer') &&
        message.producer !== 0
      )
        writer.uint32(/* id 1, wireType 0 =*/ 8).int32(message.producer);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    VersionDef.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.VersionDef();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.producer = value;
            else delete message.producer;
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return VersionDef;
  })();

  tensorflow.GraphDef = (function () {
    const GraphDef = function (properties) {
      this.node = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    GraphDef.prototype.node = $util.emptyArray;

    GraphDef.prototype.versions = null;

    GraphDef.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.node != null && message.node.length)
        for (let i = 0; i < message.node.length; ++i)
          $root.tensorflow.NodeDef.encode(
            message.node[i],
            writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
            _depth + 1,
          ).ldelim();
      if (message.versions != null && $Object.hasOwnProperty.call(message, 'versions'))
        $root.tensorflow.VersionDef.encode(
          message.versions,
          writer.uint32(/* id 4, wireType 2 =*/ 34).fork(),
          _depth + 1,
        ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    GraphDef.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.GraphDef();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            if (!(message.node && message.node.length)) message.node = [];
            message.node.push($root.tensorflow.NodeDef.decode(reader, reader.size(), $undefined, _depth + 1));
            continue;
          }
          case 4: {
            if (wireType !== 2) break;
            message.versions = $root.tensorflow.VersionDef.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.versions,
            );
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return GraphDef;
  })();

  tensorflow.TensorInfo = (function () {
    const TensorInfo = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    TensorInfo.prototype.name = '';

    TensorInfo.prototype.dtype = 0;

    TensorInfo.prototype.tensorShape = null;

    TensorInfo.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.name);
      if (message.dtype != null && $Object.hasOwnProperty.call(message, 'dtype') && message.dtype !== 0)
        writer.uint32(/* id 2, wireType 0 =*/ 16).int32(message.dtype);
      if (message.tensorShape != null && $Object.hasOwnProperty.call(message, 'tensorShape'))
        $root.tensorflow.TensorShapeProto.encode(
          message.tensorShape,
          writer.uint32(/* id 3, wireType 2 =*/ 26).fork(),
          _depth + 1,
        ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    TensorInfo.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.TensorInfo();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.name = value;
            else delete message.name;
            continue;
          }
          case 2: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.dtype = value;
            else delete message.dtype;
            continue;
          }
          case 3: {
            if (wireType !== 2) break;
            message.tensorShape = $root.tensorflow.TensorShapeProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.tensorShape,
            );
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return TensorInfo;
  })();

  tensorflow.SignatureDef = (function () {
    const SignatureDef = function (properties) {
      this.inputs = {};
      this.outputs = {};
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    SignatureDef.prototype.inputs = $util.emptyObject;

    SignatureDef.prototype.outputs = $util.emptyObject;

    SignatureDef.prototype.methodName = '';

    SignatureDef.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.inputs != null && $Object.hasOwnProperty.call(message, 'inputs'))
        for (let keys = $Object.keys(message.inputs), i = 0; i < keys.length; ++i) {
          writer.uint32(/* id 1, wireType 2 =*/ 10).fork().uint32(/* id 1, wireType 2 =*/ 10).string(keys[i]);
          $root.tensorflow.TensorInfo.encode(
            message.inputs[keys[i]],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          )
            .ldelim()
            .ldelim();
        }
      if (message.outputs != null && $Object.hasOwnProperty.call(message, 'outputs'))
        for (let keys = $Object.keys(message.outputs), i = 0; i < keys.length; ++i) {
          writer.uint32(/* id 2, wireType 2 =*/ 18).fork().uint32(/* id 1, wireType 2 =*/ 10).string(keys[i]);
          $root.tensorflow.TensorInfo.encode(
            message.outputs[keys[i]],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          )
            .ldelim()
            .ldelim();
        }
      if (
        message.methodName != null &&
        $Object.hasOwnProperty.call(message, 'methodName') &&
        message.methodName !== ''
      )
        writer.uint32(/* id 3, wireType 2 =*/ 26).string(message.methodName);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    SignatureDef.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, key, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.SignatureDef();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            if (message.inputs === $util.emptyObject) message.inputs = {};
            let end2 = reader.size() + reader.pos;
            if (end2 > reader.len) throw $RangeError('index out of range');
            reader.len = end2;
            key = '';
            value = null;
            while (reader.pos < end2) {
              let tag2 = reader.tag();
              wireType = tag2 & 7;
              switch ((tag2 >>>= 3)) {
                case 1:
                  if (wireType !== 2) break;
                  key = reader.stringVerify();
                  continue;
                case 2:
                  if (wireType !== 2) break;
                  value = $root.tensorflow.TensorInfo.decode(
                    reader,
                    reader.size(),
                    $undefined,
                    _depth + 1,
                    value,
                  );
                  continue;
              }
              reader.skipType(wireType, _depth, tag2);
            }
            if (reader.pos !== end2) throw $RangeError('index out of range');
            reader.len = end;
            if (key === '__proto__') $util.makeProp(message.inputs, key);
            message.inputs[key] = value || new $root.tensorflow.TensorInfo();
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if (message.outputs === $util.emptyObject) message.outputs = {};
            let end2 = reader.size() + reader.pos;
            if (end2 > reader.len) throw $RangeError('index out of range');
            reader.len = end2;
            key = '';
            value = null;
            while (reader.pos < end2) {
              let tag2 = reader.tag();
              wireType = tag2 & 7;
              switch ((tag2 >>>= 3)) {
                case 1:
                  if (wireType !== 2) break;
                  key = reader.stringVerify();
                  continue;
                case 2:
                  if (wireType !== 2) break;
                  value = $root.tensorflow.TensorInfo.decode(
                    reader,
                    reader.size(),
                    $undefined,
                    _depth + 1,
                    value,
                  );
                  continue;
              }
              reader.skipType(wireType, _depth, tag2);
            }
            if (reader.pos !== end2) throw $RangeError('index out of range');
            reader.len = end;
            if (key === '__proto__') $util.makeProp(message.outputs, key);
            message.outputs[key] = value || new $root.tensorflow.TensorInfo();
            continue;
          }
          case 3: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.methodName = value;
            else delete message.methodName;
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return SignatureDef;
  })();

  tensorflow.MetaGraphDef = (function () {
    const MetaGraphDef = function (properties) {
      this.signatureDef = {};
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    MetaGraphDef.prototype.metaInfoDef = null;

    MetaGraphDef.prototype.graphDef = null;

    MetaGraphDef.prototype.signatureDef = $util.emptyObject;

    MetaGraphDef.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.metaInfoDef != null && $Object.hasOwnProperty.call(message, 'metaInfoDef'))
        $root.tensorflow.MetaGraphDef.MetaInfoDef.encode(
          message.metaInfoDef,
          writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
          _depth + 1,
        ).ldelim();
      if (message.graphDef != null && $Object.hasOwnProperty.call(message, 'graphDef'))
        $root.tensorflow.GraphDef.encode(
          message.graphDef,
          writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
          _depth + 1,
        ).ldelim();
      if (message.signatureDef != null && $Object.hasOwnProperty.call(message, 'signatureDef'))
        for (let keys = $Object.keys(message.signatureDef), i = 0; i < keys.length; ++i) {
          writer.uint32(/* id 5, wireType 2 =*/ 42).fork().uint32(/* id 1, wireType 2 =*/ 10).string(keys[i]);
          $root.tensorflow.SignatureDef.encode(
            message.signatureDef[keys[i]],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          )
            .ldelim()
            .ldelim();
        }
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    MetaGraphDef.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, key, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.MetaGraphDef();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 2) break;
            message.metaInfoDef = $root.tensorflow.MetaGraphDef.MetaInfoDef.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.metaInfoDef,
            );
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            message.graphDef = $root.tensorflow.GraphDef.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.graphDef,
            );
            continue;
          }
          case 5: {
            if (wireType !== 2) break;
            if (message.signatureDef === $util.emptyObject) message.signatureDef = {};
            let end2 = reader.size() + reader.pos;
            if (end2 > reader.len) throw $RangeError('index out of range');
            reader.len = end2;
            key = '';
            value = null;
            while (reader.pos < end2) {
              let tag2 = reader.tag();
              wireType = tag2 & 7;
              switch ((tag2 >>>= 3)) {
                case 1:
                  if (wireType !== 2) break;
                  key = reader.stringVerify();
                  continue;
                case 2:
                  if (wireType !== 2) break;
                  value = $root.tensorflow.SignatureDef.decode(
                    reader,
                    reader.size(),
                    $undefined,
                    _depth + 1,
                    value,
                  );
                  continue;
              }
              reader.skipType(wireType, _depth, tag2);
            }
            if (reader.pos !== end2) throw $RangeError('index out of range');
            reader.len = end;
            if (key === '__proto__') $util.makeProp(message.signatureDef, key);
            message.signatureDef[key] = value || new $root.tensorflow.SignatureDef();
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    MetaGraphDef.MetaInfoDef = (function () {
      const MetaInfoDef = function (properties) {
        this.tags = [];
        if (properties)
          for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
            if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
      };

      MetaInfoDef.prototype.tags = $util.emptyArray;

      MetaInfoDef.encode = function (message, writer, _depth) {
        if (!writer) writer = $Writer.create();
        if (_depth === $undefined) _depth = 0;
        if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
        if (message.tags != null && message.tags.length)
          for (let i = 0; i < message.tags.length; ++i)
            writer.uint32(/* id 4, wireType 2 =*/ 34).string(message.tags[i]);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
          for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
        return writer;
      };

      MetaInfoDef.decode = function (reader, length, _end, _depth, _target) {
        if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
        if (_depth === $undefined) _depth = 0;
        if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
        let end, message;
        if (length === $undefined) end = reader.len;
        else {
          end = reader.pos + length;
          if (end > reader.len) throw $RangeError('index out of range');
          length = reader.len;
          reader.len = end;
        }
        message = _target || new $root.tensorflow.MetaGraphDef.MetaInfoDef();
        while (reader.pos < end) {
          let start = reader.pos;
          let tag = reader.tag();
          if (tag === _end) {
            _end = $undefined;
            break;
          }
          let wireType = tag & 7;
          switch ((tag >>>= 3)) {
            case 4: {
              if (wireType !== 2) break;
              if (!(message.tags && message.tags.length)) message.tags = [];
              message.tags.push(reader.stringVerify());
              continue;
            }
          }
          reader.skipType(wireType, _depth, tag);
          if (!reader.discardUnknown) {
            $util.makeProp(message, '$unknowns', false);
            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
          }
        }
        if (length !== $undefined) {
          if (reader.pos !== end) throw $RangeError('index out of range');
          reader.len = length;
        }
        if (_end !== $undefined) throw $Error('missing end group');
        return message;
      };

      return MetaInfoDef;
    })();

    return MetaGraphDef;
  })();

  tensorflow.SavedModel = (function () {
    const SavedModel = function (properties) {
      this.metaGraphs = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    SavedModel.prototype.savedModelSchemaVersion = $util.Long ? $util.Long.fromBits(0, 0, false) : 0;

    SavedModel.prototype.metaGraphs = $util.emptyArray;

    SavedModel.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (
        message.savedModelSchemaVersion != null &&
        $Object.hasOwnProperty.call(message, 'savedModelSchemaVersion') &&
        (typeof message.savedModelSchemaVersion === 'object'
          ? message.savedModelSchemaVersion.low || message.savedModelSchemaVersion.high
          : message.savedModelSchemaVersion !== 0)
      )
        writer.uint32(/* id 1, wireType 0 =*/ 8).int64(message.savedModelSchemaVersion);
      if (message.metaGraphs != null && message.metaGraphs.length)
        for (let i = 0; i < message.metaGraphs.length; ++i)
          $root.tensorflow.MetaGraphDef.encode(
            message.metaGraphs[i],
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    SavedModel.decode = function (reader, length, _end, _depth, _target) {
      if (!(reader instanceof $Reader)) reader = $Reader.create(reader);
      if (_depth === $undefined) _depth = 0;
      if (_depth > $Reader.recursionLimit) throw $Error('max depth exceeded');
      let end, message, value;
      if (length === $undefined) end = reader.len;
      else {
        end = reader.pos + length;
        if (end > reader.len) throw $RangeError('index out of range');
        length = reader.len;
        reader.len = end;
      }
      message = _target || new $root.tensorflow.SavedModel();
      while (reader.pos < end) {
        let start = reader.pos;
        let tag = reader.tag();
        if (tag === _end) {
          _end = $undefined;
          break;
        }
        let wireType = tag & 7;
        switch ((tag >>>= 3)) {
          case 1: {
            if (wireType !== 0) break;
            if (typeof (value = reader.int64()) === 'object' ? value.low || value.high : value !== 0)
              message.savedModelSchemaVersion = value;
            else delete message.savedModelSchemaVersion;
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if (!(message.metaGraphs && message.metaGraphs.length)) message.metaGraphs = [];
            message.metaGraphs.push(
              $root.tensorflow.MetaGraphDef.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
        }
        reader.skipType(wireType, _depth, tag);
        if (!reader.discardUnknown) {
          $util.makeProp(message, '$unknowns', false);
          (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
        }
      }
      if (length !== $undefined) {
        if (reader.pos !== end) throw $RangeError('index out of range');
        reader.len = length;
      }
      if (_end !== $undefined) throw $Error('missing end group');
      return message;
    };

    return SavedModel;
  })();

  return tensorflow;
})());

export { $root as default };
