package dev.steergraph.steering.experiment;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A prepared feature as a file. What an arm adds at a hook point is the tensor {@code arm/hook}, float32; the metadata
 * {@code arms} lists the hook points of each arm.
 */
final class PreparedFile {

    private static final String FORMAT = "steergraph.experiment.part";
    private static final String VERSION = "1";

    private PreparedFile() {}

    static void write(Path file, Prepared prepared) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.of("targets", prepared.targets()));
        tensors.add(Tensor.of("natural", prepared.natural()));
        tensors.add(Tensor.of(
                "neighbours",
                prepared.neighbours().stream()
                        .sorted()
                        .mapToInt(Integer::intValue)
                        .toArray()));
        tensors.add(Tensor.of("prompt", prepared.prompt()));
        List<String> arms = new ArrayList<>();
        new TreeMap<>(prepared.units()).forEach((arm, units) -> {
            List<String> hooks = new ArrayList<>();
            units.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(HookPoint.IN_DEPTH))
                    .forEach(unit -> {
                        hooks.add(unit.getKey().toString());
                        tensors.add(Tensor.of(arm + "/" + unit.getKey(), unit.getValue(), unit.getValue().length));
                    });
            arms.add(arm + "=" + String.join(",", hooks));
        });
        Safetensors.write(
                file,
                new TreeMap<>(Map.of(
                        "format", FORMAT,
                        "version", VERSION,
                        "feature", Integer.toString(prepared.feature()),
                        "label", prepared.label(),
                        "reader", Integer.toString(prepared.reader()),
                        "readerByGraph", Integer.toString(prepared.readerByGraph()),
                        "arms", String.join(";", arms))),
                tensors);
    }

    static Prepared read(Path file) throws IOException {
        Safetensors in = Safetensors.open(file);
        in.expect("format", FORMAT);
        in.expect("version", VERSION);
        Map<Arm, Map<HookPoint, float[]>> units = new EnumMap<>(Arm.class);
        for (String entry : in.metadata().getOrDefault("arms", "").split(";", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                Arm arm = Arm.parse(entry.substring(0, equals));
                units.put(arm, units(in, arm, entry.substring(equals + 1)));
            }
        }
        Set<Integer> neighbours = new HashSet<>();
        Arrays.stream(ints(in, "neighbours")).forEach(neighbours::add);
        return new Prepared(
                in.count("feature"),
                in.metadata().getOrDefault("label", ""),
                ints(in, "targets"),
                ints(in, "natural"),
                Integer.parseInt(in.metadata().getOrDefault("reader", "-1")),
                Integer.parseInt(in.metadata().getOrDefault("readerByGraph", "-1")),
                neighbours,
                units,
                ints(in, "prompt"));
    }

    private static Map<HookPoint, float[]> units(Safetensors in, Arm arm, String hooks) throws IOException {
        Map<HookPoint, float[]> units = new TreeMap<>(HookPoint.IN_DEPTH);
        for (String name : hooks.split(",", -1)) {
            if (!name.isEmpty()) {
                Tensor tensor = in.tensor(arm + "/" + name, DType.F32, 1);
                float[] values = new float[(int) tensor.size()];
                tensor.data().asFloatBuffer().get(values);
                units.put(HookPoint.parse(name), values);
            }
        }
        return units;
    }

    private static int[] ints(Safetensors in, String name) throws IOException {
        Tensor tensor = in.tensor(name, DType.I32, 1);
        int[] values = new int[(int) tensor.size()];
        tensor.data().asIntBuffer().get(values);
        return values;
    }
}
