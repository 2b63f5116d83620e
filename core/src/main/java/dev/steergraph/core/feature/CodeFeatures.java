package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Latents of SAEs. */
record CodeFeatures(RunDirectory run, CodeSetSpec sets) implements FeatureReader {

    @Override
    public List<CodeRows> read() throws IOException {
        int[] document = RunTokens.read(run).document();
        List<CodeRows> layers = new ArrayList<>();
        for (HookPoint hook : sets.hooks()) {
            MappedCodes codes = EncodedFeatures.codes(run, hook, sets.id(hook));
            int[] own = codes.document();
            if (own != null && !Arrays.equals(own, document)) {
                int row = Arrays.mismatch(own, document);
                throw new UserError("The codes of " + sets.id(hook) + " in run " + run.root() + " say that row " + row
                        + " is of document " + own[row] + ", its tokens say " + document[row]
                        + "; encode the run again.");
            }
            layers.add(codes);
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
