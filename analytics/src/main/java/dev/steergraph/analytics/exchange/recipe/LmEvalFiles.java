package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.analytics.exchange.recipe.SteeringRecipe.Entry;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For lm-evaluation-harness' {@code steered} model. {@code lm-eval.pt} holds for each module what to add to its output, the
 * sum over all features there: {@code {module: {action, steering_coefficient, steering_vector F32[d_model], bias,
 * head_index}}}. {@code lm-eval.csv} names features of SAEs that SAELens knows, one for each module: of several the harness
 * would take the last in silence. So it is written only where that is all of the recipe.
 */
final class LmEvalFiles {

    private final Map<String, List<Entry>> byModule = new TreeMap<>();

    LmEvalFiles(List<Entry> entries, BlockModules modules) {
        entries.forEach(entry -> byModule.computeIfAbsent(modules.of(entry.written()), module -> new ArrayList<>())
                .add(entry));
    }

    void writeVectors(Path file) throws IOException {
        Map<String, Map<String, Object>> steering = new TreeMap<>();
        byModule.forEach((module, here) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("action", "add");
            one.put("steering_coefficient", 1.0);
            one.put("steering_vector", SteeringRecipe.sum(here));
            one.put("bias", null);
            one.put("head_index", null);
            steering.put(module, one);
        });
        AtomicFile.write(file, out -> TorchFile.write(out, "lm-eval", steering));
    }

    /** Whether the CSV can say all of the recipe. */
    boolean isInCsv() {
        return rows().size() == byModule.values().stream().mapToInt(List::size).sum();
    }

    /** Writes the CSV, if it says everything. @return whether it did */
    boolean writeCsv(Path file) throws IOException {
        if (!isInCsv()) {
            Files.deleteIfExists(file);
            return false;
        }
        List<Row> rows = rows();
        AtomicFile.write(file, out -> {
            try (CsvWriter csv = new CsvWriter(
                    out,
                    "loader",
                    "action",
                    "sparse_model",
                    "hookpoint",
                    "feature_index",
                    "steering_coefficient",
                    "sae_id",
                    "description")) {
                for (Row row : rows) {
                    csv.row(
                            "sae_lens",
                            "add",
                            row.name().release(),
                            row.module(),
                            row.entry().feature().index(),
                            row.entry().scale(),
                            row.name().id(),
                            oneLine(row.entry().label()));
                }
            }
        });
        return true;
    }

    private record Row(String module, Entry entry, SaeLensReleases.Name name) {}

    /** Modules with one feature, where SAELens has a name for its SAE. */
    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        byModule.forEach((module, here) -> {
            if (here.size() == 1) {
                Entry entry = here.get(0);
                SaeLensReleases.of(entry.place()).ifPresent(known -> rows.add(new Row(module, entry, known)));
            }
        });
        return rows;
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
