package dev.steergraph.ingest.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the corpus each part of an extraction ends, so that any process can make any part. It is kept in the run until the
 * stage ends: {@code receipts/extract/plan.jsonl}, a line that says of what it is, and one for each part.
 */
record ExtractPlan(List<PlannedPart> planned) {

    private static final String FORMAT = "steergraph.plan";
    private static final int VERSION = 2;
    /** Of earlier versions, which do not say where in the files parts begin. */
    private static final int ENDS = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private record Heading(String format, int version, String settings, int parts) {}

    private static Path file(RunDirectory run) {
        return run.work(Stages.EXTRACT, "plan.jsonl");
    }

    /** Nothing if there is none of the run's settings. @throws UserError if it is damaged */
    static Optional<ExtractPlan> read(RunDirectory run) throws IOException {
        Path file = file(run);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            Heading heading = JSON.readValue(lines.isEmpty() ? "null" : lines.get(0), Heading.class);
            if (heading == null
                    || !FORMAT.equals(heading.format)
                    || heading.version < ENDS
                    || heading.version > VERSION) {
                throw damaged(file, null);
            }
            if (!heading.settings.equals(run.settingsOf(Stages.EXTRACT))) {
                return Optional.empty();
            }
            List<PlannedPart> planned = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                planned.add(
                        heading.version == ENDS
                                ? new PlannedPart(JSON.readValue(line, CorpusPosition.class), null)
                                : JSON.readValue(line, PlannedPart.class));
            }
            if (planned.size() != heading.parts) {
                throw damaged(file, null);
            }
            return Optional.of(new ExtractPlan(planned));
        } catch (JsonProcessingException e) {
            throw damaged(file, e);
        }
    }

    private static UserError damaged(Path file, @Nullable Exception cause) {
        return new UserError(
                file + " is no plan of an extraction, or is damaged; delete it, and it is made again.", cause);
    }

    void write(RunDirectory run) throws IOException {
        AtomicFile.write(file(run), out -> {
            out.write(line(new Heading(FORMAT, VERSION, run.settingsOf(Stages.EXTRACT), planned.size())));
            for (PlannedPart part : planned) {
                out.write(line(part));
            }
        });
    }

    private static byte[] line(Object value) throws IOException {
        return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Rows of the parts whose tokens are there. */
    long rows(RunDirectory run) {
        return IntStream.range(0, parts())
                .filter(part -> run.has(Stages.EXTRACT, PartPaths.tokens(part)))
                .mapToLong(part ->
                        end(part).rows() - (part == 0 ? 0 : end(part - 1).rows()))
                .sum();
    }

    /** The number of a share's last part; of the first part, if it has none. */
    int last(Share share) {
        return IntStream.range(0, parts())
                .filter(part -> share.holds(part, parts()))
                .max()
                .orElse(0);
    }

    int parts() {
        return planned.size();
    }

    CorpusPosition end(int part) {
        return planned.get(part).end();
    }

    /** Where a part can be begun without those before it; nothing if the corpus is to be read from its first document. */
    Optional<CorpusReader.Resumption> resumption(int part) {
        return part == 0
                ? Optional.empty()
                : Optional.ofNullable(planned.get(part - 1).next());
    }

    /**
     * A part.
     *
     * @param end how far the run has come after it
     * @param next where the part after it is begun; null where the corpus is to be read from its first document for it
     */
    record PlannedPart(CorpusPosition end, CorpusReader.@Nullable Resumption next) {}
}
