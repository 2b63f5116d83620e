package dev.steergraph.web;

import dev.steergraph.core.id.FeatureId;

/**
 * The run that a request is about.
 *
 * @param id its name, the first part of its features' keys
 * @param model the model whose features it holds
 */
record Run(String id, String model) {

    String key(FeatureId feature) {
        return id + "/" + feature;
    }
}
