package dev.steergraph.ingest.load.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * delphi's results: a folder with {@code explanations/MODULE_latentN.txt}, each a JSON text; beside it {@code scores/SCORER/}
 * with the examples that a scorer was shown, in files of the same names, and {@code run_config.json}, which names the models.
 *
 * @see <a href="https://github.com/EleutherAI/delphi">delphi</a>, {@code __main__.py}
 */
final class DelphiLabels implements LabelReader {

    static final String EXPLANATIONS = "explanations";

    static final String SOURCE = "delphi";
    private static final Pattern NAME = Pattern.compile("(.+)_latent(\\d{1,9})\\.txt");

    /** What it writes where the explainer's answer held no explanation. */
    private static final Set<String> FAILED =
            Set.of("Explanation could not be parsed.", "Explanation generation failed.");

    /** No explanation is as long. */
    private static final long LARGEST = 1 << 20;

    /** Nor are the examples of a scorer. */
    private static final long LARGEST_SCORES = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<Path> texts;
    private final List<Path> scorers;
    private final @Nullable String model;
    private final @Nullable String explainer;
    private final @Nullable String method;
    private long empty;

    private DelphiLabels(Path explanations, List<Path> texts) throws IOException {
        this.texts = texts;
        Path results = explanations.toAbsolutePath().normalize().getParent();
        Path config = results == null ? null : results.resolve("run_config.json");
        JsonNode run = config != null && Files.isRegularFile(config) ? json(config, LARGEST) : null;
        model = run == null ? null : modelId(run.path("model").asText(""));
        explainer = text(run, "explainer_model");
        method = text(run, "explainer");
        scorers = results == null ? List.of() : folders(results.resolve("scores"));
    }

    static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    static DelphiLabels file(Path text) throws IOException {
        Path folder = text.toAbsolutePath().getParent();
        return new DelphiLabels(folder == null ? text : folder, List.of(text));
    }

    static DelphiLabels folder(Path explanations, List<Path> texts) throws IOException {
        return new DelphiLabels(explanations, texts);
    }

    @Override
    public long empty() {
        return empty;
    }

    @Override
    public void read(Consumer<Label> labels) throws IOException {
        empty = 0;
        for (Path text : texts) {
            Matcher name = NAME.matcher(text.getFileName().toString());
            if (!name.matches()) {
                throw new IllegalStateException(text + " is no explanation");
            }
            List<String> written = explanations(text);
            Map<String, Double> scores = written.size() == 1 ? scores(text) : Map.of();
            for (String explanation : written) {
                labels.accept(new Label(
                        model,
                        name.group(1),
                        Integer.parseInt(name.group(2)),
                        explanation,
                        SOURCE,
                        method,
                        explainer,
                        scores));
            }
        }
    }

    /** One, or of explainers that write several, all. */
    private List<String> explanations(Path file) throws IOException {
        JsonNode root = json(file, LARGEST);
        List<String> found = new ArrayList<>();
        for (JsonNode node : root.isArray() ? root : List.of(root)) {
            if (!node.isTextual()) {
                throw new UserError(file + ", line 1: a JSON text was expected, as delphi writes its explanations.");
            }
            String text = node.asText().strip();
            if (text.isEmpty() || FAILED.contains(text)) {
                empty++;
            } else {
                found.add(text);
            }
        }
        return found;
    }

    private Map<String, Double> scores(Path text) throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Path scorer : scorers) {
            Path file = scorer.resolve(text.getFileName().toString());
            if (Files.isRegularFile(file)) {
                Double score = DelphiScore.of(json(file, LARGEST_SCORES));
                if (score != null) {
                    scores.put(scorer.getFileName().toString(), score);
                }
            }
        }
        return scores;
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static JsonNode json(Path file, long largest) throws IOException {
        if (Files.size(file) > largest) {
            throw new UserError(file + " has " + Files.size(file) + " bytes, more than any file of delphi's there.");
        }
        try {
            return JSON.readTree(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + ", line " + Math.max(1, e.getLocation().getLineNr()) + ": no JSON ("
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                            + "), as which delphi writes its results.",
                    e);
        }
    }

    /** As Neuronpedia calls it: the last part of the name in small letters. */
    private static @Nullable String modelId(String name) {
        String last = name.replaceAll("/+$", "").replaceAll("^.*/", "").toLowerCase(Locale.ROOT);
        return last.isEmpty() ? null : last.equals("gpt2") ? "gpt2-small" : last;
    }

    private static @Nullable String text(@Nullable JsonNode config, String field) {
        return config != null && config.path(field).isTextual()
                ? config.path(field).asText()
                : null;
    }
}
