package dev.steergraph.ingest.extract.generate;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.format.SaeLocation;
import dev.steergraph.ingest.sae.run.OwnSae;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Decoder rows of a run's SAEs. */
public final class RecipeVectors {

    private final RunDirectory run;
    private final Progress progress;
    private final Map<String, Sae> read = new HashMap<>();

    public RecipeVectors(RunDirectory run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Where the SAE of a hook point and name is: a folder, or a place on the hub. @throws UserError if the run has no such SAE, or its own is damaged */
    public String place(HookPoint hook, String name) throws IOException {
        Map<String, EncodedSet> sets = run.finished(Stages.ENCODE).result().sets();
        for (String id : new String[] {hook.toString(), hook + "." + name}) {
            EncodedSet set = sets.get(id);
            if (set != null && name.equals(set.sae())) {
                String from = String.valueOf(set.from());
                if (OwnSae.isOne(run, from)) {
                    return OwnSae.folder(run, from).toString();
                }
                Path inRun = run.root().resolve(from);
                return Files.exists(inRun) ? inRun.toString() : from;
            }
        }
        throw new UserError("Run " + run.root() + " has no SAE " + name + " of " + hook
                + ", so there are no vectors to steer with; name the run that the features are from.");
    }

    /** A feature's row of W_dec, float[d_model]. */
    public float[] direction(HookPoint hook, String name, int index) throws IOException {
        String place = place(hook, name);
        Sae sae = read.get(place);
        if (sae == null) {
            try (Downloads downloads = new Downloads(place, progress)) {
                sae = SaeFolder.read(new SaeLocation(place).find(Hub.fromEnvironment(System.getenv()), downloads));
            }
            read.put(place, sae);
        }
        Transcoding transcoding = sae.transcoding();
        if (transcoding != null) {
            throw new UserError("The features of " + place + " are a transcoder's: they read " + hook + " and write to "
                    + transcoding.hook() + ", where recipes do not steer yet; choose features of an autoencoder.");
        }
        float[] direction = new float[sae.dIn()];
        sae.decoder().floats((long) index * sae.dIn(), FloatBuffer.wrap(direction));
        return direction;
    }
}
