package dev.steergraph.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.stage.ExtractResult;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTokensTest {

    private static final int PARTS = 17;
    private static final int PART = 1 << 27;

    @TempDir
    private Path folder;

    /** Files of two billion rows, of which the disk holds the headers. */
    @Test
    void moreRowsThanAnArrayHoldsAreTakenPartByPart() throws IOException {
        try (RunDirectory run = RunDirectory.open(folder, new RunId("r"))) {
            run.begin(
                    Stages.EXTRACT,
                    new ExtractSettings(
                            "m",
                            null,
                            null,
                            "F32",
                            List.of(HookPoint.residPost(0)),
                            "c",
                            "text",
                            null,
                            false,
                            Long.MAX_VALUE,
                            Long.MAX_VALUE,
                            256,
                            "AUTO",
                            "CUT",
                            "TOKEN",
                            0,
                            false));
            List<Part> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                String path = PartPaths.tokens(part);
                parts.add(new Part(path, write(folder.resolve(path)), null));
            }
            run.addFiles(Stages.EXTRACT, parts, 0);
            long rows = (long) PARTS * PART;
            run.finish(
                    Stages.EXTRACT,
                    0,
                    new ExtractResult(1, rows, List.of(HookPoint.residPost(0)), "tokens", null, Map.of()));

            assertThatThrownBy(() -> RunTokens.read(run))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "Run " + folder + " has 2,281,701,376 rows, more than the 2,147,483,639 whose tokens can"
                                    + " be in memory at once; give a run of fewer tokens for this.");
            PartTokens tokens = PartTokens.open(run);
            assertThat(tokens.count()).isEqualTo(PARTS);
            assertThat(tokens.rows()).isEqualTo(rows);
            assertThat(tokens.firstRow(16)).isEqualTo(1L << 31);
            assertThat(tokens.partRows()).containsOnly(PART);
        }
    }

    /** @return its bytes */
    private static long write(Path file) throws IOException {
        long ids = 4L * PART;
        long documents = 8L * PART;
        String header = "{\"__metadata__\":{\"format\":\"steergraph.tokens\",\"version\":\"1\"},"
                + tensor("ids", "I32", 0, ids) + "," + tensor("document", "I64", ids, ids + documents) + ","
                + tensor("position", "I32", ids + documents, 2 * ids + documents) + "}";
        byte[] json = (header + " ".repeat((8 - header.length() % 8) % 8)).getBytes(StandardCharsets.US_ASCII);
        Files.createDirectories(file.resolveSibling(""));
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            long bytes = 8 + json.length + 2 * ids + documents;
            out.setLength(bytes);
            return bytes;
        }
    }

    private static String tensor(String name, String dtype, long from, long to) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + PART + "],\"data_offsets\":[" + from + ","
                + to + "]}";
    }
}
