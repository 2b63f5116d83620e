package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses codes that do not fit together, and rows that are not what {@link Codes} promises. */
public final class CodesCheck {

    private CodesCheck() {}

    /** @throws UserError for the first fault, with hook point and row */
    public static void check(List<CodeRows> layers, int[] document) {
        checkDocuments(document);
        for (CodeRows codes : layers) {
            if (codes.rows() != document.length) {
                throw new UserError("the codes of " + codes.hook() + " have " + codes.rows() + " rows, but "
                        + document.length + " rows have a document; encode all hook points from the same tokens");
            }
        }
    }

    private static void checkDocuments(int[] document) {
        if (isAscending(document)) {
            return;
        }
        Set<Integer> ended = new HashSet<>();
        for (int row = 1; row < document.length; row++) {
            if (document[row] != document[row - 1]) {
                ended.add(document[row - 1]);
                if (ended.contains(document[row])) {
                    throw new UserError("row " + row + " belongs to document " + document[row]
                            + " again, which has ended before; the rows of one document must follow each other");
                }
            }
        }
    }

    private static boolean isAscending(int[] document) {
        for (int row = 1; row < document.length; row++) {
            if (document[row] < document[row - 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param first number of the first row
     * @throws UserError for the first fault, with hook point and row
     */
    static void check(Codes codes, int first) {
        for (int row = 0; row < codes.rows(); row++) {
            check(codes, row, first + row);
        }
    }

    private static void check(Codes codes, int row, int number) {
        if (codes.indptr()[row + 1] < codes.indptr()[row]) {
            throw fault(codes, number, "ends before it begins");
        }
        int before = -1;
        for (int e = codes.start(row); e < codes.start(row + 1); e++) {
            int index = codes.indices()[e];
            if (index <= before || index >= codes.dSae()) {
                throw fault(codes, number, "lists feature " + index + " after " + before + " of " + codes.dSae());
            }
            if (!Float.isFinite(codes.values()[e])) {
                throw notFinite(codes.hook(), number, index, codes.values()[e]);
            }
            before = index;
        }
    }

    static UserError notFinite(HookPoint hook, int row, int feature, float value) {
        return fault(hook, row, "has the value " + value + " for feature " + feature);
    }

    private static UserError fault(Codes codes, int row, String what) {
        return fault(codes.hook(), row, what);
    }

    private static UserError fault(HookPoint hook, int row, String what) {
        return new UserError(
                "the codes of " + hook + " are damaged: row " + row + " " + what + "; encode this hook point again");
    }
}
