package dev.steergraph.ingest.sae.training;

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

/** All that training needs to go on where it was, to the bit: arrays by name and a few numbers. */
record TrainingCheckpoint(Map<String, String> numbers) {

    private static final String PARAMETERS = "parameters";

    /** @param arrays as they are now @param lastFired int[d_sae] */
    void write(Path file, TrainingParameters parameters, Map<String, float[]> arrays, int[] lastFired)
            throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        arrays.forEach((name, values) -> tensors.add(Tensor.of(name, values, values.length)));
        tensors.add(Tensor.of("last_fired", lastFired));
        Map<String, String> metadata = new TreeMap<>(numbers);
        metadata.put(PARAMETERS, parameters.identity());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Safetensors.write(file, metadata, tensors);
    }

    /** Fills the arrays. @return empty if there is no checkpoint of training with these parameters */
    static Optional<TrainingCheckpoint> read(
            Path file, TrainingParameters parameters, Map<String, float[]> arrays, int[] lastFired) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Safetensors saved = Safetensors.open(file);
        if (!parameters.identity().equals(saved.metadata().get(PARAMETERS))) {
            return Optional.empty();
        }
        for (Map.Entry<String, float[]> array : arrays.entrySet()) {
            saved.tensor(array.getKey(), DType.F32, 1).data().asFloatBuffer().get(array.getValue());
        }
        saved.tensor("last_fired", DType.I32, 1).data().asIntBuffer().get(lastFired);
        return Optional.of(new TrainingCheckpoint(saved.metadata()));
    }

    double number(String name) {
        return Double.parseDouble(Objects.requireNonNull(numbers.get(name), name));
    }
}
