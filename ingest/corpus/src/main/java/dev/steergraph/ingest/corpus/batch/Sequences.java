package dev.steergraph.ingest.corpus.batch;

import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes sequences of documents that stand by themselves. */
final class Sequences {

    private Sequences() {}

    /**
     * A document's sequences; empty if it has no rows.
     *
     * @param split whether what is beyond the context makes further sequences, rather than being cut off
     * @param withoutFirst whether the first token of a sequence is left out of the rows
     */
    static List<Sequence> of(Tokenizer tokenizer, int[] body, int number, boolean split, boolean withoutFirst) {
        List<Sequence> sequences = new ArrayList<>();
        int room = tokenizer.room();
        int end = split ? body.length : Math.min(body.length, room);
        for (int from = 0; from < end; from += room) {
            int[] ids = Arrays.copyOfRange(body, from, Math.min(end, from + room));
            int[] document = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                document[i] = tokenizer.isSpecial(ids[i]) ? -1 : number;
            }
            Sequence sequence = enclosed(tokenizer, ids, document, withoutFirst);
            if (sequence.rows() > 0) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }

    /** With the special tokens that the model wants around text. */
    static Sequence enclosed(Tokenizer tokenizer, int[] body, int[] document, boolean withoutFirst) {
        int[] ids = tokenizer.enclose(body);
        int[] all = new int[ids.length];
        Arrays.fill(all, -1);
        System.arraycopy(document, 0, all, tokenizer.before(), document.length);
        Sequence sequence = new Sequence(ids, all);
        return withoutFirst ? sequence.without(t -> t == 0) : sequence;
    }
}
