// onnxruntime-web: a model of one Conv for each problem, on its backend in WebAssembly.
//
//     npm ci --prefix conformance/samples/node
//     dotnet run -c Release --project conformance/Cli -- run --engine "cmd:node conformance/samples/node/ort-web.mjs"
import * as ort from 'onnxruntime-web';
import { convModel } from './onnx-model.mjs';
import { serve } from './protocol.mjs';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const sessions = new Map();

/** Without a crop after the input that takes only what no window reaches: ONNX cannot say it, and need not. */
function withoutIdleCrop(problem) {
  return { ...problem, axes: problem.axes.map(a => {
    const left = a.size + a.padBefore - a.dilation * (a.kernel - 1) - 1;
    return a.padAfter < 0 && Math.floor(left / a.stride) + 1 === a.output ? { ...a, padAfter: 0 } : a;
  }) };
}

function supports(problem) {
  const { axes, strict } = withoutIdleCrop(problem);
  if (strict) return 'ONNX Conv is cross-correlation: the kernel is not flipped';
  if (axes.some(a => a.padBefore < 0 || a.padAfter < 0)) return 'ONNX Conv has no negative pads';
  return null;
}

/** Several cases are of one problem, and a session is made once. */
async function sessionOf(problem) {
  if (!sessions.has(problem.line)) {
    for (const [line, old] of sessions) { await old.release(); sessions.delete(line); }
    sessions.set(problem.line, await ort.InferenceSession.create(convModel(withoutIdleCrop(problem)), { executionProviders: ['wasm'] }));
  }
  return sessions.get(problem.line);
}

async function convolve(problem, x, w, bias) {
  const session = await sessionOf(problem);
  const feeds = { X: tensor(x), W: tensor(w), ...(problem.bias ? { B: tensor(bias) } : {}) };
  const { Y } = await session.run(feeds);
  return { shape: [...Y.dims], values: Y.data };
}

const tensor = ({ values, shape }) => new ort.Tensor('float32', values, shape);

await serve(`onnxruntime-web ${ort.env.versions.web}`, supports, convolve);
