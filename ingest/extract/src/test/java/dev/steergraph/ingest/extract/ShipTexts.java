package dev.steergraph.ingest.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Sixty texts of very different lengths. */
final class ShipTexts {

    private ShipTexts() {}

    static Path write(Path file) throws IOException {
        return Files.write(
                file,
                IntStream.range(0, 60)
                        .mapToObj(i -> "text " + i + " says" + " that the ship sailed".repeat(i * 7 % 11))
                        .toList());
    }
}
