package dev.steergraph.core.feature;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.LogitLensSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code features/logit-lens/<set>.safetensors}: the tokens whose logits the F features of a set raise and lower most, K on
 * either side.
 *
 * <pre>
 * top_ids        I32[F, K]   highest first; -1 where a feature writes nothing
 * top_values     F32[F, K]   what one unit of activation adds to the logit
 * bottom_ids     I32[F, K]   lowest first
 * bottom_values  F32[F, K]
 * metadata: format steergraph.logit-lens, version 1, d_sae F, vocabulary V
 * </pre>
 */
public final class LogitLensFile {

    private static final String FORMAT = "steergraph.logit-lens";
    private static final String VERSION = "1";

    private LogitLensFile() {}

    /** @param vocabulary V, tokens of the model */
    public static void write(Path file, LogitLens lens, int vocabulary) throws IOException {
        int f = lens.features();
        int k = lens.tokens();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("d_sae", Integer.toString(f));
        metadata.put("vocabulary", Integer.toString(vocabulary));
        Safetensors.write(
                file,
                metadata,
                List.of(
                        ids("top_ids", lens.topIds(), f, k),
                        Tensor.of("top_values", lens.topValues(), f, k),
                        ids("bottom_ids", lens.bottomIds(), f, k),
                        Tensor.of("bottom_values", lens.bottomValues(), f, k)));
    }

    /** @throws UserError if the file is damaged, of another version, or its tensors contradict each other */
    public static LogitLens read(Path file) throws IOException {
        Safetensors in = Safetensors.open(file);
        in.expect("format", FORMAT);
        in.expect("version", VERSION);
        long[] shape = in.tensor("top_ids", DType.I32, 2).shape();
        int f = Math.toIntExact(shape[0]);
        in.expect("d_sae", Integer.toString(f));
        int vocabulary = in.count("vocabulary");
        return new LogitLens(
                f,
                Math.toIntExact(shape[1]),
                ids(in, "top_ids", vocabulary, shape),
                values(in, "top_values", shape),
                ids(in, "bottom_ids", vocabulary, shape),
                values(in, "bottom_values", shape));
    }

    /**
     * That of a run's set, if it was made with the SAE that made the codes.
     *
     * @param set a {@code CodeSet.id}
     * @throws UserError if the file is no longer what was written
     */
    public static Optional<LogitLens> of(RunDirectory run, String set) throws IOException {
        String path = PartPaths.logitLens(set);
        if (!run.has(Stages.LOGIT_LENS, path) || !isOfTheCodes(run, set)) {
            return Optional.empty();
        }
        Path file = run.file(Stages.LOGIT_LENS, path);
        LogitLens lens = read(file);
        EncodedSet encoded = run.finished(Stages.ENCODE).result().sets().get(set);
        if (encoded != null && encoded.dSae() != lens.features()) {
            throw new UserError(file + " is of " + lens.features() + " features, the codes have " + encoded.dSae()
                    + "; run \"" + Stages.LOGIT_LENS.command() + " --run " + run.root() + "\" again.");
        }
        return Optional.of(lens);
    }

    private static boolean isOfTheCodes(RunDirectory run, String set) {
        String sae = run.stage(Stages.ENCODE).orElseThrow().settings().saes().get(set);
        LogitLensSettings settings = run.stage(Stages.LOGIT_LENS).orElseThrow().settings();
        return sae != null
                && sae.equals(settings.saes().get(set))
                && settings.isOf(run.finished(Stages.EXTRACT).settings());
    }

    private static Tensor ids(String name, int[] ids, long... shape) {
        return new Tensor(name, DType.I32, shape, Tensor.of(name, ids).data());
    }

    private static int[] ids(Safetensors in, String name, int vocabulary, long[] shape) throws IOException {
        Tensor tensor = shaped(in, name, DType.I32, shape);
        int[] ids = new int[(int) tensor.size()];
        tensor.data().asIntBuffer().get(ids);
        for (int id : ids) {
            if (id < -1 || id >= vocabulary) {
                throw new UserError(
                        in.file() + ": " + name + " holds " + id + ", which is no token of " + vocabulary + ".");
            }
        }
        return ids;
    }

    private static float[] values(Safetensors in, String name, long[] shape) throws IOException {
        Tensor tensor = shaped(in, name, DType.F32, shape);
        float[] values = new float[(int) tensor.size()];
        tensor.data().asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UserError(in.file() + ": " + name + " holds " + value + "; logits are finite.");
            }
        }
        return values;
    }

    private static Tensor shaped(Safetensors in, String name, DType dtype, long[] shape) throws IOException {
        Tensor tensor = in.tensor(name, dtype, shape.length);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new UserError(in.file() + ": " + name + " should have the shape " + Arrays.toString(shape)
                    + ", it has " + Arrays.toString(tensor.shape()) + ".");
        }
        return tensor;
    }
}
