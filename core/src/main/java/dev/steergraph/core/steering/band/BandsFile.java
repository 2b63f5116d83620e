package dev.steergraph.core.steering.band;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.Sha256;
import dev.steergraph.core.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code steering/bands.json} of a run: the usable bands that were measured, one for each feature. */
public final class BandsFile {

    /** Where it is in a run. */
    public static final String PATH = "steering/bands.json";

    private static final String FORMAT = "steergraph.bands";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private BandsFile() {}

    /** @param sha256 of the bands, as JSON without white space */
    private record Content(String format, int version, String sha256, List<FeatureBand> bands) {}

    /** The file of a run, there or not. */
    public static Path of(RunDirectory run) {
        return run.root().resolve(PATH);
    }

    /**
     * What was measured; nothing where there is no such file.
     *
     * @throws UserError if the file is damaged, or of another version
     */
    public static List<FeatureBand> read(RunDirectory run) {
        Path file = of(run);
        return Files.exists(file) ? FileFault.reading(file, () -> read(file)) : List.of();
    }

    private static List<FeatureBand> read(Path file) throws IOException {
        Content content = JSON.readValue(file.toFile(), Content.class);
        if (content == null || !FORMAT.equals(content.format) || content.bands == null) {
            throw new UserError(file + " holds no bands of features; delete it and measure them again.");
        }
        if (content.version != VERSION) {
            throw new UserError(file + " is of version " + content.version + ", this program reads " + VERSION
                    + "; use the program that wrote it.");
        }
        if (!checksum(content.bands).equals(content.sha256)) {
            throw new UserError(
                    file + " is damaged: it is not what was written; delete it and measure the bands again.");
        }
        return content.bands;
    }

    private static String checksum(List<FeatureBand> bands) throws IOException {
        return Sha256.of(
                JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(bands));
    }

    /** Adds a band to those that are there, in the place of the same feature's. */
    public static void add(RunDirectory run, FeatureBand band) throws IOException {
        List<FeatureBand> all = new ArrayList<>(read(run));
        all.removeIf(other -> other.set().equals(band.set()) && other.index() == band.index());
        all.add(band);
        all.sort(Comparator.comparing(FeatureBand::set).thenComparingInt(FeatureBand::index));
        byte[] bytes = (JSON.writeValueAsString(new Content(FORMAT, VERSION, checksum(all), all)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(of(run), out -> out.write(bytes));
    }
}
