package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.corpus.JsonFields.Value;
import org.jspecify.annotations.Nullable;

/** What JSON objects become records, and what is wrong with those that do not. */
final class JsonEntries {

    /** Takes NaN and Infinity, which Python, pandas and Spark write; depth is bounded as in Python. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TextInput.MAX_LENGTH)
                    .maxNumberLength(1_000_000)
                    .maxNestingDepth(1_000)
                    .build())
            .build();

    private final CorpusSpec spec;

    JsonEntries(CorpusSpec spec) {
        this.spec = spec;
    }

    String[] wanted() {
        return new String[] {spec.field(), spec.category()};
    }

    /** @param place of the object, for messages */
    Records.Entry entry(JsonFields fields, String place) {
        Value text = fields.find(spec.field());
        if (text != null && !text.type().equals("string") && !text.type().equals("null")) {
            throw new UserError(place + ": field \"" + spec.field() + "\" is of type " + text.type()
                            + ", not text; name another field.")
                    .in("field");
        }
        Value category = fields.find(spec.category());
        if (category != null && spec.categoryField() != null && isStructure(category)) {
            throw new UserError(place + ": field \"" + spec.categoryField() + "\" is of type " + category.type()
                            + ", not a single value; name another field.")
                    .in("category-field");
        }
        return new Records.Entry(text == null ? null : text.text(), category == null ? null : category.text());
    }

    /** What is asked for and is not there, or null. @param place of an object, or of the file */
    @Nullable
    UserError missing(JsonFields fields, String place, String kind) {
        if (fields.find(spec.field()) == null) {
            return missing(fields, place, kind, spec.field(), "field");
        }
        return spec.categoryField() != null && fields.find(spec.categoryField()) == null
                ? missing(fields, place, kind, spec.categoryField(), "category-field")
                : null;
    }

    UserError noObject(String place) {
        return new UserError(place + " is JSON, but no object such as {\"" + spec.field() + "\": ...}.");
    }

    static UserError notJson(String place, JsonProcessingException e) {
        String reason = e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(",? from `[^`]*`", "");
        if (e instanceof StreamConstraintsException) {
            return new UserError(place + " is larger than can be read (" + reason + ").", e);
        }
        return new UserError(place + " is not JSON (" + reason + ").", e);
    }

    private static boolean isStructure(Value value) {
        return value.type().equals("object") || value.type().equals("array");
    }

    private static UserError missing(JsonFields fields, String place, String kind, String field, String setting) {
        return new UserError(place + " has no " + kind + " \"" + field + "\"; it has "
                        + String.join(", ", fields.names()) + "; name one of these.")
                .in(setting);
    }
}
