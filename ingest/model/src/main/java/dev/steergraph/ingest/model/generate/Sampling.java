package dev.steergraph.ingest.model.generate;

import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How the next token is chosen from logits. The filters are applied in the order of Hugging Face's {@code generate}:
 * temperature, top k, top p.
 *
 * @param temperature logits are divided by it; 0 takes the most likely token always
 * @param topK only so many of the most likely tokens may be drawn; 0 for all
 * @param topP only the fewest most likely tokens whose probabilities reach this sum may be drawn; 1 for all
 * @see <a href="https://arxiv.org/abs/1904.09751">nucleus sampling</a>
 */
public record Sampling(double temperature, int topK, double topP) {

    /** The most likely token, the first of equals. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1);

    /** @throws UserError if a value is out of its range */
    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new UserError("A temperature of " + temperature + " is impossible; use 0 or more.");
        }
        if (topK < 0) {
            throw new UserError("A top k of " + topK + " is impossible; use 1 or more, or 0 for all tokens.");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new UserError("A top p of " + topP + " is impossible; use more than 0 and at most 1.");
        }
    }

    /** @return the token's id */
    int choose(float[] logits, RandomGenerator random) {
        if (temperature == 0) {
            return mostLikely(logits);
        }
        int[] order = descending(logits);
        int kept = topK == 0 ? order.length : Math.min(topK, order.length);
        double[] weights = new double[kept];
        double all = 0;
        for (int i = 0; i < kept; i++) {
            weights[i] = Math.exp((logits[order[i]] - logits[order[0]]) / temperature);
            all += weights[i];
        }
        double sum = 0;
        int nucleus = 0;
        while (nucleus < kept && sum < topP * all) {
            sum += weights[nucleus++];
        }
        double drawn = random.nextDouble() * sum;
        for (int i = 0; i < nucleus - 1; i++) {
            drawn -= weights[i];
            if (drawn < 0) {
                return order[i];
            }
        }
        return order[nucleus - 1];
    }

    private static int mostLikely(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Ids by falling logit; equals by rising id. */
    private static int[] descending(float[] logits) {
        long[] keys = new long[logits.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(logits[i] + 0f); // -0 is 0
            // Whole numbers in the order of the floats, then turned round.
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            keys[i] = (long) ~rising << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
