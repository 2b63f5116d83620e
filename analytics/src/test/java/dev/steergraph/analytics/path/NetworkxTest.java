package dev.steergraph.analytics.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The best paths are those of networkx' {@code shortest_simple_paths}; make_paths.py wrote them. */
class NetworkxTest {

    @Test
    void pathsAreThoseOfNetworkx() throws IOException {
        JsonNode file;
        try (InputStream in = NetworkxTest.class.getResourceAsStream("paths.json")) {
            file = new ObjectMapper().readTree(in);
        }
        List<FeatureNode> features = new ArrayList<>();
        file.get("features")
                .forEach(f -> features.add(new FeatureNode(
                        f.get("key").asText(),
                        f.get("layer").asInt(),
                        f.get("community").asInt(),
                        1)));
        List<Hop> hops = new ArrayList<>();
        file.get("hops")
                .forEach(h -> hops.add(new Hop(
                        h.get("source").asText(),
                        h.get("target").asText(),
                        h.get("r").asDouble(),
                        0)));
        SteeringGraph graph = SteeringGraph.of(features, hops);
        int paths = 0;
        for (JsonNode expected : file.get("queries")) {
            List<SteeringPath> actual = SteeringPaths.kBest(graph, query(expected));
            assertThat(actual.stream().map(SteeringPath::keys).toList()).isEqualTo(keys(expected.get("paths")));
            for (int i = 0; i < actual.size(); i++) {
                double product =
                        expected.get("paths").get(i).get("signedProduct").asDouble();
                assertThat(actual.get(i).signedProduct()).isCloseTo(product, within(1e-12));
            }
            paths += actual.size();
        }
        assertThat(paths).isGreaterThan(60);
    }

    private static PathQuery query(JsonNode q) {
        return new PathQuery(
                Set.copyOf(strings(q.get("from"))),
                q.get("to").asText(),
                q.get("k").asInt(),
                optional(q.get("maxHops")),
                q.path("minAbsR").asDouble(0),
                q.has("excluded") ? new HashSet<>(strings(q.get("excluded"))) : Set.of(),
                optional(q.get("community")));
    }

    private static OptionalInt optional(JsonNode number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number.asInt());
    }

    private static List<List<String>> keys(JsonNode paths) {
        List<List<String>> keys = new ArrayList<>();
        paths.forEach(path -> keys.add(strings(path.get("keys"))));
        return keys;
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(s -> strings.add(s.asText()));
        return strings;
    }
}
