// TensorFlow.js: conv1d, conv2d, depthwiseConv2d and conv3d, on its backend in JavaScript or the one in WebAssembly.
//
//     npm ci --prefix conformance/samples/node
//     dotnet run -c Release --project conformance/Cli -- run --engine "cmd:node conformance/samples/node/tfjs.mjs cpu"
//     dotnet run -c Release --project conformance/Cli -- run --engine "cmd:node conformance/samples/node/tfjs.mjs wasm"
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { serve } from './protocol.mjs';

const backend = process.argv[2] ?? 'cpu';
// Equal pads on all sides as one number, which the functions take too, and get wrong: docs/FINDINGS.md, 3.
const asNumber = process.argv[3] === 'number';
// tfjs takes Node for a browser where fetch is there, and would fetch its WebAssembly from a web server.
if (backend === 'wasm') globalThis.fetch = undefined;
if (!await tf.setBackend(backend)) throw new Error(`no backend ${backend}`);

/** What the functions do not have is not made up here. */
function supports({ axes, groups, inputChannels, strict }) {
  if (strict) return 'TensorFlow.js correlates: it does not flip kernels';
  if (axes.some(a => a.stride > 1) && axes.some(a => a.dilation > 1)) return 'TensorFlow.js has strides or dilations, not both';
  if (groups > 1 && !(axes.length === 2 && groups === inputChannels)) return 'TensorFlow.js has no groups but depthwise ones of two axes';
  return null;
}

/** X with zeros around it, where the function has no such pads itself; negative ones crop. */
function padded(x, axes) {
  const begin = axes.map(a => Math.max(-a.padBefore, 0));
  const size = axes.map((a, i) => a.size - begin[i] - Math.max(-a.padAfter, 0));
  const kept = tf.slice(x, [0, ...begin, 0], [-1, ...size, -1]);
  return tf.pad(kept, [[0, 0], ...axes.map(a => [Math.max(a.padBefore, 0), Math.max(a.padAfter, 0)]), [0, 0]]);
}

/** The pads as the function takes them; null where it has none such: conv3d, and negative ones. */
function ownPads(axes) {
  if (axes.length === 3 || axes.some(a => a.padBefore < 0 || a.padAfter < 0)) return null;
  // conv1d is conv2d with a height of 1, whose pads it takes.
  const rows = axes.length === 1 ? [[0, 0]] : [];
  if (!asNumber) return [[0, 0], ...rows, ...axes.map(a => [a.padBefore, a.padAfter]), [0, 0]];
  const pads = new Set(axes.flatMap(a => [a.padBefore, a.padAfter]));
  return pads.size === 1 ? [...pads][0] : null;
}

/** Y as [N, o…, C_out]. Channels stand last in TensorFlow.js, and in its filters [k…, C_in, C_out]. */
function correlate({ axes, groups, inputChannels, outputChannels }, x, w) {
  const strides = axes.map(a => a.stride), dilations = axes.map(a => a.dilation), own = ownPads(axes);
  const [image, pad] = own === null ? [padded(x, axes), 'valid'] : [x, own];
  if (groups > 1) {
    // [C_out, 1, kh, kw] → [kh, kw, C_in, C_out / C_in]
    const filter = tf.transpose(tf.reshape(w, [inputChannels, outputChannels / inputChannels, ...w.shape.slice(2)]), [2, 3, 0, 1]);
    return tf.depthwiseConv2d(image, filter, strides, pad, 'NHWC', dilations);
  }
  const filter = tf.transpose(w, [...axes.map((_, i) => 2 + i), 1, 0]);
  if (axes.length === 1) return tf.conv1d(image, filter, strides[0], pad, 'NWC', dilations[0]);
  if (axes.length === 2) return tf.conv2d(image, filter, strides, pad, 'NHWC', dilations);
  return tf.conv3d(image, filter, strides, pad, 'NDHWC', dilations);
}

function convolve(problem, x, w, bias) {
  const { axes } = problem;
  const y = tf.tidy(() => {
    const channelsLast = tf.transpose(tf.tensor(x.values, x.shape), [0, ...axes.map((_, i) => 2 + i), 1]);
    const sum = correlate(problem, channelsLast, tf.tensor(w.values, w.shape));
    const whole = problem.bias ? tf.add(sum, tf.tensor(bias.values, bias.shape)) : sum;
    return tf.transpose(whole, [0, axes.length + 1, ...axes.map((_, i) => 1 + i)]);
  });
  const result = { shape: y.shape, values: y.dataSync() };
  y.dispose();
  return result;
}

await serve(`tfjs ${tf.version_core} ${backend}`, supports, convolve);
