package dev.steergraph.ingest.sae.training;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that training needs to go on where it was, to the bit: arrays by name and a few numbers. */
record TrainingCheckpoint(Safetensors file) {

    private static final String PARAMETERS = "parameters";

    /** @param arrays as they are now @param lastFired int[d_sae] */
    static void write(
            Path file,
            Map<String, String> numbers,
            TrainingParameters parameters,
            Map<String, float[]> arrays,
            int[] lastFired)
            throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        arrays.forEach((name, values) -> tensors.add(Tensor.of(name, values, values.length)));
        tensors.add(Tensor.of("last_fired", lastFired));
        Map<String, String> metadata = new TreeMap<>(numbers);
        metadata.put(PARAMETERS, parameters.identity());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Safetensors.writeSealed(file, metadata, tensors);
    }

    /** @return empty if there is no checkpoint of training with these parameters and notes, or it is damaged */
    static Optional<TrainingCheckpoint> open(
            Path file, TrainingParameters parameters, Predicate<Map<String, String>> accepts) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Safetensors saved;
        try {
            saved = Safetensors.open(file);
            saved.requireSeal();
        } catch (UserError e) {
            return Optional.empty();
        }
        return parameters.identity().equals(saved.metadata().get(PARAMETERS)) && accepts.test(saved.metadata())
                ? Optional.of(new TrainingCheckpoint(saved))
                : Optional.empty();
    }

    void fill(Map<String, float[]> arrays, int[] lastFired) throws IOException {
        for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            file.tensor(array.getKey(), DType.F32, 1).data().asFloatBuffer().get(array.getValue());
        }
        file.tensor("last_fired", DType.I32, 1).data().asIntBuffer().get(lastFired);
    }

    double number(String name) {
        return Double.parseDouble(Objects.requireNonNull(file.metadata().get(name), name));
    }
}
