package dev.steergraph.ingest.correlate.synthetic;

import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.Stage;

/**
 * What decides synthetic codes: those of {@link SyntheticShape}.
 *
 * @param model always {@code synthetic}
 */
record SyntheticSettings(String model, int features, int layers, int rows, int active, long seed) {

    /** The name of what stands in the place of a model. */
    static final String MODEL = "synthetic";

    /** Stands for the extraction, of which it leaves the rows. */
    static final Stage<SyntheticSettings, ExtractResult> EXTRACT =
            new Stage<>("extract", SyntheticSettings.class, ExtractResult.class, "steergraph bench-codes");

    /** Stands for the encoding, of which it leaves the codes. */
    static final Stage<SyntheticSettings, EncodeResult> ENCODE =
            new Stage<>("encode", SyntheticSettings.class, EncodeResult.class, "steergraph bench-codes");

    static SyntheticSettings of(SyntheticShape shape) {
        return new SyntheticSettings(
                MODEL, shape.features(), shape.layers(), shape.rows(), shape.active(), shape.seed());
    }
}
