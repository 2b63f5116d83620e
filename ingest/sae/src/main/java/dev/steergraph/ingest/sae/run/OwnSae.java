package dev.steergraph.ingest.sae.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.sae.format.SaeFolder;
import java.io.IOException;
import java.nio.file.Path;

/** The SAEs that were trained in a run. */
public final class OwnSae {

    private OwnSae() {}

    /**
     * The folder of a hook point's SAE, whose files are what training wrote.
     *
     * @throws UserError if it was not trained to the end, or a file is damaged or missing
     */
    public static Path folder(RunDirectory run, HookPoint hook) throws IOException {
        run.finished(Stages.TRAIN_SAE);
        return folder(run, PartPaths.sae(hook));
    }

    /** Whether a place, as codes name the SAE that made them, is such a folder. */
    public static boolean isOne(RunDirectory run, String place) {
        return run.has(Stages.TRAIN_SAE, place + "/" + SaeFolder.WEIGHTS);
    }

    /**
     * The folder of that place in the run.
     *
     * @throws UserError if a file is damaged or missing
     */
    public static Path folder(RunDirectory run, String place) throws IOException {
        run.file(Stages.TRAIN_SAE, place + "/" + SaeFolder.CONFIG);
        run.file(Stages.TRAIN_SAE, place + "/" + SaeFolder.WEIGHTS);
        return run.root().resolve(place);
    }
}
