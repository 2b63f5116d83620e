package dev.steergraph.analytics.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 65,536 features in four layers, a million hops: answers arrive, are simple, sorted, and within the limit. */
class LargeGraphTest {

    private static final int FEATURES = 65_536;
    private static final int HOPS = 1_000_000;

    @Test
    void tenBestPathsOfAMillionHops() {
        SteeringGraph graph = graph();
        Random random = new Random(5);
        for (int i = 0; i < 5; i++) {
            PathQuery query =
                    PathQuery.between("f" + random.nextInt(16_384), "f" + (49_152 + random.nextInt(16_384)), 10);
            List<SteeringPath> free = SteeringPaths.kBest(graph, query);
            List<SteeringPath> short6 = SteeringPaths.kBest(graph, query.withMaxHops(6));
            assertThat(free).hasSize(10);
            for (List<SteeringPath> paths : List.of(free, short6)) {
                for (int j = 0; j < paths.size(); j++) {
                    assertThat(Set.copyOf(paths.get(j).keys()))
                            .hasSameSizeAs(paths.get(j).keys());
                    assertThat(paths.get(j).product())
                            .isLessThanOrEqualTo(paths.get(Math.max(0, j - 1)).product() * (1 + 1e-9));
                }
            }
            assertThat(short6).allMatch(p -> p.hops().size() <= 6);
            assertThat(new HashSet<>(short6)).hasSameSizeAs(short6);
        }
    }

    private static SteeringGraph graph() {
        Random random = new Random(1);
        SteeringGraphBuilder builder = new SteeringGraphBuilder(PathMeasure.R);
        for (int i = 0; i < FEATURES; i++) {
            builder.feature(new FeatureNode("f" + i, i / (FEATURES / 4)));
        }
        for (int i = 0; i < HOPS; i++) {
            int a = random.nextInt(FEATURES);
            int b = random.nextInt(FEATURES);
            if (a != b) {
                double strength = 0.3 + 0.7 * Math.pow(random.nextDouble(), 3);
                builder.hop("f" + a, "f" + b, random.nextInt(10) == 0 ? -strength : strength, 0.1);
            }
        }
        return builder.build();
    }
}
