package dev.steergraph.steering.half;

import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.correlate.statistics.DocumentHalves;
import dev.steergraph.steering.edit.Unsteered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Documents as a model reads them, each by itself and cut to a length, however the run laid them out: enough for a number of
 * tokens that can be steered.
 *
 * @param documents int[D], their numbers in the run
 * @param ids of each, as the model reads them
 */
public record HalfTexts(int[] documents, List<int[]> ids) {

    /** Tokens of a text that are measured at most, so that many documents are, rather than much of few. */
    public static final int LENGTH = 64;

    /** Which documents. */
    public enum Half {
        FIRST,
        SECOND
    }

    /**
     * Draws documents of one half.
     *
     * @param tokens of the texts together that are steered, at least, if there are so many
     * @param seed which documents; the same seed draws more of them for more tokens
     */
    public static HalfTexts draw(
            RunDirectory run,
            FirstHalf first,
            Half half,
            Tokenizer tokenizer,
            Unsteered unsteered,
            long tokens,
            long seed)
            throws IOException {
        return draw(run, first.halves(), half, tokenizer, unsteered, tokens, seed);
    }

    /** The same where nothing else is known of the halves. */
    public static HalfTexts draw(
            RunDirectory run,
            DocumentHalves halves,
            Half half,
            Tokenizer tokenizer,
            Unsteered unsteered,
            long tokens,
            long seed)
            throws IOException {
        int[] document = RunTokens.read(run).document();
        List<Document> all = RunTokens.documents(run);
        int[] order = shuffled(halves, half, seed);
        List<int[]> ids = new ArrayList<>();
        int[] chosen = new int[order.length];
        long found = 0;
        for (int k = 0; k < order.length && found < tokens; k++) {
            int number = document[halves.documents().starts()[order[k]]];
            int[] own = tokenizer.encode(List.of(all.get(number).text())).get(0).ids();
            int[] cut = Arrays.copyOf(own, Math.min(own.length, LENGTH));
            long steered = steered(cut, unsteered);
            if (steered > 1) {
                chosen[ids.size()] = number;
                ids.add(cut);
                found += steered;
            }
        }
        return new HalfTexts(Arrays.copyOf(chosen, ids.size()), ids);
    }

    /** Documents that are named. @param numbers in the run */
    public static HalfTexts of(RunDirectory run, Tokenizer tokenizer, int... numbers) throws IOException {
        List<Document> all = RunTokens.documents(run);
        List<int[]> ids = new ArrayList<>();
        for (int number : numbers) {
            int[] own = tokenizer.encode(List.of(all.get(number).text())).get(0).ids();
            ids.add(Arrays.copyOf(own, Math.min(own.length, LENGTH)));
        }
        return new HalfTexts(numbers, ids);
    }

    private static long steered(int[] ids, Unsteered unsteered) {
        long steered = 0;
        for (int t = 0; t < ids.length; t++) {
            steered += unsteered.contains(ids[t], t == 0) ? 0 : 1;
        }
        return steered;
    }

    private static int[] shuffled(DocumentHalves halves, Half half, long seed) {
        int[] order = new int[halves.documents().count()];
        int n = 0;
        for (int ordinal = 0; ordinal < order.length; ordinal++) {
            if (halves.first()[ordinal] == (half == Half.FIRST)) {
                order[n++] = ordinal;
            }
        }
        order = Arrays.copyOf(order, n);
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = n - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** How many texts. */
    public int size() {
        return ids.size();
    }
}
