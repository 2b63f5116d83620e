package dev.steergraph.ingest.pipeline;

import dev.steergraph.ingest.store.Stages;
import dev.steergraph.cypher.HookPoint;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.sae.ActivationRows;
import dev.steergraph.ingest.store.DType;
import dev.steergraph.ingest.store.Part;
import dev.steergraph.ingest.store.RunDirectory;
import dev.steergraph.ingest.store.Safetensors;
import dev.steergraph.ingest.store.StageState;
import dev.steergraph.ingest.store.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Opens the activations that extraction wrote. */
public final class Activations {

    private Activations() {}

    /** Whether they are still there. */
    static boolean kept(RunDirectory run, HookPoint hook) {
        return run.finished(Stages.EXTRACT, "steergraph extract").parts().stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.activations(hook) + "/"));
    }

    /** @throws UserError if they were dropped after encoding */
    public static ActivationRows open(RunDirectory run, HookPoint hook) throws IOException {
        StageState extracted = run.finished(Stages.EXTRACT, "steergraph extract");
        List<FloatBuffer> parts = new ArrayList<>();
        int width = 0;
        for (Part part : extracted.parts()) {
            if (part.path().startsWith(PartPaths.activations(hook) + "/")) {
                Tensor values =
                        Safetensors.open(run.root().resolve(part.path())).tensor("values", DType.F32, 2);
                width = (int) values.shape()[1];
                parts.add(values.data().asFloatBuffer());
            }
        }
        if (parts.isEmpty()) {
            throw new UserError("Run " + run.root() + " has no activations of " + hook
                    + " any more; run \"steergraph extract\" with the same options again.");
        }
        return new ActivationRows(width, parts);
    }
}
