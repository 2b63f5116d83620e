package dev.steergraph.ingest.correlate.kernel;

/** Where in a {@link CandidateBucket} a feature's activation finds the features behind it, and its own q, in 64 bits. */
final class Visit {

    /** Entries of a page at most; 512 MB. */
    static final int PAGE = 1 << 27;

    /** Pages at most. */
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
