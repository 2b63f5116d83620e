package dev.steergraph.core.run;

import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The tokens of each document as people read them: its rows, and between them the tokens that were left out of the rows.
 *
 * <p>Letters: R rows, D documents.
 */
public final class DocumentTokens {

    private final int[] start;
    /** int[R], place of a row among its document's tokens. */
    private final int[] place;
    /** Tokens of all documents, one after the other; those of document n from {@code first[n]}. */
    private final int[] ids;

    private final int[] first;

    private DocumentTokens(int[] start, int[] place, int[] ids, int[] first) {
        this.start = start;
        this.place = place;
        this.ids = ids;
        this.first = first;
    }

    /** Every token is a row. @param start int[D + 1], first row of each document */
    public static DocumentTokens ofRows(int... start) {
        int documents = start.length - 1;
        int[] place = new int[start[documents]];
        for (int document = 0; document < documents; document++) {
            for (int row = start[document]; row < start[document + 1]; row++) {
                place[row] = row - start[document];
            }
        }
        return new DocumentTokens(start, place, new int[place.length], start);
    }

    /** Those of a run. */
    public static DocumentTokens of(RunDirectory run, RunTokens tokens) throws IOException {
        int[] start = tokens.documentStart();
        Outliers outliers = run.finished(Stages.EXTRACT).result().outliers();
        if (outliers == null || outliers.kept() || !outliers.any() || tokens.pooled()) {
            DocumentTokens rows = ofRows(start);
            return new DocumentTokens(start, rows.place, tokens.ids(), start);
        }
        return merged(tokens, start, RunTokens.positions(run), leftOut(run));
    }

    private static OutlierTokens leftOut(RunDirectory run) throws IOException {
        OutlierTokens all = OutlierTokens.NONE;
        for (Path part : run.files(Stages.EXTRACT, PartPaths.TOKENS + "/part-")) {
            all = all.and(OutlierTokens.read(Safetensors.open(part)));
        }
        return all;
    }

    /**
     * Rows and others, both in the order of the text. Positions rise inside a sequence and begin again with the next, of which
     * a document may have several.
     */
    private static DocumentTokens merged(RunTokens tokens, int[] start, int[] positions, OutlierTokens left) {
        int documents = start.length - 1;
        int[] place = new int[tokens.rows()];
        int[] ids = new int[tokens.rows() + left.size()];
        int[] first = new int[documents + 1];
        int next = 0;
        int at = 0;
        for (int document = 0; document < documents; document++) {
            first[document] = at;
            // What documents without rows have lost is shown nowhere.
            while (next < left.size() && left.document()[next] < document) {
                next++;
            }
            int row = start[document];
            int last = -1;
            while (row < start[document + 1] || next < left.size() && left.document()[next] == document) {
                boolean hasRow = row < start[document + 1];
                boolean hasOther = next < left.size() && left.document()[next] == document;
                int ofRow = hasRow ? positions[row] : Integer.MAX_VALUE;
                int ofOther = hasOther ? left.position()[next] : Integer.MAX_VALUE;
                boolean begins =
                        ofRow <= last && ofOther <= last || ofRow <= last && !hasOther || ofOther <= last && !hasRow;
                last = begins ? -1 : last;
                boolean takesRow = ofRow > last && (ofOther <= last || ofRow < ofOther);
                if (takesRow) {
                    place[row] = at - first[document];
                    ids[at++] = tokens.ids()[row];
                    last = positions[row++];
                } else {
                    ids[at++] = left.ids()[next];
                    last = left.position()[next++];
                }
            }
        }
        first[documents] = at;
        return new DocumentTokens(start, place, ids, first);
    }

    /** Ids of a document's tokens; -1 where the document is a row by itself. */
    public int[] ids(int document) {
        return Arrays.copyOfRange(ids, first[document], first[document + 1]);
    }

    /** How many they are. */
    public int length(int document) {
        return first[document + 1] - first[document];
    }

    /** First row of a document; of the number of documents, the number of rows. */
    public int firstRow(int document) {
        return start[document];
    }

    /** Documents that have rows, and those before the last of them. */
    public int documents() {
        return start.length - 1;
    }

    /** Place of a row among the tokens of its document. */
    public int place(int row) {
        return place[row];
    }
}
