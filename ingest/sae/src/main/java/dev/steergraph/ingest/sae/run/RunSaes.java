package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SAEs that made a run's codes, as far as they are still on this machine.
 *
 * @param folders by set
 * @param sha256 of their weights, by id of the set of codes
 */
record RunSaes(Map<FeatureSet, Path> folders, Map<String, String> sha256) {

    /** @throws UserError if one is here, but is not what made the codes */
    static RunSaes of(RunDirectory run, CodeSetSpec sets) throws IOException {
        EncodeResult encoded = run.finished(Stages.ENCODE).result();
        Map<String, String> made = run.finished(Stages.ENCODE).settings().saes();
        Map<FeatureSet, Path> folders = new HashMap<>();
        Map<String, String> sha256 = new TreeMap<>();
        for (RunSet set : sets.sets()) {
            Path folder = folder(run, encoded.sets().get(set.id()));
            if (folder == null) {
                continue;
            }
            String sae = made.get(set.id());
            if (!RunDirectory.sha256(SaeFolder.weights(folder)).equals(sae)) {
                throw new UserError("The SAE in " + folder + " is not the one that made the codes of " + set.id()
                        + " in run " + run.root() + ": its weights have other bytes; put that one back, encode the run"
                        + " again, or do without details of edges.");
            }
            folders.put(set.key(), folder);
            sha256.put(set.id(), sae);
        }
        return new RunSaes(folders, sha256);
    }

    /** Null if it is not here. */
    private static @Nullable Path folder(RunDirectory run, @Nullable EncodedSet set) throws IOException {
        if (set == null || set.from() == null) {
            return null; // made by no SAE
        }
        if (OwnSae.isOne(run, set.from())) {
            return OwnSae.folder(run, set.from());
        }
        Path folder = run.root().resolve(set.from()); // unless that is absolute
        if (!Files.exists(folder)) {
            folder = Path.of(set.from());
        }
        return Files.exists(folder) && Files.isRegularFile(SaeFolder.weights(folder)) ? folder : null;
    }
}
