package dev.steergraph.steering.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.SilentProgress;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.steering.experiment.NeighbourSet.Member;
import dev.steergraph.steering.half.DecoderRows;
import dev.steergraph.steering.half.FirstHalf;
import dev.steergraph.steering.half.Neighbours;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Neighbours of planted codes: in each of two sets the features of a block of six are active together. */
class NeighbourSetsTest {

    private static final int FEATURES = 24;
    private static final int BLOCK = 6;
    private static final int ROWS = 4_000;
    private static final Path SAE =
            Path.of("src/test/resources/dev/steergraph/steering/parity/saes/gpt2/blocks.0.hook_resid_post");

    private static FirstHalf half;
    private static DecoderRows decoders;
    private static NeighbourSets sets;

    @BeforeAll
    static void plant() throws IOException {
        int[] document = IntStream.range(0, ROWS).map(row -> row / 20).toArray();
        int[] topic = new Random(3).ints(ROWS, 0, FEATURES / BLOCK).toArray();
        half = FirstHalf.of(
                List.of(),
                List.of(codes(0, topic), codes(1, topic)),
                document,
                new CorrelateSettings(
                        0.2,
                        5,
                        0,
                        0,
                        0,
                        null,
                        0,
                        0,
                        null,
                        false,
                        new FeatureInputs(FeatureBasis.CODES, Map.of(), Map.of())),
                2,
                new SilentProgress());
        Sae sae = SaeFolder.read(SAE);
        decoders = DecoderRows.of(
                half.space(), List.of(HookPoint.residPost(0), HookPoint.residPost(1)), List.of(sae, sae));
        sets = new NeighbourSets(half, decoders, new Neighbours(half.edges()), 0);
    }

    /** The rarer a feature of a block, the later it stands in it. */
    private static CodeRows codes(int layer, int... topic) {
        Random random = new Random(11 + layer);
        long[] indptr = new long[ROWS + 1];
        List<Integer> indices = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int f = 0; f < FEATURES; f++) {
                boolean on = f / BLOCK == topic[row] && random.nextDouble() < 0.95 - 0.1 * (f % BLOCK);
                if (on) {
                    indices.add(f);
                    values.add(1 + 0.1f * random.nextFloat());
                }
            }
            indptr[row + 1] = indices.size();
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return new Codes(
                HookPoint.residPost(layer),
                FEATURES,
                ROWS,
                indptr,
                indices.stream().mapToInt(Integer::intValue).toArray(),
                all);
    }

    private static int[] features(List<Member> members) {
        return members.stream().mapToInt(Member::feature).toArray();
    }

    @Test
    void neighboursAreThoseThatCorrelateTheClosestFirst() {
        NeighbourSet found = sets.byGraph(7);
        assertThat(features(found.same())).containsExactlyInAnyOrder(6, 8, 9, 10, 11);
        assertThat(features(found.later())).containsExactlyInAnyOrder(30, 31, 32, 33, 34, 35);
        for (List<Member> part : List.of(found.same(), found.later())) {
            assertThat(part)
                    .isSortedAccordingTo((one, other) -> Double.compare(other.weight(), one.weight()))
                    .allMatch(member -> member.weight() > 0.2);
        }
    }

    @Test
    void randomOnesAreAsManyWithTheSameWeightsAndNoneOfTheOthers() {
        NeighbourSet graph = sets.byGraph(7);
        NeighbourSet random = sets.random(7, graph);
        assertThat(random.same().stream().map(Member::weight))
                .containsExactlyInAnyOrderElementsOf(
                        graph.same().stream().map(Member::weight).toList());
        assertThat(features(random.same())).doesNotHaveDuplicates().doesNotContain(6, 7, 8, 9, 10, 11);
        assertThat(random.same()).allMatch(member -> member.feature() < FEATURES);
        assertThat(random.later()).hasSize(6).allMatch(member -> member.feature() >= FEATURES);
        assertThat(features(random.later())).doesNotContain(30, 31, 32, 33, 34, 35);
        assertThat(sets.random(7, graph)).isEqualTo(random);
    }

    @Test
    void theNearestByCosineAreAsManyAndNearerThanAnyOther() {
        NeighbourSet graph = sets.byGraph(7);
        NeighbourSet cosine = sets.byCosine(7, graph);
        assertThat(cosine.same()).hasSize(5);
        double least = cosine.same().get(4).weight();
        assertThat(IntStream.range(0, FEATURES)
                        .filter(f -> f != 7 && decoders.cosine(7, f) > least)
                        .count())
                .isEqualTo(4);
        assertThat(cosine.later()).hasSize(6);
        assertThat(cosine.later().get(0))
                .as("the other set has the same directions")
                .isEqualTo(new Member(31, 1));
        assertThat(sets.reader(7, 1)).isEqualTo(31);
    }

    @Test
    void shuffledOnesAreAnotherFeaturesNeighbours() {
        NeighbourSet graph = sets.byGraph(7);
        NeighbourSet other = sets.shuffled(7, graph, 6, 7, 14);
        assertThat(features(other.same())).containsExactlyInAnyOrder(12, 13, 15, 16, 17);
        assertThat(sets.shuffled(7, graph, 6, 7).same()).as("no other is left").isEmpty();
    }
}
