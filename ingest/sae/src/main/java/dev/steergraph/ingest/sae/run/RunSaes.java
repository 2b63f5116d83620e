package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The SAEs that made a run's codes, as far as they are still on this machine.
 *
 * @param folders by set
 * @param sha256 of their weights, by id of the set of codes
 */
record RunSaes(Map<FeatureSet, Path> folders, Map<String, String> sha256) {

    /** @throws UserError if one is here, but is not what made the codes */
    static RunSaes of(RunDirectory run, CodeSetSpec sets) throws IOException {
        Map<String, String> made = run.finished(Stages.ENCODE).settings().saes();
        Map<FeatureSet, Path> folders = new HashMap<>();
        Map<String, String> sha256 = new TreeMap<>();
        for (RunSet set : sets.sets()) {
            new MadeCodes(run, set.id()).here().ifPresent(folder -> {
                folders.put(set.key(), folder);
                sha256.put(set.id(), Objects.requireNonNull(made.get(set.id())));
            });
        }
        return new RunSaes(folders, sha256);
    }
}
