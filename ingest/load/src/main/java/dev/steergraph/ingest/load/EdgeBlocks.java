package dev.steergraph.ingest.load;

import dev.steergraph.core.table.EdgeList;
import java.util.Arrays;

/**
 * Edges in blocks, such that the blocks of one round have no feature in common: several writers may take one each, and none
 * waits for a lock that another holds.
 *
 * <p>Features are dealt into 2w groups, and the groups meet like teams in a tournament (the circle method): 2w − 1 rounds of w
 * pairs, each pair once. Edges inside a group go with its pair of the first round.
 */
final class EdgeBlocks {

    private final int writers;
    /** Edges by round · writers + place, each ascending. */
    private final int[][] blocks;

    private EdgeBlocks(int writers, int[][] blocks) {
        this.writers = writers;
        this.blocks = blocks;
    }

    static EdgeBlocks of(EdgeList edges, int writers) {
        int[][] blockOf = pairs(writers);
        int groups = 2 * writers;
        int[] block = new int[edges.size()];
        int[] count = new int[(groups - 1) * writers];
        for (int e = 0; e < block.length; e++) {
            int source = edges.source()[e] % groups;
            int target = edges.target()[e] % groups;
            block[e] = blockOf[source][target];
            count[block[e]]++;
        }
        int[][] blocks = Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
        int[] filled = new int[count.length];
        for (int e = 0; e < block.length; e++) {
            blocks[block[e]][filled[block[e]]++] = e;
        }
        return new EdgeBlocks(writers, blocks);
    }

    /** @return int[2w][2w], round · w + place of each pair of groups */
    private static int[][] pairs(int writers) {
        int groups = 2 * writers;
        int[][] at = new int[groups][groups];
        for (int round = 0; round < groups - 1; round++) {
            for (int place = 0; place < writers; place++) {
                int one = place == 0 ? groups - 1 : (round + place) % (groups - 1);
                int other = (round + groups - 1 - place) % (groups - 1);
                at[one][other] = at[other][one] = round * writers + place;
                if (round == 0) {
                    at[one][one] = at[other][other] = place;
                }
            }
        }
        return at;
    }

    int rounds() {
        return blocks.length / writers;
    }

    int writers() {
        return writers;
    }

    /** Numbers of the edges that a writer takes in a round. */
    int[] block(int round, int writer) {
        return blocks[round * writers + writer];
    }
}
