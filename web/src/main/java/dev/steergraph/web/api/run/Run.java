package dev.steergraph.web.api.run;

import dev.steergraph.core.id.FeatureId;

/**
 * The run that a request is about.
 *
 * @param id its name, the first part of its features' keys
 * @param model the model whose features it holds
 */
public record Run(String id, String model) {

    public String key(FeatureId feature) {
        return id + "/" + feature;
    }
}
