package dev.steergraph.ingest.extract.row;

import dev.steergraph.core.run.OutlierTokens;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the outliers of a part and leaves them out of its rows.
 *
 * <p>All hook points have the same rows, as correlation between layers needs: a token that is an outlier at any of them is no
 * row at all. A mean needs that of documents only: a token is left out of the means of the hook points at which it is an
 * outlier, and a document goes if nothing of it is left at one of them.
 */
public final class OutlierSearch {

    private final OutlierLimits limits;

    public OutlierSearch(OutlierLimits limits) {
        this.limits = limits;
    }

    /** @param part with first tokens left out already, if they are */
    public OutlierTokens in(TextPart part, TokenNorms norms) {
        List<int[]> places = new ArrayList<>();
        for (int s = 0; s < part.sequences().size(); s++) {
            Sequence sequence = part.sequences().get(s);
            for (int t = 0; t < sequence.length(); t++) {
                boolean row = sequence.document()[t] >= 0;
                if (sequence.isLeftOut(t) || row && limits.exceeds(norms, s, t)) {
                    places.add(new int[] {s, t});
                }
            }
        }
        if (places.isEmpty()) {
            return OutlierTokens.NONE;
        }
        int hooks = limits.hooks().size();
        int[] ids = new int[places.size()];
        long[] document = new long[ids.length];
        int[] position = new int[ids.length];
        float[] found = new float[ids.length * hooks];
        for (int i = 0; i < ids.length; i++) {
            int s = places.get(i)[0];
            int t = places.get(i)[1];
            ids[i] = part.sequences().get(s).ids()[t];
            document[i] = part.sequences().get(s).documentOf(t);
            position[i] = t;
            for (int hook = 0; hook < hooks; hook++) {
                found[i * hooks + hook] = norms.of(hook, s, t);
            }
        }
        return new OutlierTokens(ids, document, position, found);
    }

    /** The part with the rows that stay: the part itself if all do. A row is a token. */
    public TextPart without(TextPart part, TokenNorms norms) {
        if (limits.kept()) {
            return part;
        }
        List<Sequence> left = new ArrayList<>();
        int rows = 0;
        for (int s = 0; s < part.sequences().size(); s++) {
            int number = s;
            Sequence sequence = part.sequences().get(s).without(t -> limits.exceeds(norms, number, t));
            left.add(sequence);
            rows += sequence.rows();
        }
        return rows == part.rows() ? part : part.with(left, rows);
    }

    /** The same where a row is a document. @param empty documents of the part, from 0, of which nothing is left */
    public static TextPart without(TextPart part, boolean[] empty) {
        int rows = 0;
        for (boolean gone : empty) {
            rows += gone ? 0 : 1;
        }
        if (rows == part.rows()) {
            return part;
        }
        List<Sequence> left = part.sequences().stream()
                .map(sequence -> sequence.without(t -> empty[(int) (sequence.document()[t] - part.firstDocument())]))
                .toList();
        return part.with(left, rows);
    }

    /** Rows of the part, from 0, that the other has as well. @param documents whether a row is a document */
    public static int[] kept(TextPart part, TextPart left, boolean documents) {
        int[] kept = new int[left.rows()];
        int n = 0;
        int row = -1;
        int last = -1;
        for (int s = 0; s < part.sequences().size(); s++) {
            int[] before = part.sequences().get(s).document();
            int[] after = left.sequences().get(s).document();
            for (int t = 0; t < before.length; t++) {
                if (before[t] < 0 || documents && before[t] == last) {
                    continue;
                }
                last = before[t];
                row++;
                if (after[t] >= 0) {
                    kept[n++] = row;
                }
            }
        }
        return n == kept.length ? kept : Arrays.copyOf(kept, n);
    }
}
