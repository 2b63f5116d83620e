package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Opens the activations that extraction wrote. */
public final class Activations {

    private Activations() {}

    /** Whether they are still there. */
    public static boolean kept(RunDirectory run, HookPoint hook) {
        return run.finished(Stages.EXTRACT).parts().stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.activations(hook) + "/"));
    }

    /** @throws UserError if they were dropped after encoding */
    public static ActivationRows open(RunDirectory run, HookPoint hook) throws IOException {
        List<FloatBuffer> parts = new ArrayList<>();
        int width = 0;
        for (Part part : run.finished(Stages.EXTRACT).parts()) {
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
