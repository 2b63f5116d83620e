package dev.steergraph.core.feature;

import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.codes.Activations;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Raw dimensions of the activations. */
record RawFeatures(RunDirectory run) implements FeatureReader {

    @Override
    public List<CodeRows> read() throws IOException {
        List<CodeRows> layers = new ArrayList<>();
        for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
            ActivationRows rows = Activations.open(run, hook);
            layers.add(new FullRows(hook, rows.width(), rows.rows(), rows::copy));
        }
        layers.sort(CodeRows.IN_DEPTH);
        return layers;
    }

    @Override
    public Map<String, String> checksums() {
        Map<String, String> checksums = new TreeMap<>();
        run.finished(Stages.EXTRACT)
                .result()
                .activations()
                .forEach((hook, sha256) -> checksums.put(hook.toString(), sha256));
        return checksums;
    }
}
