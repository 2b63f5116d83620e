package dev.steergraph.ingest.sae;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.CodeSetSpec;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.run.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SAEs that made a run's codes, as far as they are still on this machine.
 *
 * @param folders by layer
 * @param sha256 of their weights, by hook point
 */
record RunSaes(Map<Integer, Path> folders, Map<String, String> sha256) {

    static RunSaes of(RunDirectory run, CodeSetSpec sets) throws IOException {
        StageState encoded = run.finished(Stages.ENCODE, "steergraph encode");
        Map<Integer, Path> folders = new TreeMap<>();
        Map<String, String> sha256 = new TreeMap<>();
        for (HookPoint hook : sets.hooks()) {
            Path folder = folder(run, encoded, sets.id(hook));
            String made = encoded.settings().get(sets.id(hook) + " sae");
            if (folder != null && RunDirectory.sha256(SaeFolder.weights(folder)).equals(made)) {
                folders.put(hook.layer(), folder);
                sha256.put(hook.toString(), made);
            }
        }
        return new RunSaes(folders, sha256);
    }

    /** Null if it is not here. */
    private static Path folder(RunDirectory run, StageState encoded, String set) {
        Map<?, ?> report = (Map<?, ?>) encoded.report().get(set);
        if (report == null || report.get("from") == null) {
            return null; // made by no SAE
        }
        Path folder = run.root().resolve((String) report.get("from")); // unless that is absolute
        if (!Files.exists(folder)) {
            folder = Path.of((String) report.get("from"));
        }
        return Files.exists(folder) && Files.isRegularFile(SaeFolder.weights(folder)) ? folder : null;
    }
}
