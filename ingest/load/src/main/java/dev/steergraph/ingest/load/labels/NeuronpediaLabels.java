package dev.steergraph.ingest.load.labels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.steergraph.core.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Neuronpedia's explanations: {@code explanations/batch-N.jsonl.gz} of its data sets, an object in each line with
 * {@code modelId}, {@code layer} (the source), {@code index} (a number or text), {@code description}, {@code typeName} and
 * {@code explanationModelName}; or the array of such objects that its API answers. Other fields are passed over.
 *
 * @see <a href="https://github.com/hijohnnylin/neuronpedia">Neuronpedia</a>, {@code export-data.py}
 */
final class NeuronpediaLabels implements LabelReader {

    static final String SOURCE = "Neuronpedia";

    /** No explanation is as long, nor any vector beside it that is written as text. */
    private static final int LONGEST = 1 << 20;

    private static final Set<String> WANTED =
            Set.of("modelId", "layer", "index", "description", "typeName", "explanationModelName");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxNestingDepth(64)
                    .build())
            .build();

    private final List<Path> files;
    private long empty;

    NeuronpediaLabels(List<Path> files) {
        this.files = files;
    }

    static boolean isOne(String name) {
        return name.matches("batch-\\d+\\.jsonl(\\.gz)?");
    }

    @Override
    public long empty() {
        return empty;
    }

    @Override
    public void read(Consumer<Label> labels) throws IOException {
        empty = 0;
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Expanding.open(file));
                    JsonParser parser = JSON.createParser(in)) {
                read(file, parser, labels);
            }
        }
    }

    private void read(Path file, JsonParser parser, Consumer<Label> labels) throws IOException {
        int line = 0;
        try {
            JsonToken token = parser.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (array) {
                token = parser.nextToken();
            }
            for (; token != null && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                // What is cut short is noticed in the next line.
                line = parser.currentTokenLocation().getLineNr();
                if (token != JsonToken.START_OBJECT) {
                    throw damaged(file, parser, "an object was expected, with modelId, layer, index and description");
                }
                label(file, parser).ifPresent(labels);
                line = 0;
            }
            if (array && (token == null || parser.nextToken() != null)) {
                throw damaged(file, parser, "the array should end at the end of the file");
            }
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file + ", line " + (line > 0 ? line : e.getLocation().getLineNr()) + ": no JSON ("
                            + firstLine(e.getOriginalMessage()) + "); download it again.",
                    e);
        }
    }

    private Optional<Label> label(Path file, JsonParser parser) throws IOException {
        Map<String, @Nullable String> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!WANTED.contains(name)) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING
                    || value == JsonToken.VALUE_NUMBER_INT && (name.equals("index") || name.equals("layer"))) {
                fields.put(name, parser.getText());
            } else if (value != JsonToken.VALUE_NULL) {
                throw damaged(file, parser, "\"" + name + "\" should be a text");
            }
        }
        String description = fields.get("description");
        String layer = fields.get("layer");
        String index = fields.get("index");
        if (layer == null || index == null || fields.get("modelId") == null) {
            throw damaged(file, parser, "an explanation needs modelId, layer and index");
        }
        if (!index.matches("\\d{1,9}")) {
            throw damaged(file, parser, "\"index\" should be a whole number, it is \"" + shortened(index) + "\"");
        }
        if (description == null || description.isBlank()) {
            empty++;
            return Optional.empty();
        }
        return Optional.of(new Label(
                fields.get("modelId"),
                layer,
                Integer.parseInt(index),
                description.strip(),
                SOURCE,
                fields.get("typeName"),
                fields.get("explanationModelName"),
                Map.of()));
    }

    private static UserError damaged(Path file, JsonParser parser, String what) {
        return new UserError(file + ", line " + parser.currentLocation().getLineNr() + ": " + what + ".");
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
