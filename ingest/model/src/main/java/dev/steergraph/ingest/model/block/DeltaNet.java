package dev.steergraph.ingest.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.steergraph.ingest.model.engine.Kernels;

/**
 * Gated DeltaNet, attention whose cost does not grow with what came before: a state S of each head is decayed, corrected by
 * what the new key should recall, and read by the query. With q and k of length 1 and the token's decay g and strength β,
 *
 * <pre>
 * S ← exp(g)·S;  S ← S + k·(β(v − Sᵀk))ᵀ;  o = Sᵀq / √K
 * </pre>
 *
 * Tokens are taken in chunks, within which the corrections are one triangular system.
 *
 * <p>Letters: B sequences, T tokens of this pass, G heads of queries and keys, of width K, H heads of values, of width V;
 * every H / G of these share a query and a key. C = 2GK + HV.
 *
 * @param kernels of {@code delta.py}
 * @param input [C + HV + 2H, d]: queries, keys and values; the output's gate z; b, of which the strength is; a, of which the
 *     decay is
 * @param taps F32[N, C]: of the causal convolution over each column of queries, keys and values, the oldest token's first
 * @param activation after the convolution
 * @param rate F32[H], −exp(A): g = rate · softplus(a + shift)
 * @param shift F32[H]
 * @param norm over V, of the output before it is gated
 * @param output [d, HV]
 * @see <a href="https://arxiv.org/abs/2412.06464">Gated Delta Networks</a>
 * @see <a href="https://arxiv.org/abs/2406.06484">the chunked form</a>
 */
public record DeltaNet(
        Kernels kernels,
        Linear input,
        NDArray taps,
        Activation activation,
        NDArray rate,
        NDArray shift,
        Norm norm,
        Linear output,
        Settings settings)
        implements Mixer {

    /** Tokens of a chunk. */
    private static final int CHUNK = 32;

    /**
     * @param layer where the cache keeps its state
     * @param groups G
     * @param keyWidth K
     * @param heads H
     * @param valueWidth V
     */
    public record Settings(int layer, int groups, int keyWidth, int heads, int valueWidth) {

        /** The same of another layer. */
        public Settings ofLayer(int number) {
            return new Settings(number, groups, keyWidth, heads, valueWidth);
        }

        /** C */
        public long mixed() {
            return 2L * groups * keyWidth + values();
        }

        /** HV */
        public long values() {
            return (long) heads * valueWidth;
        }
    }

    /** What the next pass goes on with. @param columns F32[B, N − 1, C], before the convolution @param heads F32[B, G, H / G, K, V] */
    record State(NDArray columns, NDArray heads) {}

    @Override
    public NDArray mixed(NDArray x, SequenceBatch sequences) {
        NDManager owner = x.getManager();
        State past = sequences.state(settings.layer());
        NDArray read = input.apply(sequences.withoutPadding(kernels, x));
        NDArray[] columns = kernels.callAll(owner, "convolve", read, past.columns(), taps);
        NDArray[] mixed = kernels.callAll(
                owner,
                "delta",
                activation.apply(output.kernels(), columns[0]),
                part(read, settings.mixed() + settings.values(), settings.heads()),
                part(read, settings.mixed() + settings.values() + settings.heads(), settings.heads()),
                rate,
                shift,
                past.heads(),
                settings.groups(),
                settings.keyWidth(),
                settings.heads(),
                CHUNK);
        sequences.keep(settings.layer(), new State(columns[1], mixed[1]));
        NDArray gate = part(read, settings.mixed(), settings.values());
        return kernels.call(owner, "gated", norm.apply(mixed[0]), gate);
    }

    private NDArray part(NDArray x, long from, long width) {
        return kernels.call(x.getManager(), "slice", x, from, width);
    }
}
