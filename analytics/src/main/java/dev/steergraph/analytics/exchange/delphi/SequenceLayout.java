package dev.steergraph.analytics.exchange.delphi;

import dev.steergraph.core.UserError;

/**
 * Where rows lie in sequences of equal length. Letters: S sequences of C tokens.
 *
 * @param sequence int[rows]
 * @param position int[rows], special tokens counted
 * @param sequences S
 * @param context C, a multiple of {@value #EXAMPLE}, which is what delphi cuts examples to
 */
record SequenceLayout(int[] sequence, int[] position, int sequences, int context) {

    private static final int EXAMPLE = 32;

    /**
     * Finds the sequences again that a model read.
     *
     * @param document int[rows]
     * @param position int[rows], rising in a sequence
     * @param packed whether a sequence may hold several documents
     * @throws UserError if rows are no tokens
     */
    static SequenceLayout of(int[] document, int[] position, boolean packed) {
        int[] sequence = new int[position.length];
        int length = 0;
        for (int r = 0; r < position.length; r++) {
            if (position[r] < 0) {
                throw new UserError("The run's rows are whole documents; delphi's caches are of tokens, so extract"
                        + " them without pooling.");
            }
            length = Math.max(length, position[r] + 1);
            boolean begins = r > 0 && (position[r] <= position[r - 1] || !packed && document[r] != document[r - 1]);
            sequence[r] = r == 0 ? 0 : sequence[r - 1] + (begins ? 1 : 0);
        }
        int sequences = sequence.length == 0 ? 0 : sequence[sequence.length - 1] + 1;
        return new SequenceLayout(sequence, position, sequences, (length + EXAMPLE - 1) / EXAMPLE * EXAMPLE);
    }
}
