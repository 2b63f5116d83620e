package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.format.SaeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The SAE that made a set of a run's codes: trained in the run, in a folder of this machine, or on the hub. Whoever reads it
 * knows that it still is that one.
 *
 * @param set id of the set
 */
public record MadeCodes(RunDirectory run, String set) {

    /**
     * Where it is if it is on this machine; nothing if it is not, or if no SAE made the codes.
     *
     * @throws UserError if what is there did not make the codes
     */
    public Optional<Path> here() throws IOException {
        Optional<Path> found = from().isEmpty() ? Optional.empty() : local();
        if (found.isPresent() && !Files.isRegularFile(SaeFolder.weights(found.get()))) {
            return Optional.empty();
        }
        if (found.isPresent()) {
            requireMaker(found.get());
        }
        return found;
    }

    /**
     * Where it is, downloaded if need be.
     *
     * @throws UserError if it is not there any more, or did not make the codes, or if no SAE did
     */
    public Path find(Progress progress) throws IOException {
        String from = maker();
        Optional<Path> local = local();
        Path found;
        if (local.isPresent()) {
            found = local.get();
        } else {
            try (Downloads downloads = new Downloads(from, progress)) {
                found = new SaeLocation(from).find(Hub.fromEnvironment(System.getenv()), downloads);
            }
        }
        requireMaker(found);
        return found;
    }

    /**
     * Where it is, as others than this run can find it: a folder of this machine, or a place on the hub.
     *
     * @throws UserError if no SAE made the codes, or one that was trained in the run is damaged
     */
    public String place() throws IOException {
        String from = maker();
        return local().map(Path::toString).orElse(from);
    }

    private String maker() {
        return from().orElseThrow(() -> new UserError("No SAE made the codes of " + set + " in run " + run.root()
                        + "; name another run, or encode one with SAEs.")
                .in("run"));
    }

    /** What the run says: a folder in it, another place on this machine, or one on the hub. */
    private Optional<String> from() {
        EncodedSet encoded = run.finished(Stages.ENCODE).result().sets().get(set);
        return Optional.ofNullable(encoded).map(EncodedSet::from);
    }

    private Optional<Path> local() throws IOException {
        String from = from().orElseThrow();
        if (OwnSae.isOne(run, from)) {
            return Optional.of(OwnSae.folder(run, from));
        }
        Path inside = run.root().resolve(from); // unless that is absolute
        return Optional.of(Files.exists(inside) ? inside : Path.of(from)).filter(Files::exists);
    }

    private void requireMaker(Path place) throws IOException {
        String made = run.finished(Stages.ENCODE).settings().saes().get(set);
        if (!Objects.equals(Sha256.of(SaeFolder.weights(place)), made)) {
            throw new UserError("The SAE in " + place + " is not the one that made the codes of " + set + " in run "
                    + run.root() + ": its weights have other bytes; put that one back, or encode the run again.");
        }
    }
}
