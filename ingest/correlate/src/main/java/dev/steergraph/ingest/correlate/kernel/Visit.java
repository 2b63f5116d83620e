package dev.steergraph.ingest.correlate.kernel;

/**
 * An activation of a feature in a {@link CandidateBucket}: where the entries after it are, and its own q, in 64 bits.
 */
final class Visit {

    /** Maximum number of entries of a page; 512 MB. */
    static final int PAGE = 1 << 27;

    /** Maximum number of pages. */
    static final int PAGES = 1 << 4;

    private Visit() {}

    /**
     * @param page below {@link #PAGES}
     * @param begin below {@link #PAGE}
     * @param length 0 to 65,536
     * @param q of 16 bits, with its sign
     */
    static long of(int page, int begin, int length, int q) {
        return ((long) page << 60) | ((long) begin << 33) | ((long) length << 16) | (q & 0xFFFF);
    }

    static int page(long visit) {
        return (int) (visit >>> 60);
    }

    static int begin(long visit) {
        return (int) (visit >>> 33) & (PAGE - 1);
    }

    static int length(long visit) {
        return (int) (visit >>> 16) & 0x1FFFF;
    }

    static int q(long visit) {
        return (short) visit;
    }
}
