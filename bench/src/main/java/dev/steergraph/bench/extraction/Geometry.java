package dev.steergraph.bench.extraction;

import dev.steergraph.core.UserError;
import java.util.List;

/**
 * The sizes of a GPT-2 and the work of a pass. A feed-forward layer is four times as wide as the residual stream.
 *
 * @param layers blocks
 * @param width d_model
 * @param vocabulary tokens
 * @param positions longest context
 */
record Geometry(int layers, int width, int heads, int vocabulary, int positions) {

    private static final int GPT2_POSITIONS = 1024;

    /** @throws UserError if they are not the four numbers of {@code --geometry} */
    static Geometry of(List<Integer> numbers) {
        if (numbers.size() != 4 || numbers.contains(0) || numbers.get(1) % numbers.get(2) != 0) {
            throw new UserError("--geometry " + numbers + " should be blocks, width, heads and vocabulary, such as"
                    + " 12,768,12,50257, with a width that the heads divide.");
        }
        return new Geometry(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), GPT2_POSITIONS);
    }

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
