package dev.steergraph.steering.effect;

import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What steering one feature does, as a file: a run that is stopped goes on with the next feature. */
final class EffectParts {

    private static final String FORMAT = "steergraph.effects.part";
    private static final String VERSION = "1";

    private EffectParts() {}

    static void write(Path file, FeatureEffects effects) throws IOException {
        Safetensors.write(
                file,
                Map.of(
                        "format", FORMAT,
                        "version", VERSION,
                        "source", Integer.toString(effects.source()),
                        "texts", Integer.toString(effects.texts()),
                        "rows", Long.toString(effects.rows())),
                List.of(
                        Tensor.of("target", effects.target()),
                        doubles("effect", effects.effect()),
                        doubles("error", effects.error()),
                        Tensor.of("token", effects.token()),
                        doubles("change", effects.change())));
    }

    static FeatureEffects read(Path file) throws IOException {
        Safetensors in = Safetensors.open(file);
        in.expect("format", FORMAT);
        in.expect("version", VERSION);
        return new FeatureEffects(
                in.count("source"),
                ints(in, "target"),
                doubles(in, "effect"),
                doubles(in, "error"),
                in.count("texts"),
                in.count("rows"),
                ints(in, "token"),
                doubles(in, "change"));
    }

    private static Tensor doubles(String name, double[] values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return new Tensor(name, DType.F64, new long[] {values.length}, data);
    }

    private static double[] doubles(Safetensors in, String name) throws IOException {
        Tensor tensor = in.tensor(name, DType.F64, 1);
        double[] values = new double[(int) tensor.size()];
        tensor.data().asDoubleBuffer().get(values);
        return values;
    }

    private static int[] ints(Safetensors in, String name) throws IOException {
        Tensor tensor = in.tensor(name, DType.I32, 1);
        int[] values = new int[(int) tensor.size()];
        tensor.data().asIntBuffer().get(values);
        return values;
    }
}
