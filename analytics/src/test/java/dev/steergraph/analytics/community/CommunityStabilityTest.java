package dev.steergraph.analytics.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steergraph.analytics.fixture.PlantedRun;
import dev.steergraph.analytics.fixture.SharedGraph;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.table.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedGraph.class)
class CommunityStabilityTest {

    private static final int[] LAYERS = {1, 3, 5};

    private static final FeatureSpace SPACE = FeatureSpace.of(
            IntStream.of(LAYERS)
                    .mapToObj(layer -> new FeatureSet(layer, "res-batchtopk-64"))
                    .toList(),
            new int[] {20, 20, 20});

    @Test
    void plantedGroupsStayWhateverTheSeed(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("stable", 4, 15);
        planted.load(graph, 1);
        SeedStability stability = CommunityStability.overSeeds(
                graph.driver(), graph.database(), new RunId("stable"), CommunityParameters.DEFAULT, 4);
        assertThat(stability.ari()).isEqualTo(1);
        assertThat(stability.minNmi()).isCloseTo(1, within(1e-12));
        assertThat(stability.jaccard()).containsExactly(1.0, 1.0, 1.0, 1.0);
    }

    @Test
    void splitHalvesThatAgreeHaveAnAriOfOneAndAMixedOneHasNot(GraphConnection graph) {
        PlantedRun planted = new PlantedRun("halves", 4, 15);
        planted.load(graph, 1);
        ExternalEdges same = groups(planted, 1, 0);
        SplitHalfStability agree = halves(graph, same, groups(planted, 2, 0));
        assertThat(agree.agreement().ari()).isEqualTo(1);
        assertThat(agree.agreement().things()).isEqualTo(60);
        assertThat(agree.jaccard()).containsExactly(1.0, 1.0, 1.0, 1.0);

        // In the second half, every feature stands in the group of another.
        SplitHalfStability mixed = halves(graph, same, groups(planted, 2, 7));
        assertThat(mixed.agreement().ari()).isBetween(-0.2, 0.5);
        assertThat(mixed.jaccard()).allMatch(j -> j < 0.8);

        assertThat(CommunityStability.modularity(graph.driver(), graph.database(), same, CommunityParameters.DEFAULT))
                .isCloseTo(0.75, within(0.02));
        assertThat(halves(graph, same, new ExternalEdges(SPACE, new int[0], new int[0], new double[0]))
                        .agreement()
                        .things())
                .isZero();
    }

    private static SplitHalfStability halves(GraphConnection graph, ExternalEdges first, ExternalEdges second) {
        return CommunityStability.overSplitHalf(
                graph.driver(), graph.database(), new RunId("halves"), CommunityParameters.DEFAULT, first, second);
    }

    /** Two thirds of all pairs of each planted group, and a negative edge between groups; features moved by a shuffle if asked. */
    private static ExternalEdges groups(PlantedRun planted, long seed, long shuffle) {
        Random random = new Random(seed);
        List<Integer> feature = new ArrayList<>();
        for (int i = 0; i < planted.features(); i++) {
            feature.add(i);
        }
        if (shuffle != 0) {
            Collections.shuffle(feature, new Random(shuffle));
        }
        List<int[]> ends = new ArrayList<>();
        for (int a = 0; a < planted.features(); a++) {
            for (int b = a + 1; b < planted.features(); b++) {
                if (a % planted.groups() == b % planted.groups() && random.nextInt(3) > 0) {
                    ends.add(new int[] {place(feature.get(a)), place(feature.get(b))});
                }
            }
        }
        ends.add(new int[] {place(0), place(1)});
        double[] r = new double[ends.size()];
        Arrays.fill(r, 0.6);
        r[r.length - 1] = -0.9;
        return new ExternalEdges(
                SPACE,
                ends.stream().mapToInt(e -> e[0]).toArray(),
                ends.stream().mapToInt(e -> e[1]).toArray(),
                r);
    }

    private static int place(int i) {
        return SPACE.find(SPACE.sets().get(i % 3), i / 3).orElseThrow();
    }
}
