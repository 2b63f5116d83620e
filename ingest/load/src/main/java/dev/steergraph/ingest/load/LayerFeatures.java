package dev.steergraph.ingest.load;

import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;

/**
 * Features of one set.
 *
 * @param hook where they were read
 * @param site where they belong
 * @param sae the set's name, such as {@code res-batchtopk-4096}
 * @param contexts the documents on which each fires most
 * @param labels by index
 * @param more what else is known of them
 */
public record LayerFeatures(
        HookPoint hook, FeatureSite site, String sae, TopContexts contexts, String[] labels, MoreProperties more) {

    /** Of which no more is known. */
    public LayerFeatures(HookPoint hook, FeatureSite site, String sae, TopContexts contexts, String[] labels) {
        this(hook, site, sae, contexts, labels, MoreProperties.NONE);
    }

    /** Firings of all its features. */
    long firings() {
        long firings = 0;
        for (int index = 0; index < labels.length; index++) {
            firings += contexts.size(index);
        }
        return firings;
    }

    FeatureSet set() {
        return new FeatureSet(hook.layer(), sae);
    }

    /** Place in the model. */
    int depth() {
        return site.depth(hook.layer());
    }

    /** The key of a feature in the graph: run, slash, printed identity. */
    String key(RunId run, String model, int index) {
        return run + "/" + new FeatureId(model, hook.layer(), sae, index);
    }
}
