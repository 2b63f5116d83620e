package dev.steergraph.ingest.extract.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.ingest.sae.training.TrainingMetrics;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code metrics.jsonl}: a line of {@link TrainingMetrics} every few steps. */
final class TrainingLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<TrainingMetrics> metrics = new ArrayList<>();

    TrainingLog(Path file) {
        this.file = file;
    }

    /** Forgets all, and reads what an interrupted training wrote, as far as the checkpoint that it goes on from. */
    void keepUpTo(int step) throws IOException {
        metrics.clear();
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                TrainingMetrics read = JSON.readValue(line, TrainingMetrics.class);
                if (read.step() <= step) {
                    metrics.add(read);
                }
            }
        } catch (JsonProcessingException | CharacterCodingException e) {
            metrics.clear(); // Damaged: other lines than those that the checkpoint knows.
        }
    }

    /** A checksum of the lines so far: a checkpoint goes with these and no others. */
    String sha256() throws IOException {
        byte[] text = lines().getBytes(StandardCharsets.UTF_8);
        return Sha256.of(text);
    }

    void add(TrainingMetrics now) {
        metrics.add(now);
    }

    /** Adds what the SAE at the end explains of held-out rows to the last line. */
    void endWith(double heldOut) {
        int last = metrics.size() - 1;
        metrics.set(last, metrics.get(last).withHeldOut(heldOut));
    }

    List<TrainingMetrics> metrics() {
        return metrics;
    }

    void write() throws IOException {
        byte[] text = lines().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (TrainingMetrics one : metrics) {
            lines.append(JSON.writeValueAsString(one)).append('\n');
        }
        return lines.toString();
    }
}
