package dev.steergraph.ingest.load.labels;

import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/**
 * An SAE's features in the graph.
 *
 * @param model Neuronpedia's modelId
 * @param sae the set's name, such as {@code res-batchtopk-4096}
 * @param size one more than the largest index
 * @param page of one of its features at Neuronpedia, for an SAE that is there; otherwise null
 */
record GraphSet(
        String model,
        int layer,
        HookPoint hook,
        String sae,
        int size,
        @Nullable String page) {

    static GraphSet of(Record row) {
        return new GraphSet(
                row.get("model").asString(),
                row.get("layer").asInt(),
                HookPoint.parse(row.get("hook").asString()),
                row.get("sae").asString(),
                row.get("size").asInt(),
                row.get("page").isNull() ? null : row.get("page").asString());
    }

    /** Whether an explanation is of this set's features: by Neuronpedia's name of the SAE, by ours, or by delphi's of the hook. */
    boolean isOf(Label label) {
        String name = model + "/" + source();
        boolean named = label.origin().equals(name) || label.origin().equals(published());
        boolean read = DelphiModule.of(label.set())
                .filter(module -> module.reads(hook))
                .isPresent();
        return named || label.source().equals(DelphiLabels.SOURCE) && isOfModel(label) && read;
    }

    private boolean isOfModel(Label label) {
        return label.model() == null || label.model().equals(model);
    }

    /** Our own source id, in Neuronpedia's form. */
    String source() {
        return new FeatureId(model, layer, sae, 0).source();
    }

    /** Neuronpedia's model and source. */
    private @Nullable String published() {
        return page == null ? null : page.replaceFirst("^https?://[^/]+/", "").replaceFirst("/\\d+$", "");
    }

    /** Of a feature in the graph. */
    String key(RunId run, int index) {
        return run + "/" + new FeatureId(model, layer, sae, index);
    }

    @Override
    public String toString() {
        String published = published();
        return model + "/" + source() + (published == null ? "" : " (" + published + " at Neuronpedia)");
    }
}
