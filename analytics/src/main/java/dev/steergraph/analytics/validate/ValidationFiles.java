package dev.steergraph.analytics.validate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The report's files. */
final class ValidationFiles {

    private ValidationFiles() {}

    /** Writes {@code validation.html}, {@code validation.json} and {@code pairs.csv}; what is there is replaced. */
    static List<Path> write(ValidationReport report, Path folder) throws IOException {
        String json = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
        return List.of(
                text(folder.resolve("validation.html"), ValidationPage.of(report)),
                text(folder.resolve("validation.json"), json + "\n"),
                text(folder.resolve("pairs.csv"), PairCsv.of(report.pairs())));
    }

    private static Path text(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }
}
