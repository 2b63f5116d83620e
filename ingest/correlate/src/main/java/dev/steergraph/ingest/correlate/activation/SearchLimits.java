package dev.steergraph.ingest.correlate.activation;

import dev.steergraph.core.UserError;
import java.nio.file.Path;

/**
 * What a search may take for itself. The edges do not depend on it.
 *
 * @param memory bytes for sums and activations of a search over several chunks of rows
 * @param scratch folder of permuted activations, made when it is needed and removed afterwards
 * @param chunkRows rows of a chunk; {@link RowChunks#ROWS} but for tests
 */
public record SearchLimits(long memory, Path scratch, int chunkRows) {

    private static final long LEAST = 64L << 20;

    /**
     * @param scratch as in the record
     * @throws UserError if memory is less than the least
     */
    public static SearchLimits of(long memory, Path scratch) {
        if (memory < LEAST) {
            throw new UserError(memory + " bytes are too little memory for a correlation; give at least "
                            + (LEAST >> 20) + "M")
                    .in("memory");
        }
        return new SearchLimits(memory, scratch, RowChunks.ROWS);
    }

    /** Half of the memory that Java may use. */
    public static SearchLimits usual(Path scratch) {
        return of(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 2), scratch);
    }

    /** Sums of the screening step that are in memory at a time. */
    public long sums() {
        return memory / 2 / Integer.BYTES;
    }

    /** Bytes of the rows that are in memory beside them. */
    public long rows() {
        return memory / 2;
    }

    /** Bytes of lists of activations, where pairs are decided. */
    public long lists() {
        return memory / 4;
    }

    /** Pairs that are decided together. */
    public long pairs() {
        return memory / 512;
    }
}
