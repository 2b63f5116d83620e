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
     */
    static List<Sequence> of(Tokenizer tokenizer, int[] body, int number, boolean split) {
        List<Sequence> sequences = new ArrayList<>();
        int room = tokenizer.room();
        int end = split ? body.length : Math.min(body.length, room);
        for (int from = 0; from < end; from += room) {
            int[] ids = Arrays.copyOfRange(body, from, Math.min(end, from + room));
            int[] document = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                document[i] = tokenizer.isSpecial(ids[i]) ? -1 : number;
            }
            Sequence sequence = enclosed(tokenizer, ids, document);
            if (sequence.rows() > 0) {
                sequences.add(sequence);
            }
        }
        return sequences;
    }

    /** With the special tokens that the model wants around text. */
    static Sequence enclosed(Tokenizer tokenizer, int[] body, int[] document) {
        int[] ids = tokenizer.enclose(body);
        int[] all = new int[ids.length];
        Arrays.fill(all, -1);
        System.arraycopy(document, 0, all, tokenizer.before(), document.length);
        return new Sequence(ids, all);
    }
}
