package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.MappedCodes;
import dev.steergraph.core.codes.NamedCodes;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
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
        for (RunSet set : sets.sets()) {
            MappedCodes codes = EncodedFeatures.codes(run, set.hook(), set.id());
            int[] own = codes.document();
            if (own != null && !Arrays.equals(own, document)) {
                int row = Arrays.mismatch(own, document);
                throw new UserError("The codes of " + set.id() + " in run " + run.root() + " say that row " + row
                        + " is of document " + own[row] + ", its tokens say " + document[row]
                        + "; encode the run again.");
            }
            layers.add(new NamedCodes(codes, set.site(), set.name()));
        }
        return layers;
    }

    @Override
    public Map<String, String> checksums() {
        run.finished(Stages.ENCODE);
        Map<String, String> checksums = new TreeMap<>();
        for (RunSet set : sets.sets()) {
            checksums.put(set.id(), run.fingerprint(Stages.ENCODE, PartPaths.codes(set.id())));
        }
        return checksums;
    }
}
