package dev.steergraph.ingest.load;

import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.ContextDocument;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureTable;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A run, ready for the graph.
 *
 * @param fingerprint of all that follows: the same one again needs no loading
 * @param run its id
 * @param model its model's id
 * @param dModel the model's width
 * @param modelLayers the model's number of blocks
 * @param properties of the Run node
 * @param features moments of all features
 * @param edges all edges
 * @param details of the edges, by {@link dev.steergraph.core.table.EdgeColumn#DETAILS}, NaN for no value; none if the run has none
 * @param layers one for each set, in the order of the features
 * @param documents by number
 */
public record LoadInput(
        String fingerprint,
        RunId run,
        String model,
        int dModel,
        int modelLayers,
        RunProperties properties,
        FeatureTable features,
        EdgeList edges,
        double[][] details,
        List<LayerFeatures> layers,
        IntFunction<ContextDocument> documents) {

    /** The key of a feature, by its number. */
    String key(int feature) {
        return layers.get(features.space().place(feature)).key(run, model, features.index(feature));
    }

    /** The id of a document's Context node: run, slash, number. */
    String contextId(int document) {
        return run + "/" + document;
    }
}
