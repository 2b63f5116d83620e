package dev.steergraph.ingest.extract.lens;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.format.SaeLocation;
import dev.steergraph.ingest.sae.run.OwnSae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The SAEs that made a run's codes, where the run says that they are. */
final class EncodedSaes {

    private final RunDirectory run;
    private final Progress progress;

    EncodedSaes(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** The hook point whose codes a set is. */
    HookPoint hook(String set) {
        return run.finished(Stages.EXTRACT).result().hooks().stream()
                .filter(hook -> set.equals(hook.toString()) || set.startsWith(hook + "."))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "Run " + run.root() + " has codes of " + set + ", which it did not extract; encode it again."));
    }

    /** @throws UserError if it is not there any more, or is another one */
    Sae read(String set, EncodedSet encoded) throws IOException {
        Path place = place(set, encoded);
        String made = run.finished(Stages.ENCODE).settings().saes().get(set);
        if (!RunDirectory.sha256(SaeFolder.weights(place)).equals(made)) {
            throw new UserError("The SAE in " + place + " is not the one that made the codes of " + set + " in run "
                    + run.root() + ": its weights have other bytes; put that one back, or encode the run again.");
        }
        return SaeFolder.read(place);
    }

    private Path place(String set, EncodedSet encoded) throws IOException {
        String from = encoded.from();
        if (from == null) {
            throw new UserError(
                    "No SAE made the codes of " + set + " in run " + run.root() + "; encode one with SAEs.");
        }
        if (OwnSae.isOne(run, from)) {
            return OwnSae.folder(run, from);
        }
        Path inside = run.root().resolve(from);
        if (Files.exists(inside)) {
            return inside;
        }
        try (Downloads downloads = new Downloads(from, progress)) {
            return new SaeLocation(from).find(Hub.fromEnvironment(System.getenv()), downloads);
        }
    }
}
