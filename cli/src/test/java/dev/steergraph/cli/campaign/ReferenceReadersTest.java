package dev.steergraph.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of other software: what is read is what that software reads of the same bytes. {@code reference.tsv} has its
 * answers, a line of file, seed of the damage, and a checksum over all tensors or {@code refused}; {@code reference.py} wrote
 * them of the files that this test leaves in {@code -Dsteergraph.campaign.dump=DIR}.
 */
class ReferenceReadersTest {

    private static final int SEEDS = 400;

    @TempDir
    private Path scratch;

    @Test
    void whatIsReadIsWhatTheReferenceReads() throws IOException {
        String dump = System.getProperty("steergraph.campaign.dump");
        if (dump != null) {
            dump(Path.of(dump));
            return;
        }
        Map<String, String> sound = new HashMap<>();
        for (String file : Targets.REFERENCED) {
            sound.put(file, fingerprint(Targets.checkpoint(file)));
        }
        List<String> faults = new ArrayList<>();
        int read = 0;
        int alike = 0;
        for (String line : answers()) {
            String[] columns = line.split("\t");
            Path file = damaged(scratch, columns[0], Long.parseLong(columns[1]));
            String ours = fingerprint(file);
            read++;
            // What is still read as the sound file, though the reference refuses it, is read right.
            boolean right = ours.equals("refused") || ours.equals(columns[2]) || ours.equals(sound.get(columns[0]));
            if (!right) {
                faults.add(columns[0] + ", seed " + columns[1] + ": " + ours + ", the reference: " + columns[2]);
            }
            alike += ours.equals(columns[2]) ? 1 : 0;
            Files.delete(file);
        }
        System.out.println(read + " damaged files: " + alike + " as the reference has them, "
                + (read - alike - faults.size()) + " refused that it reads.");
        assertThat(faults).isEmpty();
        assertThat(read).isEqualTo(Targets.REFERENCED.size() * SEEDS);
        assertThat(alike).isGreaterThan(read / 2);
    }

    private static void dump(Path folder) throws IOException {
        for (String file : Targets.REFERENCED) {
            for (long seed = 0; seed < SEEDS; seed++) {
                damaged(folder, file, seed);
            }
        }
    }

    private static Path damaged(Path folder, String file, long seed) throws IOException {
        Path sound = Targets.checkpoint(file);
        Path damaged = folder.resolve(file.replace('/', '+') + "+" + seed + "+" + sound.getFileName());
        return Files.write(damaged, new Mutator(seed).damage(Files.readAllBytes(sound)));
    }

    private static List<String> answers() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ReferenceReadersTest.class.getResourceAsStream("reference.tsv")),
                StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    /** CRC-32 over names, in order, and little-endian values: float32 of all floating-point types, others as they are. */
    private static String fingerprint(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try {
            Checkpoint checkpoint = Checkpoint.open(file);
            for (String name : new TreeSet<>(checkpoint.names())) {
                StoredTensor tensor = checkpoint.tensor(name);
                crc.update(name.getBytes(StandardCharsets.UTF_8));
                if (tensor.dtype().name().contains("F")) {
                    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(4 * tensor.elements()))
                            .order(ByteOrder.LITTLE_ENDIAN);
                    FloatBuffer floats = bytes.asFloatBuffer();
                    tensor.floats(0, floats);
                    crc.update(bytes);
                } else {
                    crc.update(tensor.bytes(0, Math.toIntExact(tensor.byteLength())));
                }
            }
            return Long.toHexString(crc.getValue());
        } catch (UserError e) {
            return "refused";
        }
    }
}
