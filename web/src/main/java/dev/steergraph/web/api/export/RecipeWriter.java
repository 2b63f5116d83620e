package dev.steergraph.web.api.export;

import dev.steergraph.analytics.exchange.subgraph.Subgraph;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes features as inputs of steering tools. Vectors are in the files of a run, of which the explorer knows nothing: whoever
 * starts it knows where they are.
 */
public interface RecipeWriter {

    /** Whether the files of this run are at hand, so that {@link #recipe} can be written. */
    boolean hasVectors(String run);

    /**
     * Writes a recipe with the SAEs' vectors.
     *
     * @param coefficient multiples of each feature's largest activation; negative suppresses
     * @param blocks what the model calls its blocks in transformers, such as {@code layers}
     * @param folder where its files go, which is made
     * @throws UserError if the run has no vectors for one of the features
     */
    void recipe(Subgraph subgraph, double coefficient, String blocks, Path folder) throws IOException;

    /**
     * Writes the body of Neuronpedia's {@code POST /api/steer}, which needs the graph only.
     *
     * @param coefficient as for {@link #recipe}
     * @throws UserError if the graph does not know one feature's largest activation
     */
    void neuronpedia(Subgraph subgraph, double coefficient, Path file) throws IOException;
}
