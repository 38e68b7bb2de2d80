// The suite's protocol over standard input and output, once for all adapters in JavaScript; docs/PROTOCOL.md is the specification.
// An adapter gives serve() a function that says why it does not compute a problem, and one that computes it.
import { readSync, writeSync } from 'node:fs';

const INPUT = 0, OUTPUT = 1;
const ARRAYS = { f32: Float32Array, f64: Float64Array };

// What a library prints must not reach the pipe.
for (const print of ['log', 'info', 'debug']) console[print] = console.error;

/** Reads exactly so many bytes, or up to and with the first newline; null at the end of the input. */
class Source {
  #bytes = Buffer.alloc(0);

  line() {
    let end;
    while ((end = this.#bytes.indexOf(10)) < 0) if (!this.#more()) return null;
    return this.#take(end + 1).toString('utf8');
  }

  exactly(count) {
    while (this.#bytes.length < count) if (!this.#more()) throw new Error('the input ends within a tensor');
    return this.#take(count);
  }

  #take(count) {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  #more() {
    const chunk = Buffer.alloc(1 << 16);
    const read = again(() => readSync(INPUT, chunk, 0, chunk.length, null));
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, read)]);
    return read > 0;
  }
}

/** A pipe that is not ready says so; it is asked again after a millisecond. */
function again(call) {
  for (;;) {
    try { return call(); } catch (error) {
      if (error.code === 'EOF') return 0;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function write(bytes) {
  for (let done = 0; done < bytes.length;) done += again(() => writeSync(OUTPUT, bytes, done));
}

function answer(reply, values) {
  write(Buffer.from(JSON.stringify(reply) + '\n'));
  if (values) write(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
}

/** An elements array of a tensor in memory of its own, which is aligned as its type wants. */
function read(source, tensor, type) {
  const count = tensor.shape.reduce((n, length) => n * length, 1);
  const bytes = source.exactly(count * ARRAYS[type].BYTES_PER_ELEMENT);
  return { shape: tensor.shape, values: new ARRAYS[type](new Uint8Array(bytes).buffer) };
}

/**
 * Answers requests until "stop" or the end of the input.
 * supports(problem): null for yes, else why not.
 * convolve(problem, x, w, b): {shape, values} of Y, or a promise of it; x: [N, C_in, n…], w: [C_out, C_in/g, k…], b: [C_out] or [0].
 */
export async function serve(name, supports, convolve, types = ['f32']) {
  const source = new Source();
  for (let line; (line = source.line()) !== null;) {
    const { verb, type, problem, tensors = [] } = JSON.parse(line);
    if (verb === 'stop') return;
    if (verb === 'start') {
      answer({ status: 'ok', protocol: 1, name, types, accuracy: 'componentwise' });
      continue;
    }
    const operands = tensors.map(tensor => read(source, tensor, type));
    const whyNot = supports(problem);
    if (whyNot) answer({ status: 'unsupported', reason: whyNot });
    else if (verb === 'supports') answer({ status: 'ok' });
    else {
      try {
        const y = await convolve(problem, ...operands);
        const right = [problem.batch, problem.outputChannels, ...problem.axes.map(a => a.output)];
        if (String(y.shape) !== String(right)) throw new Error(`an output of shape [${y.shape}], where [${right}] is expected`);
        answer({ status: 'ok', tensors: [{ name: 'output', shape: y.shape }] }, y.values);
      } catch (error) {
        answer({ status: 'error', reason: String(error.message ?? error).replace(/\s+/g, ' ').slice(0, 1000) });
      }
    }
  }
}
