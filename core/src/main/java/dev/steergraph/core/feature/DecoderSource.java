package dev.steergraph.core.feature;

import dev.steergraph.core.id.HookPoint;
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
        public Decoders ofFolders(Map<Integer, Path> folders) {
            return Decoders.NONE;
        }
    };

    /**
     * Those that made a run's codes, as far as they are still on this machine.
     *
     * @param sets which SAE stands for each hook point
     */
    OfRun ofRun(RunDirectory run, CodeSetSpec sets) throws IOException;

    /** @param folders by layer */
    Decoders ofFolders(Map<Integer, Path> folders);

    /**
     * Decoders of a run.
     *
     * @param sha256 of the SAEs' weights, by hook point
     */
    record OfRun(Decoders decoders, Map<HookPoint, String> sha256) {}
}
