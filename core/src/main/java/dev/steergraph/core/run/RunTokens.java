package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a run: which token each is, and of which document.
 *
 * @param ids int[rows]; -1 where a row is a whole document
 * @param document int[rows], not falling
 * @param partRows rows of each part
 */
public record RunTokens(int[] ids, int[] document, int[] partRows) {

    /** As many as an array holds. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /** @throws UserError if a file is damaged, or contradicts another one or run.json */
    public static RunTokens read(RunDirectory run) throws IOException {
        long rows = run.finished(Stages.EXTRACT).result().rows();
        if (rows > MOST) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "Run %s has %,d rows, more than the %,d whose tokens can be in memory at once; give a run of fewer"
                            + " tokens for this.",
                    run.root(),
                    rows,
                    MOST));
        }
        TokenParts parts = TokenParts.open(run);
        List<int[]> ids = parts.ids();
        int[] partRows = ids.stream().mapToInt(part -> part.length).toArray();
        RunTokens tokens = new RunTokens(join(ids), join(parts.documents()), partRows);
        long documents = run.finished(Stages.EXTRACT).result().documents();
        if (tokens.documentCount() > documents) {
            throw new UserError("The rows of " + run.root().resolve(PartPaths.TOKENS) + " are of "
                    + tokens.documentCount() + " documents, run.json says " + documents + "; run \""
                    + Stages.EXTRACT.command() + "\" with the same options again.");
        }
        return tokens;
    }

    public int rows() {
        return ids.length;
    }

    /** The first row of a part; of the number of parts, the number of rows. */
    public int firstRow(int part) {
        return Arrays.stream(partRows, 0, part).sum();
    }

    /** The place of each row in the sequence that the model read, special tokens counted; -1 for a whole document. */
    public static int[] positions(RunDirectory run) throws IOException {
        return join(TokenParts.open(run).positions());
    }

    /** Whether each row is a mean over a document. */
    public boolean pooled() {
        return rows() > 0 && ids[0] < 0;
    }

    public int documentCount() {
        return rows() == 0 ? 0 : document[rows() - 1] + 1;
    }

    /** First row of each document, and the number of rows at the end: int[documents + 1]. */
    public int[] documentStart() {
        int[] start = new int[documentCount() + 1];
        Arrays.fill(start, rows());
        for (int r = rows() - 1; r >= 0; r--) {
            start[document[r]] = r;
        }
        for (int document = start.length - 2; document >= 0; document--) {
            // A document of which every row was left out has none, where the next one begins.
            start[document] = Math.min(start[document], start[document + 1]);
        }
        return start;
    }

    /** The texts of the run's documents, by number. */
    public static List<Document> documents(RunDirectory run) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path file : run.files(Stages.EXTRACT, PartPaths.TOKENS + "/documents-")) {
            DocumentLines.read(file, documents);
        }
        return documents;
    }

    private static int[] join(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
