package dev.steergraph.core.codes;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens the activations that extraction wrote. */
public final class Activations {

    private static final String FORMAT = "steergraph.activations";
    private static final String VERSION = "1";

    private Activations() {}

    /** Whether they are still there. */
    public static boolean kept(RunDirectory run, HookPoint hook) {
        return run.finished(Stages.EXTRACT).parts().stream()
                .anyMatch(part -> part.path().startsWith(PartPaths.activations(hook) + "/"));
    }

    /**
     * @throws UserError if they were dropped after encoding, or their files are damaged or contradict each other or run.json
     */
    public static ActivationRows open(RunDirectory run, HookPoint hook) throws IOException {
        long expected = run.finished(Stages.EXTRACT).result().rows();
        int width = run.model().width(hook);
        List<FloatBuffer> parts = new ArrayList<>();
        long rows = 0;
        for (Path path : run.files(Stages.EXTRACT, PartPaths.activations(hook) + "/")) {
            Tensor values = values(path, hook, width);
            rows += values.shape()[0];
            parts.add(values.data().asFloatBuffer());
        }
        if (parts.isEmpty()) {
            throw dropped(run, hook);
        }
        if (rows != expected) {
            throw new UserError("The activations of " + hook + " in run " + run.root() + " have " + rows
                    + " rows, run.json says " + expected + "; run \"steergraph extract\" with the same options again.");
        }
        return new ActivationRows(width, parts);
    }

    /**
     * Those of one part.
     *
     * @param rows that it should have
     * @throws UserError as {@link #open}
     */
    public static ActivationRows part(RunDirectory run, HookPoint hook, int part, int rows) throws IOException {
        if (!kept(run, hook)) {
            throw dropped(run, hook);
        }
        int width = run.model().width(hook);
        Path path = run.file(Stages.EXTRACT, PartPaths.activations(hook, part));
        Tensor values = values(path, hook, width);
        if (values.shape()[0] != rows) {
            throw new UserError(path + " has " + values.shape()[0] + " rows, the tokens of the part have " + rows
                    + "; run \"steergraph extract\" with the same options again.");
        }
        return new ActivationRows(width, List.of(values.data().asFloatBuffer()));
    }

    private static Tensor values(Path path, HookPoint hook, int width) throws IOException {
        Safetensors file = Safetensors.open(path);
        file.expect("format", FORMAT);
        file.expect("version", VERSION);
        file.expect("hook", hook.toString());
        Tensor values = file.tensor("values", DType.F32, 2);
        if (values.shape()[1] != width) {
            throw new UserError(path + ": values should have " + width
                    + " columns, as run.json says of the model, they have " + values.shape()[1] + ".");
        }
        return values;
    }

    private static UserError dropped(RunDirectory run, HookPoint hook) {
        return new UserError("Run " + run.root() + " has no activations of " + hook
                + " any more; run \"steergraph extract\" with the same options again.");
    }
}
