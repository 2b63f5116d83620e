package dev.steergraph.core.feature;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where the decoders of SAEs are found. Reading them takes the formats of SAEs, which not every stage knows. */
public interface DecoderSource {

    /** Knows no SAE. */
    DecoderSource NONE = new DecoderSource() {
        @Override
        public OfRun ofRun(RunDirectory run, CodeSetSpec sets) {
            return new OfRun(Decoders.NONE, Map.of());
        }

        @Override
        public Decoders ofFolders(Map<FeatureSet, Path> folders) {
            return Decoders.NONE;
        }
    };

    /**
     * Those that made a run's codes, as far as they are still on this machine.
     *
     * @param sets whose decoders are wanted
     */
    OfRun ofRun(RunDirectory run, CodeSetSpec sets) throws IOException;

    /** @param folders of SAEs, by set */
    Decoders ofFolders(Map<FeatureSet, Path> folders);

    /**
     * Decoders of a run.
     *
     * @param sha256 of the SAEs' weights, by id of the set of codes
     */
    record OfRun(Decoders decoders, Map<String, String> sha256) {}
}
