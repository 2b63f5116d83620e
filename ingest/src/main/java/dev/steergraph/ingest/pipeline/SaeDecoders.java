package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.correlate.Decoders;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Decoders of SAEs on disk.
 *
 * @param folders by layer, as {@link SaeFolder#read} takes them
 */
record SaeDecoders(Map<Integer, Path> folders) implements Decoders {

    @Override
    public float[][] of(int layer) throws IOException {
        if (!folders.containsKey(layer)) {
            return new float[0][];
        }
        Sae sae = SaeFolder.read(folders.get(layer));
        StoredTensor decoder = sae.decoder();
        float[][] rows = new float[sae.dSae()][sae.dIn()];
        for (int f = 0; f < rows.length; f++) {
            decoder.floats((long) f * sae.dIn(), FloatBuffer.wrap(rows[f]));
        }
        return rows;
    }
}
