// A problem as an ONNX model of one Conv: Y = Conv(X, W, B). Only the fields that it needs, with ONNX's numbers.
import protobuf from 'protobufjs';

const INT = 2, INTS = 7, FLOAT = 1;

const { ModelProto } = protobuf.parse(`
  syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message GraphProto {
    repeated NodeProto node = 1; optional string name = 2; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; optional string op_type = 4; repeated AttributeProto attribute = 5;
  }
  message AttributeProto { optional string name = 1; optional int64 i = 3; repeated int64 ints = 8; optional int32 type = 20; }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message TypeProto { optional Tensor tensor_type = 1; message Tensor { optional int32 elem_type = 1; optional Shape shape = 2; } }
  message Shape { repeated Dimension dim = 1; message Dimension { optional int64 dim_value = 1; } }
`, { keepCase: true }).root.nested;

const value = (name, shape) => ({
  name, type: { tensor_type: { elem_type: FLOAT, shape: { dim: shape.map(dim_value => ({ dim_value })) } } },
});
const ints = (name, values) => ({ name, type: INTS, ints: values });

/** The bytes of the model. */
export function convModel({ batch, inputChannels, outputChannels, groups, bias, axes }) {
  const node = {
    op_type: 'Conv', input: bias ? ['X', 'W', 'B'] : ['X', 'W'], output: ['Y'],
    attribute: [
      { name: 'group', type: INT, i: groups },
      ints('kernel_shape', axes.map(a => a.kernel)),
      ints('strides', axes.map(a => a.stride)),
      ints('dilations', axes.map(a => a.dilation)),
      ints('pads', [...axes.map(a => a.padBefore), ...axes.map(a => a.padAfter)]),
    ],
  };
  const input = [
    value('X', [batch, inputChannels, ...axes.map(a => a.size)]),
    value('W', [outputChannels, inputChannels / groups, ...axes.map(a => a.kernel)]),
    ...(bias ? [value('B', [outputChannels])] : []),
  ];
  const output = [value('Y', [batch, outputChannels, ...axes.map(a => a.output)])];
  const model = { ir_version: 8, opset_import: [{ domain: '', version: 13 }], graph: { name: 'problem', node: [node], input, output } };
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}
