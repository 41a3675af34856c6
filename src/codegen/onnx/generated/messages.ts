// Made by scripts/generate-protobuf.sh from proto/onnx.proto.
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

export const onnx = ($root.onnx = (() => {
  const onnx = {};

  onnx.AttributeProto = (function () {
    const AttributeProto = function (properties) {
      this.ints = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    AttributeProto.prototype.name = '';

    AttributeProto.prototype.type = 0;

    AttributeProto.prototype.f = 0;

    AttributeProto.prototype.i = $util.Long ? $util.Long.fromBits(0, 0, false) : 0;

    AttributeProto.prototype.s = $util.newBuffer([]);

    AttributeProto.prototype.ints = $util.emptyArray;

    AttributeProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.name);
      if (message.f != null && $Object.hasOwnProperty.call(message, 'f') && !$Object.is(message.f, 0))
        writer.uint32(/* id 2, wireType 5 =*/ 21).float(message.f);
      if (
        message.i != null &&
        $Object.hasOwnProperty.call(message, 'i') &&
        (typeof message.i === 'object' ? message.i.low || message.i.high : message.i !== 0)
      )
        writer.uint32(/* id 3, wireType 0 =*/ 24).int64(message.i);
      if (message.s != null && $Object.hasOwnProperty.call(message, 's') && message.s.length)
        writer.uint32(/* id 4, wireType 2 =*/ 34).bytes(message.s);
      if (message.ints != null && message.ints.length)
        writer.uint32(/* id 8, wireType 2 =*/ 66).int64s(message.ints);
      if (message.type != null && $Object.hasOwnProperty.call(message, 'type') && message.type !== 0)
        writer.uint32(/* id 20, wireType 0 =*/ 160).int32(message.type);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    AttributeProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.AttributeProto();
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
          case 20: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.type = value;
            else delete message.type;
            continue;
          }
          case 2: {
            if (wireType !== 5) break;
            if (!$Object.is((value = reader.float()), 0)) message.f = value;
            else delete message.f;
            continue;
          }
          case 3: {
            if (wireType !== 0) break;
            if (typeof (value = reader.int64()) === 'object' ? value.low || value.high : value !== 0)
              message.i = value;
            else delete message.i;
            continue;
          }
          case 4: {
            if (wireType !== 2) break;
            if ((value = reader.bytes()).length) message.s = value;
            else delete message.s;
            continue;
          }
          case 8: {
            if (wireType === 2) {
              if (!(message.ints && message.ints.length)) message.ints = [];
              reader.int64s(message.ints);
              continue;
            }
            if (wireType !== 0) break;
            if (!(message.ints && message.ints.length)) message.ints = [];
            message.ints.push(reader.int64());
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

    AttributeProto.AttributeType = (function () {
      const valuesById = $Object.create(null),
        values = $Object.create(valuesById);
      values[(valuesById[0] = 'UNDEFINED')] = 0;
      values[(valuesById[1] = 'FLOAT')] = 1;
      values[(valuesById[2] = 'INT')] = 2;
      values[(valuesById[3] = 'STRING')] = 3;
      values[(valuesById[6] = 'FLOATS')] = 6;
      values[(valuesById[7] = 'INTS')] = 7;
      return values;
    })();

    return AttributeProto;
  })();

  onnx.StringStringEntryProto = (function () {
    const StringStringEntryProto = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    StringStringEntryProto.prototype.key = '';

    StringStringEntryProto.prototype.value = '';

    StringStringEntryProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.key != null && $Object.hasOwnProperty.call(message, 'key') && message.key !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.key);
      if (message.value != null && $Object.hasOwnProperty.call(message, 'value') && message.value !== '')
        writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.value);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    StringStringEntryProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.StringStringEntryProto();
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
            if ((value = reader.stringVerify()).length) message.key = value;
            else delete message.key;
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.value = value;
            else delete message.value;
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

    return StringStringEntryProto;
  })();

  onnx.TensorProto = (function () {
    const TensorProto = function (properties) {
      this.dims = [];
      this.externalData = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    TensorProto.prototype.dims = $util.emptyArray;

    TensorProto.prototype.dataType = 0;

    TensorProto.prototype.name = '';

    TensorProto.prototype.rawData = $util.newBuffer([]);

    TensorProto.prototype.externalData = $util.emptyArray;

    TensorProto.prototype.dataLocation = 0;

    TensorProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.dims != null && message.dims.length)
        writer.uint32(/* id 1, wireType 2 =*/ 10).int64s(message.dims);
      if (
        message.dataType != null &&
        $Object.hasOwnProperty.call(message, 'dataType') &&
        message.dataType !== 0
      )
        writer.uint32(/* id 2, wireType 0 =*/ 16).int32(message.dataType);
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 8, wireType 2 =*/ 66).string(message.name);
      if (
        message.rawData != null &&
        $Object.hasOwnProperty.call(message, 'rawData') &&
        message.rawData.length
      )
        writer.uint32(/* id 9, wireType 2 =*/ 74).bytes(message.rawData);
      if (message.externalData != null && message.externalData.length)
        for (let i = 0; i < message.externalData.length; ++i)
          $root.onnx.StringStringEntryProto.encode(
            message.externalData[i],
            writer.uint32(/* id 13, wireType 2 =*/ 106).fork(),
            _depth + 1,
          ).ldelim();
      if (
        message.dataLocation != null &&
        $Object.hasOwnProperty.call(message, 'dataLocation') &&
        message.dataLocation !== 0
      )
        writer.uint32(/* id 14, wireType 0 =*/ 112).int32(message.dataLocation);
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
      message = _target || new $root.onnx.TensorProto();
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
            if (wireType === 2) {
              if (!(message.dims && message.dims.length)) message.dims = [];
              reader.int64s(message.dims);
              continue;
            }
            if (wireType !== 0) break;
            if (!(message.dims && message.dims.length)) message.dims = [];
            message.dims.push(reader.int64());
            continue;
          }
          case 2: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.dataType = value;
            else delete message.dataType;
            continue;
          }
          case 8: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.name = value;
            else delete message.name;
            continue;
          }
          case 9: {
            if (wireType !== 2) break;
            if ((value = reader.bytes()).length) message.rawData = value;
            else delete message.rawData;
            continue;
          }
          case 13: {
            if (wireType !== 2) break;
            if (!(message.externalData && message.externalData.length)) message.externalData = [];
            message.externalData.push(
              $root.onnx.StringStringEntryProto.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
          case 14: {
            if (wireType !== 0) break;
            if ((value = reader.int32())) message.dataLocation = value;
            else delete message.dataLocation;
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

    TensorProto.DataType = (function () {
      const valuesById = $Object.create(null),
        values = $Object.create(valuesById);
      values[(valuesById[0] = 'UNDEFINED')] = 0;
      values[(valuesById[1] = 'FLOAT')] = 1;
      values[(valuesById[2] = 'UINT8')] = 2;
      values[(valuesById[6] = 'INT32')] = 6;
      values[(valuesById[7] = 'INT64')] = 7;
      values[(valuesById[9] = 'BOOL')] = 9;
      values[(valuesById[10] = 'FLOAT16')] = 10;
      values[(valuesById[16] = 'BFLOAT16')] = 16;
      return values;
    })();

    TensorProto.DataLocation = (function () {
      const valuesById = $Object.create(null),
        values = $Object.create(valuesById);
      values[(valuesById[0] = 'DEFAULT')] = 0;
      values[(valuesById[1] = 'EXTERNAL')] = 1;
      return values;
    })();

    return TensorProto;
  })();

  onnx.TensorShapeProto = (function () {
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
          $root.onnx.TensorShapeProto.Dimension.encode(
            message.dim[i],
            writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
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
      message = _target || new $root.onnx.TensorShapeProto();
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
            if (!(message.dim && message.dim.length)) message.dim = [];
            message.dim.push(
              $root.onnx.TensorShapeProto.Dimension.decode(reader, reader.size(), $undefined, _depth + 1),
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

    TensorShapeProto.Dimension = (function () {
      const Dimension = function (properties) {
        if (properties)
          for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
            if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
      };

      Dimension.prototype.dimValue = null;

      Dimension.prototype.dimParam = null;

      // OneOf field names bound to virtual getters and setters
      let $oneOfFields;

      $Object.defineProperty(Dimension.prototype, 'value', {
        get: $util.oneOfGetter(($oneOfFields = ['dimValue', 'dimParam'])),
        set: $util.oneOfSetter($oneOfFields),
      });

      Dimension.encode = function (message, writer, _depth) {
        if (!writer) writer = $Writer.create();
        if (_depth === $undefined) _depth = 0;
        if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
        if (message.dimValue != null && $Object.hasOwnProperty.call(message, 'dimValue'))
          writer.uint32(/* id 1, wireType 0 =*/ 8).int64(message.dimValue);
        if (message.dimParam != null && $Object.hasOwnProperty.call(message, 'dimParam'))
          writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.dimParam);
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
          for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
        return writer;
      };

      Dimension.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.onnx.TensorShapeProto.Dimension();
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
              message.dimValue = reader.int64();
              message.value = 'dimValue';
              continue;
            }
            case 2: {
              if (wireType !== 2) break;
              message.dimParam = reader.stringVerify();
              message.value = 'dimParam';
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

      return Dimension;
    })();

    return TensorShapeProto;
  })();

  onnx.TypeProto = (function () {
    const TypeProto = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    TypeProto.prototype.tensorType = null;

    // OneOf field names bound to virtual getters and setters
    let $oneOfFields;

    $Object.defineProperty(TypeProto.prototype, 'value', {
      get: $util.oneOfGetter(($oneOfFields = ['tensorType'])),
      set: $util.oneOfSetter($oneOfFields),
    });

    TypeProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.tensorType != null && $Object.hasOwnProperty.call(message, 'tensorType'))
        $root.onnx.TypeProto.Tensor.encode(
          message.tensorType,
          writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
          _depth + 1,
        ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    TypeProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.TypeProto();
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
            message.tensorType = $root.onnx.TypeProto.Tensor.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.tensorType,
            );
            message.value = 'tensorType';
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

    TypeProto.Tensor = (function () {
      const Tensor = function (properties) {
        if (properties)
          for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
            if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
      };

      Tensor.prototype.elemType = 0;

      Tensor.prototype.shape = null;

      Tensor.encode = function (message, writer, _depth) {
        if (!writer) writer = $Writer.create();
        if (_depth === $undefined) _depth = 0;
        if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
        if (
          message.elemType != null &&
          $Object.hasOwnProperty.call(message, 'elemType') &&
          message.elemType !== 0
        )
          writer.uint32(/* id 1, wireType 0 =*/ 8).int32(message.elemType);
        if (message.shape != null && $Object.hasOwnProperty.call(message, 'shape'))
          $root.onnx.TensorShapeProto.encode(
            message.shape,
            writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
            _depth + 1,
          ).ldelim();
        if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
          for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
        return writer;
      };

      Tensor.decode = function (reader, length, _end, _depth, _target) {
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
        message = _target || new $root.onnx.TypeProto.Tensor();
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
              if ((value = reader.int32())) message.elemType = value;
              else delete message.elemType;
              continue;
            }
            case 2: {
              if (wireType !== 2) break;
              message.shape = $root.onnx.TensorShapeProto.decode(
                reader,
                reader.size(),
                $undefined,
                _depth + 1,
                message.shape,
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

      return Tensor;
    })();

    return TypeProto;
  })();

  onnx.ValueInfoProto = (function () {
    const ValueInfoProto = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    ValueInfoProto.prototype.name = '';

    ValueInfoProto.prototype.type = null;

    ValueInfoProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.name);
      if (message.type != null && $Object.hasOwnProperty.call(message, 'type'))
        $root.onnx.TypeProto.encode(
          message.type,
          writer.uint32(/* id 2, wireType 2 =*/ 18).fork(),
          _depth + 1,
        ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    ValueInfoProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.ValueInfoProto();
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
            message.type = $root.onnx.TypeProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.type,
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

    return ValueInfoProto;
  })();

  onnx.NodeProto = (function () {
    const NodeProto = function (properties) {
      this.input = [];
      this.output = [];
      this.attribute = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    NodeProto.prototype.input = $util.emptyArray;

    NodeProto.prototype.output = $util.emptyArray;

    NodeProto.prototype.name = '';

    NodeProto.prototype.opType = '';

    NodeProto.prototype.attribute = $util.emptyArray;

    NodeProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.input != null && message.input.length)
        for (let i = 0; i < message.input.length; ++i)
          writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.input[i]);
      if (message.output != null && message.output.length)
        for (let i = 0; i < message.output.length; ++i)
          writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.output[i]);
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 3, wireType 2 =*/ 26).string(message.name);
      if (message.opType != null && $Object.hasOwnProperty.call(message, 'opType') && message.opType !== '')
        writer.uint32(/* id 4, wireType 2 =*/ 34).string(message.opType);
      if (message.attribute != null && message.attribute.length)
        for (let i = 0; i < message.attribute.length; ++i)
          $root.onnx.AttributeProto.encode(
            message.attribute[i],
            writer.uint32(/* id 5, wireType 2 =*/ 42).fork(),
            _depth + 1,
          ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    NodeProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.NodeProto();
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
            if (!(message.input && message.input.length)) message.input = [];
            message.input.push(reader.stringVerify());
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if (!(message.output && message.output.length)) message.output = [];
            message.output.push(reader.stringVerify());
            continue;
          }
          case 3: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.name = value;
            else delete message.name;
            continue;
          }
          case 4: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.opType = value;
            else delete message.opType;
            continue;
          }
          case 5: {
            if (wireType !== 2) break;
            if (!(message.attribute && message.attribute.length)) message.attribute = [];
            message.attribute.push(
              $root.onnx.AttributeProto.decode(reader, reader.size(), $undefined, _depth + 1),
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

    return NodeProto;
  })();

  onnx.GraphProto = (function () {
    const GraphProto = function (properties) {
      this.node = [];
      this.initializer = [];
      this.input = [];
      this.output = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    GraphProto.prototype.node = $util.emptyArray;

    GraphProto.prototype.name = '';

    GraphProto.prototype.initializer = $util.emptyArray;

    GraphProto.prototype.input = $util.emptyArray;

    GraphProto.prototype.output = $util.emptyArray;

    GraphProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.node != null && message.node.length)
        for (let i = 0; i < message.node.length; ++i)
          $root.onnx.NodeProto.encode(
            message.node[i],
            writer.uint32(/* id 1, wireType 2 =*/ 10).fork(),
            _depth + 1,
          ).ldelim();
      if (message.name != null && $Object.hasOwnProperty.call(message, 'name') && message.name !== '')
        writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.name);
      if (message.initializer != null && message.initializer.length)
        for (let i = 0; i < message.initializer.length; ++i)
          $root.onnx.TensorProto.encode(
            message.initializer[i],
            writer.uint32(/* id 5, wireType 2 =*/ 42).fork(),
            _depth + 1,
          ).ldelim();
      if (message.input != null && message.input.length)
        for (let i = 0; i < message.input.length; ++i)
          $root.onnx.ValueInfoProto.encode(
            message.input[i],
            writer.uint32(/* id 11, wireType 2 =*/ 90).fork(),
            _depth + 1,
          ).ldelim();
      if (message.output != null && message.output.length)
        for (let i = 0; i < message.output.length; ++i)
          $root.onnx.ValueInfoProto.encode(
            message.output[i],
            writer.uint32(/* id 12, wireType 2 =*/ 98).fork(),
            _depth + 1,
          ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    GraphProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.GraphProto();
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
            message.node.push($root.onnx.NodeProto.decode(reader, reader.size(), $undefined, _depth + 1));
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.name = value;
            else delete message.name;
            continue;
          }
          case 5: {
            if (wireType !== 2) break;
            if (!(message.initializer && message.initializer.length)) message.initializer = [];
            message.initializer.push(
              $root.onnx.TensorProto.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
          case 11: {
            if (wireType !== 2) break;
            if (!(message.input && message.input.length)) message.input = [];
            message.input.push(
              $root.onnx.ValueInfoProto.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
          case 12: {
            if (wireType !== 2) break;
            if (!(message.output && message.output.length)) message.output = [];
            message.output.push(
              $root.onnx.ValueInfoProto.decode(reader, reader.size(), $undefined, _depth + 1),
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

    return GraphProto;
  })();

  onnx.OperatorSetIdProto = (function () {
    const OperatorSetIdProto = function (properties) {
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    OperatorSetIdProto.prototype.domain = '';

    OperatorSetIdProto.prototype.version = $util.Long ? $util.Long.fromBits(0, 0, false) : 0;

    OperatorSetIdProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (message.domain != null && $Object.hasOwnProperty.call(message, 'domain') && message.domain !== '')
        writer.uint32(/* id 1, wireType 2 =*/ 10).string(message.domain);
      if (
        message.version != null &&
        $Object.hasOwnProperty.call(message, 'version') &&
        (typeof message.version === 'object'
          ? message.version.low || message.version.high
          : message.version !== 0)
      )
        writer.uint32(/* id 2, wireType 0 =*/ 16).int64(message.version);
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    OperatorSetIdProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.OperatorSetIdProto();
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
            if ((value = reader.stringVerify()).length) message.domain = value;
            else delete message.domain;
            continue;
          }
          case 2: {
            if (wireType !== 0) break;
            if (typeof (value = reader.int64()) === 'object' ? value.low || value.high : value !== 0)
              message.version = value;
            else delete message.version;
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

    return OperatorSetIdProto;
  })();

  onnx.ModelProto = (function () {
    const ModelProto = function (properties) {
      this.opsetImport = [];
      this.metadataProps = [];
      if (properties)
        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
          if (properties[keys[i]] != null && keys[i] !== '__proto__') this[keys[i]] = properties[keys[i]];
    };

    ModelProto.prototype.irVersion = $util.Long ? $util.Long.fromBits(0, 0, false) : 0;

    ModelProto.prototype.opsetImport = $util.emptyArray;

    ModelProto.prototype.producerName = '';

    ModelProto.prototype.producerVersion = '';

    ModelProto.prototype.graph = null;

    ModelProto.prototype.metadataProps = $util.emptyArray;

    ModelProto.encode = function (message, writer, _depth) {
      if (!writer) writer = $Writer.create();
      if (_depth === $undefined) _depth = 0;
      if (_depth > $util.recursionLimit) throw $Error('max depth exceeded');
      if (
        message.irVersion != null &&
        $Object.hasOwnProperty.call(message, 'irVersion') &&
        (typeof message.irVersion === 'object'
          ? message.irVersion.low || message.irVersion.high
          : message.irVersion !== 0)
      )
        writer.uint32(/* id 1, wireType 0 =*/ 8).int64(message.irVersion);
      if (
        message.producerName != null &&
        $Object.hasOwnProperty.call(message, 'producerName') &&
        message.producerName !== ''
      )
        writer.uint32(/* id 2, wireType 2 =*/ 18).string(message.producerName);
      if (
        message.producerVersion != null &&
        $Object.hasOwnProperty.call(message, 'producerVersion') &&
        message.producerVersion !== ''
      )
        writer.uint32(/* id 3, wireType 2 =*/ 26).string(message.producerVersion);
      if (message.graph != null && $Object.hasOwnProperty.call(message, 'graph'))
        $root.onnx.GraphProto.encode(
          message.graph,
          writer.uint32(/* id 7, wireType 2 =*/ 58).fork(),
          _depth + 1,
        ).ldelim();
      if (message.opsetImport != null && message.opsetImport.length)
        for (let i = 0; i < message.opsetImport.length; ++i)
          $root.onnx.OperatorSetIdProto.encode(
            message.opsetImport[i],
            writer.uint32(/* id 8, wireType 2 =*/ 66).fork(),
            _depth + 1,
          ).ldelim();
      if (message.metadataProps != null && message.metadataProps.length)
        for (let i = 0; i < message.metadataProps.length; ++i)
          $root.onnx.StringStringEntryProto.encode(
            message.metadataProps[i],
            writer.uint32(/* id 14, wireType 2 =*/ 114).fork(),
            _depth + 1,
          ).ldelim();
      if (message.$unknowns != null && $Object.hasOwnProperty.call(message, '$unknowns'))
        for (let i = 0; i < message.$unknowns.length; ++i) writer.raw(message.$unknowns[i]);
      return writer;
    };

    ModelProto.decode = function (reader, length, _end, _depth, _target) {
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
      message = _target || new $root.onnx.ModelProto();
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
              message.irVersion = value;
            else delete message.irVersion;
            continue;
          }
          case 8: {
            if (wireType !== 2) break;
            if (!(message.opsetImport && message.opsetImport.length)) message.opsetImport = [];
            message.opsetImport.push(
              $root.onnx.OperatorSetIdProto.decode(reader, reader.size(), $undefined, _depth + 1),
            );
            continue;
          }
          case 2: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.producerName = value;
            else delete message.producerName;
            continue;
          }
          case 3: {
            if (wireType !== 2) break;
            if ((value = reader.stringVerify()).length) message.producerVersion = value;
            else delete message.producerVersion;
            continue;
          }
          case 7: {
            if (wireType !== 2) break;
            message.graph = $root.onnx.GraphProto.decode(
              reader,
              reader.size(),
              $undefined,
              _depth + 1,
              message.graph,
            );
            continue;
          }
          case 14: {
            if (wireType !== 2) break;
            if (!(message.metadataProps && message.metadataProps.length)) message.metadataProps = [];
            message.metadataProps.push(
              $root.onnx.StringStringEntryProto.decode(reader, reader.size(), $undefined, _depth + 1),
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

    return ModelProto;
  })();

  return onnx;
})());

export { $root as default };
