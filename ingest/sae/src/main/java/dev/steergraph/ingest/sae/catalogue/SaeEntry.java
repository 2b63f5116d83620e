package dev.steergraph.ingest.sae.catalogue;

import dev.steergraph.ingest.sae.Normalization;
import java.util.Optional;

/**
 * A published SAE, as SAELens' list of releases has it.
 *
 * @param release name of the set
 * @param id name in the set
 * @param repository on the Hugging Face hub
 * @param path folder or file there
 * @param model that it was trained on, as the list calls it
 * @param loader what reads it: SAELens' {@code conversion_func}, {@code sae_lens} for its own format
 * @param centered whether the model's writing weights were centred
 * @param normalization of activations, where the list overrides what the files say
 * @param neuronpedia its model and source there, such as {@code gemma-2-2b/12-gemmascope-res-16k}
 * @param l0 mean number of active features a token
 * @param factor by which activations were scaled, {@code norm_scaling_factor}
 * @param dIn width of what it reads, where SAELens' loader says it without the files
 */
public record SaeEntry(
        String release,
        String id,
        String repository,
        String path,
        String model,
        String loader,
        boolean centered,
        Optional<Normalization> normalization,
        Optional<String> neuronpedia,
        Optional<Double> l0,
        Optional<Float> factor,
        Optional<Integer> dIn) {

    /** SAELens' name for it, as {@code --sae} takes it. */
    public String name() {
        return release + "/" + id;
    }

    SaeEntry withL0(Optional<Double> known) {
        return new SaeEntry(
                release, id, repository, path, model, loader, centered, normalization, neuronpedia, known, factor, dIn);
    }
}
