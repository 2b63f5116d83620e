package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.feature.DecoderSource;
import dev.steergraph.core.feature.Decoders;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoders of SAEs on disk, in every format that {@link SaeFolder#read} takes. */
public final class SaeDecoders implements DecoderSource {

    @Override
    public OfRun ofRun(RunDirectory run, CodeSetSpec sets) throws IOException {
        RunSaes saes = RunSaes.of(run, sets);
        return new OfRun(ofFolders(saes.folders()), saes.sha256());
    }

    @Override
    public Decoders ofFolders(Map<FeatureSet, Path> folders) {
        return set -> rows(folders.get(set));
    }

    private static float[][] rows(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return new float[0][];
        }
        Sae sae = SaeFolder.read(folder);
        StoredTensor decoder = sae.decoder();
        float[][] rows = new float[sae.dSae()][sae.dOut()];
        for (int f = 0; f < rows.length; f++) {
            decoder.floats((long) f * sae.dOut(), FloatBuffer.wrap(rows[f]));
        }
        return rows;
    }
}
