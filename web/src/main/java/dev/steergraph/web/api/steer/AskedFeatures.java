package dev.steergraph.web.api.steer;

import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.steering.Change;
import dev.steergraph.steering.host.AskedFeature;
import dev.steergraph.steering.host.AskedFeature.Correlated;
import dev.steergraph.steering.host.Correcting;
import dev.steergraph.web.api.feature.Feature;
import dev.steergraph.web.api.feature.FeatureFinder;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what is asked to steer with in the graph: label, standard deviation, and neighbours. */
final class AskedFeatures {

    private record Neighbour(
            int layer,
            String sae,
            int index,
            @Nullable String label,
            @Nullable Double sd,
            double r) {}

    private final Graph graph;
    private final FeatureFinder features;

    AskedFeatures(Graph graph, FeatureFinder features) {
        this.graph = graph;
        this.features = features;
    }

    /**
     * @throws dev.steergraph.core.UserError if a text is no feature, or a strength is out of range
     * @throws dev.steergraph.web.http.Problem if the run has no such feature
     */
    List<AskedFeature> of(Run run, SteerRequest request) {
        List<AskedFeature> all = new ArrayList<>();
        for (SteerRequest.Steered one : request.features()) {
            Change change = one.what();
            String key = features.key(run, one.feature());
            Feature feature = features.details(List.of(key)).get(0);
            all.add(new AskedFeature(
                    new FeatureAddress(feature.layer(), feature.sae(), feature.index()),
                    change,
                    Objects.requireNonNullElse(feature.label(), ""),
                    Objects.requireNonNullElse(feature.sd(), 0.0),
                    request.correcting() == Correcting.NONE ? List.of() : neighbours(key, request)));
        }
        return all;
    }

    private List<Correlated> neighbours(String key, SteerRequest request) {
        Arguments arguments = Arguments.of("key", key).with("minAbsR", request.leastR());
        return graph.page("steer-neighbours", arguments, request.mostNeighbours(), Neighbour.class).items().stream()
                .map(other -> new Correlated(
                        new FeatureAddress(other.layer(), other.sae(), other.index()),
                        Objects.requireNonNullElse(other.label(), ""),
                        other.r(),
                        Objects.requireNonNullElse(other.sd(), 0.0)))
                .toList();
    }
}
