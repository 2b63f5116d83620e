package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a run's features, whatever counts as one. */
public interface FeatureReader {

    /** Of latents of SAEs. */
    static FeatureReader ofCodes(RunDirectory run, CodeSetSpec sets) {
        return new CodeFeatures(run, sets);
    }

    /** Of raw dimensions of the activations. Every row fires unless its value is exactly 0. */
    static FeatureReader ofActivations(RunDirectory run) {
        return new RawFeatures(run);
    }

    /** Of what a stage read. */
    static FeatureReader of(RunDirectory run, FeatureInputs inputs) {
        return switch (inputs.basis()) {
            case CODES -> ofCodes(run, CodeSetSpec.of(run, inputs));
            case ACTIVATIONS -> ofActivations(run);
        };
    }

    /**
     * The same, if it is still what that stage read.
     *
     * @throws UserError if the run was encoded or extracted again since, so that edges are of other features
     */
    static FeatureReader unchanged(RunDirectory run, FeatureInputs inputs) {
        FeatureReader features = of(run, inputs);
        if (!features.checksums().equals(inputs.checksums())) {
            throw new UserError("The correlations of run " + run.root()
                    + " are of features that were made again since, with other values; run \""
                    + Stages.CORRELATE.command() + " --run " + run.root() + "\" first.");
        }
        return features;
    }

    /** The features of every set, row by row; by layer, depth of the site, name. */
    List<CodeRows> read() throws IOException;

    /** Checksums of what {@link #read} gives, by id of the set of codes, or by hook point. */
    Map<String, String> checksums();

    /** One checksum of all these. */
    default String checksum() {
        byte[] all = new TreeMap<>(checksums()).toString().getBytes(StandardCharsets.UTF_8);
        return Sha256.of(all);
    }
}
