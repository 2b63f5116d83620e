package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rows of a run by its parts, for who takes part after part: one of them at a time is in memory.
 *
 * @param parts their files
 * @param partRows rows of each part
 */
public record PartTokens(TokenParts parts, int[] partRows) {

    /** @throws UserError if a file is damaged, or contradicts another one or run.json */
    public static PartTokens open(RunDirectory run) throws IOException {
        TokenParts parts = TokenParts.open(run);
        return new PartTokens(parts, parts.rows());
    }

    /** How many parts there are. */
    public int count() {
        return partRows.length;
    }

    /** Of all parts. */
    public long rows() {
        return firstRow(count());
    }

    /** The first row of a part; of the number of parts, the number of rows. */
    public long firstRow(int part) {
        return Arrays.stream(partRows, 0, part).asLongStream().sum();
    }

    /** int[rows], the document of each row of a part. */
    public int[] documents(int part) throws IOException {
        return parts.documents(part, 0);
    }
}
