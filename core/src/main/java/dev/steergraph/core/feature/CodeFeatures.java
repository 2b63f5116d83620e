package dev.steergraph.core.feature;

import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Latents of SAEs. */
record CodeFeatures(RunDirectory run, CodeSetSpec sets) implements FeatureReader {

    @Override
    public List<CodeRows> read() throws IOException {
        List<CodeRows> layers = new ArrayList<>();
        for (HookPoint hook : sets.hooks()) {
            layers.add(MappedCodes.open(EncodedFeatures.parts(run, sets.id(hook)), hook));
        }
        return layers;
    }

    @Override
    public Map<HookPoint, String> checksums() {
        run.finished(Stages.ENCODE);
        Map<HookPoint, String> checksums = new TreeMap<>();
        for (HookPoint hook : sets.hooks()) {
            checksums.put(hook, run.fingerprint(Stages.ENCODE, PartPaths.codes(sets.id(hook))));
        }
        return checksums;
    }

    @Override
    public String setName(HookPoint hook) {
        return sets.name(hook);
    }
}
