package dev.steergraph.bench.extraction;

/**
 * The sizes of a GPT-2 and the work of a pass. A feed-forward layer is four times as wide as the residual stream.
 *
 * @param layers blocks
 * @param width d_model
 * @param vocabulary tokens
 * @param positions longest context
 */
record Geometry(int layers, int width, int heads, int vocabulary, int positions) {

    /** GPT-2 small: 124M weights. */
    static final Geometry GPT2_SMALL = new Geometry(12, 768, 12, 50_257, 1024);

    static final Geometry MINILM = new Geometry(6, 384, 12, 30_522, 512);

    /** The matrices of a block, {in, out}: queries, keys and values at once, attention's output, up, down. */
    int[][] matrices() {
        return new int[][] {{width, 3 * width}, {width, width}, {width, 4 * width}, {4 * width, width}};
    }

    /** 10⁹ multiplications and additions for each token in the matrices of a block. */
    double gigaflopOfMatrices() {
        double weights = 0;
        for (int[] matrix : matrices()) {
            weights += (double) matrix[0] * matrix[1];
        }
        return 2 * weights / 1e9;
    }

    /** The same in some blocks, attention's two products over the whole context included. */
    double gigaflop(int blocks, int context) {
        return blocks * (gigaflopOfMatrices() + 2 * 2.0 * context * width / 1e9);
    }

    /** The same in the projection to the vocabulary. */
    double gigaflopOfHead() {
        return 2.0 * width * vocabulary / 1e9;
    }
}
